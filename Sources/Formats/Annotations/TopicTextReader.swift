import Diagnostics
import DocumentModel
import TextKernel

/// Reads texts with their topics from JSON Lines or from fastText's format.
///
/// | Format | Text | Labels |
/// | --- | --- | --- |
/// | JSON Lines | `text`, `title` | `labels` and `label`: a name, a list of names, or of objects with `label` and `score`; `topics` alike |
/// | fastText | a line | its words that begin with `__label__`, wherever they stand |
package struct TopicTextReader {
    /// How a file is to be read, and what a text must have.
    package struct Settings: Hashable, Sendable {
        /// A format of labelled texts.
        package enum Form: Hashable, Sendable { case jsonLines, fastText }

        /// What of its text and title a record must have.
        package enum Need: Hashable, Sendable { case text, textOrTitle, nothing }

        /// The format; nil to go by the first character, which is `{` in JSON Lines.
        package var form: Form?
        /// The keys of text and title in JSON; without a key there is no title.
        package var textKey = "text"
        package var titleKey: String? = "title"
        /// The key of the labels in JSON; nil for `labels` and `label`.
        package var labelsKey: String?
        /// Whether `topics` are labels where there are no others, as in records of Textmill's own.
        package var takesTopics = false
        /// What a record must have.
        package var needs = Need.textOrTitle
        /// Whether a text that has no label must say so with an empty list: neither null nor a line without a label does.
        package var refusesUnlabelled = false
        /// Whether the other keys of a record are kept as fields.
        package var keepsFields = false
        /// Most bytes of a file, unpacked.
        package var byteLimit = 1 << 30

        /// Everything by the file itself.
        package init() {}
    }

    /// What was read.
    package struct Content: Sendable {
        package var texts: [TopicText]
        /// The SHA-256 of the bytes of the file, unpacked.
        package var digest: String
    }

    private let file: String
    private let settings: Settings
    private var problems: AnnotationProblems
    private var texts: [TopicText] = []

    /// The texts of a file with the digest of what was read; blank lines say nothing.
    ///
    /// - Parameter path: a file, packed with gzip or not, or - for standard input.
    /// - Throws: ``Diagnostic`` when it cannot be read, and what ``texts(in:file:_:)`` throws.
    package static func content(at path: String, _ settings: Settings) throws -> Content {
        let bytes = try openInput(path).readAll(limit: settings.byteLimit)
        return Content(
            texts: try texts(in: bytes, file: path, settings), digest: SHA256Digest(of: bytes).description)
    }

    /// The texts of a file's bytes.
    ///
    /// - Throws: ``Diagnostics`` `bad-encoding`, `bad-json`, `bad-label`, `no-labels` or `no-text`, up to twenty, with
    ///   file and line.
    package static func texts(in bytes: [UInt8], file: String, _ settings: Settings) throws -> [TopicText] {
        var reader = TopicTextReader(file, settings)
        reader.read(bytes)
        try reader.problems.end()
        return reader.texts
    }

    private init(_ file: String, _ settings: Settings) {
        self.file = file
        self.settings = settings
        problems = AnnotationProblems(file)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 9 < 5 }

    private mutating func read(_ bytes: [UInt8]) {
        if let bad = UTF8Validity.firstInvalidOffset(in: bytes, range: 0..<bytes.count) {
            return add(
                "bad-encoding", "the file is not UTF-8", 1 + ByteSearch.count(of: 0x0A, in: bytes, range: 0..<bad),
                hint: "write it anew in UTF-8, as with 'iconv -t UTF-8'")
        }
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let first = bytes[start...].first { !Self.isSpace($0) }
        let form = settings.form ?? (first == UInt8(ascii: "{") ? .jsonLines : .fastText)
        var line = 0
        while start < bytes.count, !problems.isFull {
            line += 1
            let end = ByteSearch.firstOffset(of: 0x0A, in: bytes, range: start..<bytes.count) ?? bytes.count
            if !bytes[start..<end].allSatisfy(Self.isSpace) {
                switch form {
                case .jsonLines: readRecord(bytes, start..<end, line)
                case .fastText: readLine(bytes[start..<end], line)
                }
            }
            start = end + 1
        }
        if form == .fastText, settings.needs != .nothing, problems.list.isEmpty, !texts.isEmpty,
            texts.allSatisfy(\.labels.isEmpty)
        {
            add(
                "no-labels", "no line of '\(file)' has a label", nil,
                hint:
                    "labelled texts are JSON Lines with 'text' and 'labels', or lines such as '__label__energy Oil rose.'"
            )
        }
    }

    private mutating func add(_ code: String, _ problem: String, _ line: Int?, hint: String) {
        problems.add(Diagnostic(code, problem, at: SourceLocation(file: file, line: line), hint: hint))
    }

    /// Adds the text when its labels are names; each label counts once.
    private mutating func append(_ text: TopicText) {
        let hint = "a label is a name such as 'energy'"
        guard !text.labels.contains("") else { return add("bad-label", "a label is empty", text.line, hint: hint) }
        if let label = text.labels.first(where: { $0.utf8.contains { $0 == 0x0A || $0 == 0x0D } }) {
            return add("bad-label", "the label \(Value.string(label).json) has a line end", text.line, hint: hint)
        }
        var text = text
        var seen: Set<String> = []
        text.labels.removeAll { !seen.insert($0).inserted }
        texts.append(text)
    }

    // MARK: fastText

    private static let mark = Array("__label__".utf8)

    /// `__label__energy __label__trade Oil rose.`: the text is the line without its labels and the white space around
    /// them.
    private mutating func readLine(_ line: ArraySlice<UInt8>, _ number: Int) {
        var labels: [String] = []
        var text: [UInt8] = []
        var at = line.startIndex
        while at < line.endIndex {
            let word = line[at...].firstIndex { !Self.isSpace($0) } ?? line.endIndex
            let end = line[word...].firstIndex(where: Self.isSpace) ?? line.endIndex
            if line[word..<end].starts(with: Self.mark) {
                labels.append(String(decoding: line[word..<end].dropFirst(Self.mark.count), as: UTF8.self))
            } else if word < end {
                text += line[(text.isEmpty ? word : at)..<end]
            }
            at = end
        }
        guard !labels.isEmpty || !settings.refusesUnlabelled else {
            return add(
                "no-labels", "line \(number) has no label", number,
                hint: "write labels before the text, as in '__label__energy Oil prices rose'; JSON Lines begin with '{'"
            )
        }
        append(TopicText(line: number, bytes: text, labels: labels))
    }

    // MARK: JSON Lines

    private mutating func readRecord(_ bytes: [UInt8], _ range: Range<Int>, _ line: Int) {
        let record: TopicRecord
        do throws(JSONError) {
            var cursor = try JSONCursor(bytes, in: range)
            record = try TopicRecord(&cursor, settings)
            try cursor.finish()
        } catch {
            return problems.add(error.diagnostic(in: file, line: line))
        }
        if let bad = record.badLabel {
            var problem = bad.diagnostic(in: file, line: line)
            problem.code = "bad-label"
            return problems.add(problem)
        }
        guard let labels = record.labels(settings) else {
            return add(
                "no-labels", "line \(line) has no \(settings.labelsKey.map { "'\($0)'" } ?? "'labels' or 'label'")",
                line, hint: "a text without topics has 'labels': []; --labels-key names another key")
        }
        switch settings.needs {
        case .textOrTitle where record.text?.isNull ?? true && record.title == nil:
            let title = settings.titleKey.map { " nor '\($0)'" } ?? ""
            return add(
                "no-text", "line \(line) has \(title.isEmpty ? "no" : "neither") '\(settings.textKey)'\(title)", line,
                hint: "--text-key and --title-key name other keys")
        case .text where record.text == nil:
            return add(
                "no-text", "line \(line) has no '\(settings.textKey)'", line, hint: "--text-key names another key")
        default: break
        }
        append(
            TopicText(
                id: record.id, line: line, bytes: record.text?.bytes ?? [], title: record.title, fields: record.fields,
                labels: labels.map(\.label),
                scores: Dictionary(
                    labels.compactMap { label in label.score.map { (label.label, $0) } }, uniquingKeysWith: { $1 })))
    }
}

