import Diagnostics
package import DocumentModel
import TextKernel

/// Reads annotated tokens in columns: one token a line, its tag in the last column, an empty line between sentences.
///
/// Columns are parted by tabs, or by spaces in a line without a tab; the token is the first. Tags are `O` or a prefix, a
/// hyphen and a label. IOB1, IOB2, BILOU, BIOES and BMES are read alike, as conlleval reads them: `B`, `S` and `U` begin
/// an entity, so does any other prefix after `O`, another label or an end; `E`, `L`, `S` and `U` end it.
///
/// Of what is partly known: `?` says that nothing is known of a token, `B-*` that an entity has a label that is not known,
/// `B-ORG|PERSON` that it has one of these.
///
/// A line whose first column is `-DOCSTART-`, or `# newdoc`, begins a document. In a file without such lines every
/// sentence is a document. Tokens are joined by one space and sentences by a line end.
///
/// A comment `# textmill text = "…"` behind `# newdoc` holds the text of the document as a JSON string, as ``ColumnWriter``
/// writes it: the tokens are then found in it, one after the other, and no offset moves.
///
/// - SeeAlso: Tjong Kim Sang and De Meulder, "Introduction to the CoNLL-2003 Shared Task", 2003.
package struct ColumnReader {
    /// Most problems that are told of one file.
    private static let mostProblems = 20

    private let bytes: [UInt8]
    private let file: String
    private var problems: [Diagnostic] = []
    private var texts: [(text: LabelledText, lines: [Int])] = []
    private var text: TextInProgress
    /// Whether lines say where documents begin; otherwise every sentence is one.
    private let hasDocuments: Bool
    private var columnCount: Int?

    /// The texts of a file.
    ///
    /// - Parameter file: its name, for messages.
    /// - Throws: ``Diagnostics`` `bad-columns` with the line of each problem, `bad-encoding` when it is not UTF-8.
    /// - Complexity: O(*n*).
    package static func texts(in bytes: [UInt8], file: String) throws -> [LabelledText] {
        try textsWithLines(in: bytes, file: file).map(\.text)
    }

    /// The texts of a file, each with the lines of its tokens, from 1.
    ///
    /// - Throws: as ``texts(in:file:)``.
    package static func textsWithLines(
        in bytes: [UInt8], file: String
    ) throws -> [(text: LabelledText, lines: [Int])] {
        var reader = ColumnReader(bytes, file)
        try reader.checkEncoding()
        reader.read()
        guard reader.problems.isEmpty else { throw Diagnostics(reader.problems) }
        return reader.texts
    }

    private init(_ bytes: [UInt8], _ file: String) {
        self.bytes = bytes
        self.file = file
        hasDocuments = Self.hasDocuments(bytes)
        text = TextInProgress(id: "1")
    }

    private static func hasDocuments(_ bytes: [UInt8]) -> Bool {
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < bytes.count {
            if bytes[start...].starts(with: "-DOCSTART-".utf8) || bytes[start...].starts(with: "# newdoc".utf8) {
                return true
            }
            start = (ByteSearch.firstOffset(of: 0x0A, in: bytes, range: start..<bytes.count) ?? bytes.count) + 1
        }
        return false
    }

    private func checkEncoding() throws {
        guard let offset = UTF8Validity.firstInvalidOffset(in: bytes, range: 0..<bytes.count) else { return }
        let line = 1 + bytes[..<offset].count { $0 == 0x0A }
        throw Diagnostic(
            "bad-encoding", "the file is not UTF-8", at: SourceLocation(file: file, line: line),
            hint: "write it anew in UTF-8, as with 'iconv -t UTF-8'")
    }

    private mutating func read() {
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var number = 0
        while start < bytes.count, problems.count < Self.mostProblems {
            let end = ByteSearch.firstOffset(of: 0x0A, in: bytes, range: start..<bytes.count) ?? bytes.count
            number += 1
            let hasReturn = end > start && bytes[end - 1] == 0x0D
            readLine(start..<(hasReturn ? end - 1 : end), number)
            start = end + 1
        }
        endDocument()
    }

    private mutating func readLine(_ line: Range<Int>, _ number: Int) {
        let columns = columns(of: line)
        guard let first = columns.first, let last = columns.last else {
            return hasDocuments ? text.endSentence() : endDocument()
        }
        if bytes[first].elementsEqual("-DOCSTART-".utf8) { return beginDocument(nil) }
        if !text.isInSentence, bytes[first.lowerBound] == UInt8(ascii: "#"),
            Tag(bytes[last]) == nil || isOwnComment(line)
        {
            return readComment(line, number)
        }
        guard columns.count > 1 else {
            return problem("the line has one column, and no tag", number, hint: "write the token, a tab and its tag")
        }
        if let columnCount, columnCount != columns.count {
            return problem(
                "the line has \(columns.count) columns, those before it have \(columnCount)", number,
                hint: "part columns by one tab each; an empty line ends a sentence")
        }
        columnCount = columns.count
        guard !first.isEmpty else { return problem("the token is empty", number) }
        guard let tag = Tag(bytes[last]) else {
            let shown = String(decoding: bytes[last].prefix(40), as: UTF8.self)
            return problem(
                "'\(shown)' is no tag", number,
                hint: "the last column holds O, ? when nothing is known, or one of B- I- E- S- L- U- M- and a label")
        }
        guard text.append(bytes[first], tag, line: number) else {
            return problem(
                "the token '\(String(decoding: bytes[first].prefix(40), as: UTF8.self))' does not come next in the text",
                number,
                hint: "tokens may be split, but not changed; '# textmill text' has the text")
        }
    }

    /// Whether a line is a comment that ``ColumnWriter`` writes, whatever its last word is.
    private func isOwnComment(_ line: Range<Int>) -> Bool {
        bytes[line].starts(with: "# textmill text = ".utf8) || bytes[line].starts(with: "# newdoc id = ".utf8)
    }

    /// The columns of a line; none when it is blank.
    private func columns(of line: Range<Int>) -> [Range<Int>] {
        let isTabbed = bytes[line].contains(0x09)
        if bytes[line].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return [] }
        return bytes[line].split(separator: isTabbed ? 0x09 : 0x20, omittingEmptySubsequences: !isTabbed)
            .map { $0.startIndex..<$0.endIndex }
    }

    /// `# newdoc id = name` begins a document; any other comment is skipped.
    private mutating func readComment(_ line: Range<Int>, _ number: Int) {
        let comment = String(decoding: bytes[line], as: UTF8.self).dropFirst().drop { $0 == " " }
        if comment.hasPrefix("textmill text") { return readText(comment, number) }
        guard comment.hasPrefix("newdoc") else { return }
        let id = comment.split(separator: "=", maxSplits: 1).dropFirst().first.map { $0.drop { $0 == " " } }
        beginDocument(id.flatMap { $0.isEmpty ? nil : String($0) })
    }

    /// `# textmill text = "…"` gives the text that the tokens are in.
    private mutating func readText(_ comment: Substring, _ line: Int) {
        let json = comment.split(separator: "=", maxSplits: 1).dropFirst().first ?? ""
        guard let given = (try? Value(json: Array(json.utf8)))?.string, text.tokens.isEmpty else {
            return problem(
                "the text of the document is no JSON string before its first token", line,
                hint: "leave the line as it was written, or remove it: the tokens are then joined by spaces")
        }
        text.given = Array(given.utf8)
    }

    private mutating func beginDocument(_ id: String?) {
        endDocument()
        text = TextInProgress(id: id ?? "\(texts.count + 1)")
    }

    private mutating func endDocument() {
        text.endSentence()
        if !text.tokens.isEmpty || text.given != nil { texts.append((text.text, text.lines)) }
        text = TextInProgress(id: "\(texts.count + 1)")
    }

    private mutating func problem(_ problem: String, _ line: Int, hint: String? = nil) {
        problems.append(Diagnostic("bad-columns", problem, at: SourceLocation(file: file, line: line), hint: hint))
    }
}

