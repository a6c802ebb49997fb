import Analysis
import Diagnostics
import DocumentModel

/// A TimeML document: its text, its day, and the TIMEX3 elements of the text.
struct TimeMLText {
    /// A TIMEX3 element.
    struct Expression {
        /// Bytes of the text.
        var span: Span
        var kind: String
        var value: String
    }

    var file: String
    var bytes: [UInt8] = []
    var documentDate: DocumentDate?
    var expressions: [Expression] = []

    /// Reads a document; of its elements only TEXT, DCT and TIMEX3 are looked at.
    ///
    /// - Throws: ``Diagnostic`` when it has no TEXT.
    init(_ source: [UInt8], file: String) throws {
        self.file = file
        var isText = false
        var hasText = false
        var open: (start: Int, kind: String, value: String)?
        var i = 0
        while i < source.count {
            guard source[i] == UInt8(ascii: "<"), let end = source[i...].firstIndex(of: UInt8(ascii: ">")) else {
                if isText { i = append(source, i) } else { i += 1 }
                continue
            }
            let tag = String(decoding: source[(i + 1)..<end], as: UTF8.self)
            i = end + 1
            if tag.hasPrefix("TIMEX3") {
                let value = Self.attribute("value", of: tag)
                if Self.attribute("functionInDocument", of: tag) == "CREATION_TIME",
                    let date = DocumentDate(field: value, from: "DCT")
                {
                    documentDate = date
                }
                if isText, !tag.hasSuffix("/") { open = (bytes.count, Self.attribute("type", of: tag), value) }
            } else if tag == "/TIMEX3", let one = open {
                if bytes.count > one.start {
                    expressions.append(Expression(span: Span(one.start, bytes.count), kind: one.kind, value: one.value))
                }
                open = nil
            } else if tag == "TEXT" || tag.hasPrefix("TEXT ") {
                (isText, hasText) = (true, true)
            } else if tag == "/TEXT" {
                isText = false
            }
        }
        guard hasText else {
            throw Diagnostic(
                "no-text", "'\(file)' has no element TEXT", at: SourceLocation(file: file),
                hint: "a TimeML document has its text between <TEXT> and </TEXT>")
        }
    }

    /// Takes a byte or an entity at `i` into the text and returns where to go on.
    private mutating func append(_ source: [UInt8], _ i: Int) -> Int {
        for (entity, byte) in [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'")]
        where source[i...].starts(with: entity.utf8) {
            bytes += Array(byte.utf8)
            return i + entity.utf8.count
        }
        bytes.append(source[i])
        return i + 1
    }

    private static func attribute(_ name: String, of tag: String) -> String {
        guard let parts = tag.split(separator: " ").first(where: { $0.hasPrefix("\(name)=") }) else { return "" }
        return String(parts.dropFirst(name.utf8.count + 2).prefix { $0 != "\"" && $0 != "'" })
    }
}

/// How well the TIMEX3 elements of documents are found.
struct TimexScore {
    /// Precision and recall over counts.
    struct Counts {
        var right = 0
        var found = 0
        var gold = 0
        var precision: Double { found == 0 ? 0 : Double(right) / Double(found) }
        var recall: Double { gold == 0 ? 0 : Double(right) / Double(gold) }
        var f1: Double { right == 0 ? 0 : 2 * precision * recall / (precision + recall) }
    }

    private(set) var documentCount = 0
    private(set) var strict = Counts()
    private(set) var relaxed = Counts()
    private(set) var kind = Counts()
    private(set) var value = Counts()
    private(set) var misses: [String] = []

    /// Measures a document.
    mutating func add(_ document: TimeMLText) {
        documentCount += 1
        let found = DateFinder(stage: "evaluate").find(in: document.bytes, documentDate: document.documentDate).dates
        func surface(_ span: Span) -> String { String(decoding: document.bytes[span.start..<span.end], as: UTF8.self) }
        var taken: Set<Int> = []
        for one in document.expressions {
            let index = found.indices.first { !taken.contains($0) && found[$0].span.overlaps(one.span) }
            guard let index else {
                misses.append("\(document.file): missed '\(surface(one.span))' \(one.kind) \(one.value)")
                continue
            }
            taken.insert(index)
            let own = found[index]
            relaxed.right += 1
            if own.span == one.span { strict.right += 1 }
            if own.kind.rawValue == one.kind { kind.right += 1 }
            if own.value == one.value { value.right += 1 }
            if own.span != one.span || own.value != one.value || own.kind.rawValue != one.kind {
                misses.append(
                    "\(document.file): '\(surface(one.span))' \(one.kind) \(one.value), found '\(surface(own.span))' \(own.kind.rawValue) \(own.value)"
                )
            }
        }
        for index in found.indices where !taken.contains(index) {
            misses.append(
                "\(document.file): not in gold: '\(surface(found[index].span))' \(found[index].kind.rawValue) \(found[index].value)"
            )
        }
        func count(_ counts: inout Counts) {
            counts.found += found.count
            counts.gold += document.expressions.count
        }
        count(&strict)
        count(&relaxed)
        count(&kind)
        count(&value)
    }

    /// One line for each measure.
    var summary: String {
        func line(_ name: String, _ counts: Counts) -> String {
            func text(_ score: Double) -> String {
                let thousandths = Int((score * 1000).rounded())
                return thousandths >= 1000 ? "1.000" : "0." + String("\(1000 + thousandths)".dropFirst())
            }
            return "\(name)  \(text(counts.precision))  \(text(counts.recall))  \(text(counts.f1))"
        }
        return """
            \(documentCount) documents, \(value.gold) expressions, \(value.found) found
                     precision  recall  F1
            \(line("relaxed", relaxed))
            \(line("strict ", strict))
            \(line("type   ", kind))
            \(line("value  ", value))
            """
    }
}