/// What a record of JSON Lines holds, as it is written.
private struct TopicRecord {
    typealias Label = (label: String, score: Double?)

    /// Keys that hold labels or stand beside them; they are no fields.
    private static let labelKeys = ["labels", "label", "topics", "missed-topics"]

    private(set) var id: String?
    /// The text; what is null is there and empty.
    private(set) var text: (bytes: [UInt8], isNull: Bool)?
    /// Nil when it is missing or null.
    private(set) var title: [UInt8]?
    private(set) var fields = Fields()
    /// The first place where there should be a label and is something else.
    private(set) var badLabel: JSONError?
    private var found: [String: [Label]] = [:]

    init(_ cursor: inout JSONCursor, _ settings: TopicTextReader.Settings) throws(JSONError) {
        var seen: Set<String> = []
        try cursor.beginObject()
        while let key = try cursor.nextKey() {
            let name = cursor.string(of: key)
            guard seen.insert(name).inserted else {
                throw cursor.error(
                    "the key '\(name)' comes twice in one object", hint: "keep one of them",
                    at: key.range.lowerBound - 1)
            }
            if name == settings.textKey {
                let bytes = try Self.string(&cursor, name)
                text = (bytes ?? [], bytes == nil)
            } else if name == settings.titleKey {
                title = try Self.string(&cursor, name)
            } else if settings.labelsKey.map({ name == $0 })
                ?? (name == "labels" || name == "label" || name == "topics" && settings.takesTopics)
            {
                found[name] = try labels(&cursor, name, settings)
            } else if name == "id" {
                id = Self.id(try cursor.readValue())
            } else if settings.keepsFields, !Self.labelKeys.contains(name) {
                fields.append(name, try cursor.readValue())
            } else {
                _ = try cursor.skipValue()
            }
        }
    }