/// What a tag says.
private struct Tag {
    /// Nothing outside of entities.
    let label: ArraySlice<UInt8>?
    let begins: Bool
    let ends: Bool
    /// Whether nothing is known of the token.
    let isUnknown: Bool

    /// Nil when the bytes are no tag.
    init?(_ bytes: ArraySlice<UInt8>) {
        if bytes.elementsEqual("O".utf8) {
            (label, begins, ends, isUnknown) = (nil, false, false, false)
            return
        }
        if bytes.elementsEqual("?".utf8) {
            (label, begins, ends, isUnknown) = (nil, false, false, true)
            return
        }
        isUnknown = false
        guard bytes.count > 2, let prefix = bytes.first, bytes[bytes.startIndex + 1] == UInt8(ascii: "-"),
            "BIESLUM".utf8.contains(prefix)
        else { return nil }
        label = bytes.dropFirst(2)
        begins = "BSU".utf8.contains(prefix)
        ends = "ESLU".utf8.contains(prefix)
    }
}

/// A document that is being read.
private struct TextInProgress {
    private let id: String
    private var bytes: [UInt8] = []
    /// The text, when a comment gives it.
    var given: [UInt8]?
    private(set) var tokens: [Span] = []
    private var sentenceStarts: [Int] = []
    private var marks: [LabelledText.Mark] = []
    private var unknown: [Span] = []
    /// The line of each token.
    private(set) var lines: [Int] = []
    /// Whether the sentence has a token.
    private(set) var isInSentence = false
    /// The entity that may still go on.
    private var open: (span: Span, label: ArraySlice<UInt8>)?