    /// The labels; nil when there is no key for them.
    func labels(_ settings: TopicTextReader.Settings) -> [Label]? {
        if let key = settings.labelsKey { return found[key] }
        guard found["labels"] != nil || found["label"] != nil else { return found["topics"] }
        return (found["labels"] ?? []) + (found["label"] ?? [])
    }

    private static func id(_ value: Value) -> String? {
        switch value {
        case .string(let id) where !id.isEmpty: id
        case .number(let id): id
        default: nil
        }
    }

    /// A text; nil for null.
    private static func string(_ cursor: inout JSONCursor, _ key: String) throws(JSONError) -> [UInt8]? {
        switch try cursor.peek() {
        case .string: return try cursor.readBytes()
        case .null:
            try cursor.readNull()
            return nil
        default: throw cursor.error("'\(key)' must be a string", at: cursor.offset)
        }
    }

    /// A label, or a list of labels; what is none is remembered, because the rest of the line may be wrong in a worse way.
    private mutating func labels(
        _ cursor: inout JSONCursor, _ key: String, _ settings: TopicTextReader.Settings
    ) throws(JSONError) -> [Label] {
        let kind = try cursor.peek()
        let start = cursor.offset
        guard kind == .array else {
            let value = try cursor.readValue()
            if let label = Self.label(value) { return [label] }
            if value != .null || settings.refusesUnlabelled {
                badLabel =
                    badLabel ?? cursor.error("'\(key)' must be a string or a list of strings", at: start)
            }
            return []
        }
        var labels: [Label] = []
        try cursor.beginArray()
        while try cursor.nextElement() {
            _ = try cursor.peek()
            let start = cursor.offset
            let value = try cursor.readValue()
            if let label = Self.label(value) {
                labels.append(label)
            } else {
                badLabel =
                    badLabel
                    ?? cursor.error(
                        "a label in '\(key)' must be a string, found \(value.json.prefix(60))", at: start)
            }
        }
        return labels
    }

    private static func label(_ value: Value) -> Label? {
        if let label = value.string { return (label, nil) }
        guard let topic = value.object, let label = topic["label"]?.string else { return nil }
        return (label, topic["score"]?.double)
    }
}