    init(id: String) { self.id = id }

    /// Appends a token; false when the given text has another one there.
    mutating func append(_ token: ArraySlice<UInt8>, _ tag: Tag, line: Int) -> Bool {
        guard let span = place(of: token) else { return false }
        if !isInSentence {
            sentenceStarts.append(tokens.count)
            isInSentence = true
        }
        lines.append(line)
        tokens.append(span)
        if tag.isUnknown { unknown.append(span) }
        mark(span, tag)
        return true
    }

    /// Where a token is: the next in the given text, or else at the end of the text that tokens make.
    private mutating func place(of token: ArraySlice<UInt8>) -> Span? {
        guard let given else {
            if !bytes.isEmpty { bytes.append(isInSentence ? 0x20 : 0x0A) }
            bytes += token
            return Span(bytes.count - token.count, bytes.count)
        }
        var start = tokens.last?.end ?? 0
        while start < given.count, [0x20, 0x09, 0x0A, 0x0D].contains(given[start]) { start += 1 }
        guard given[start...].starts(with: token) else { return nil }
        return Span(start, start + token.count)
    }

    private mutating func mark(_ span: Span, _ tag: Tag) {
        guard let label = tag.label else { return endEntity() }
        if let entity = open, !tag.begins, entity.label == label {
            open = (Span(entity.span.start, span.end), label)
        } else {
            endEntity()
            open = (span, label)
        }
        if tag.ends { endEntity() }
    }

    mutating func endSentence() {
        endEntity()
        isInSentence = false
    }

    private mutating func endEntity() {
        guard let entity = open else { return }
        let labels = String(decoding: entity.label, as: UTF8.self).split(separator: "|").map(String.init)
        marks.append(LabelledText.Mark(entity.span, anyOf: labels == ["*"] ? [] : labels))
        open = nil
    }

    var text: LabelledText {
        LabelledText(
            id: id, bytes: given ?? bytes, marks: marks, unknown: unknown, tokens: tokens,
            sentenceStarts: sentenceStarts,
            line: lines.first)
    }
}
