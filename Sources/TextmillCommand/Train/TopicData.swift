import Analysis
import ArgumentParser
import Diagnostics
import Formats
import TextKernel

/// How texts with their topics are written.
enum TopicDataFormat: String, CaseIterable, ExpressibleByArgument {
    /// JSON Lines when the first character is `{`, else fastText's.
    case auto
    /// A JSON object a line.
    case jsonl
    /// A text a line, its labels before it: `__label__energy __label__trade Oil prices rose`.
    case fasttext
}

/// Reads texts with their topics from a file.
struct TopicData {
    /// What is to be read of it.
    struct Settings {
        var format = TopicDataFormat.auto
        var textKey = "text"
        var titleKey: String?
        /// Nil for `labels` or `label`.
        var labelsKey: String?
        /// Labels that are taken from no text.
        var withoutLabels: Set<String> = []
    }

    private(set) var examples: [TopicTrainer.Example] = []
    private(set) var digest = ""
    private let file: String
    private let settings: Settings

    /// The most bytes of a file, unpacked.
    static let byteLimit = 1 << 30

    /// Reads the file, packed with gzip or not; blank lines say nothing.
    ///
    /// - Throws: ``Diagnostic`` with file and line.
    init(_ file: String, _ settings: Settings) throws {
        self.file = file
        self.settings = settings
        let bytes = try openInput(file).readAll(limit: Self.byteLimit)
        digest = SHA256Digest(of: bytes).description
        if let bad = UTF8Validity.firstInvalidOffset(in: bytes, range: 0..<bytes.count) {
            throw problem(
                "bad-encoding", "the file is not UTF-8",
                line: 1 + ByteSearch.count(of: 0x0A, in: bytes, range: 0..<bad),
                "write it anew in UTF-8, as with 'iconv -t UTF-8'")
        }
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let isJSON =
            settings.format == .jsonl
            || (settings.format == .auto && bytes[start...].first { !Self.isSpace($0) } == UInt8(ascii: "{"))
        var line = 0
        while start < bytes.count {
            line += 1
            var end = ByteSearch.firstOffset(of: 0x0A, in: bytes, range: start..<bytes.count) ?? bytes.count
            let next = end + 1
            if end > start, bytes[end - 1] == 0x0D { end -= 1 }
            if !bytes[start..<end].allSatisfy(Self.isSpace) {
                if isJSON { try readJSON(bytes, start..<end, line) } else { try readFastText(bytes[start..<end], line) }
            }
            start = next
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 9 < 5 }

    private func problem(_ id: String, _ problem: String, line: Int, _ hint: String) -> Diagnostic {
        Diagnostic(id, problem, at: SourceLocation(file: file, line: line), hint: hint)
    }

    private mutating func add(_ texts: [[UInt8]], _ labels: [String], _ line: Int) throws {
        guard labels.allSatisfy({ !$0.isEmpty && !$0.contains("\n") }) else {
            throw problem(
                "bad-label", "a label is empty or has a line end", line: line, "a label is a name such as 'energy'")
        }
        examples.append(
            TopicTrainer.Example(texts, labels: labels.filter { !settings.withoutLabels.contains($0) }))
    }

    // MARK: fastText

    private mutating func readFastText(_ bytes: ArraySlice<UInt8>, _ line: Int) throws {
        let mark = Array("__label__".utf8)
        var labels: [String] = []
        var text: [UInt8] = []
        for word in bytes.split(whereSeparator: Self.isSpace) {
            if word.starts(with: mark) {
                labels.append(String(decoding: word.dropFirst(mark.count), as: UTF8.self))
            } else {
                if !text.isEmpty { text.append(0x20) }
                text += word
            }
        }
        guard !labels.isEmpty else {
            throw problem(
                "no-label", "the line has no label", line: line,
                "write labels before the text, as in '__label__energy Oil prices rose'; JSON Lines begin with '{'")
        }
        try add([text], labels, line)
    }

    // MARK: JSON

    private mutating func readJSON(_ bytes: [UInt8], _ range: Range<Int>, _ line: Int) throws {
        var text: [UInt8]?
        var title: [UInt8] = []
        var labels: [String]?
        do throws(JSONError) {
            var cursor = try JSONCursor(bytes, in: range)
            guard try cursor.peek() == .object else { throw cursor.error("expected an object", at: range.lowerBound) }
            try cursor.beginObject()
            while let key = try cursor.nextKey() {
                let name = cursor.string(of: key)
                if name == settings.textKey {
                    text = try string(&cursor, name)
                } else if let titleKey = settings.titleKey, name == titleKey {
                    title = try string(&cursor, name)
                } else if settings.labelsKey.map({ name == $0 }) ?? (name == "labels" || name == "label") {
                    labels = (labels ?? []) + (try self.labels(&cursor, name))
                } else {
                    _ = try cursor.skipValue()
                }
            }
            try cursor.finish()
        } catch {
            throw error.diagnostic(in: file, line: line)
        }
        guard let text else {
            throw problem(
                "no-text", "the object has no key '\(settings.textKey)'", line: line,
                "name the key that holds the text with '--text-key'")
        }
        guard let labels else {
            let expected = settings.labelsKey.map { "'\($0)'" } ?? "'labels' or 'label'"
            throw problem(
                "no-label", "the object has no key \(expected)", line: line,
                "name the key that holds the labels with '--labels-key'; a text without any has an empty list")
        }
        try add(title.isEmpty ? [text] : [title, text], labels, line)
    }

    /// A text; null is none.
    private func string(_ cursor: inout JSONCursor, _ key: String) throws(JSONError) -> [UInt8] {
        switch try cursor.peek() {
        case .string: return try cursor.readBytes()
        case .null:
            try cursor.readNull()
            return []
        default: throw cursor.error("'\(key)' must be a string", at: cursor.offset)
        }
    }

    /// A label, or a list of labels.
    private func labels(_ cursor: inout JSONCursor, _ key: String) throws(JSONError) -> [String] {
        switch try cursor.peek() {
        case .string: return [try cursor.readString()]
        case .array:
            var labels: [String] = []
            try cursor.beginArray()
            while try cursor.nextElement() {
                guard try cursor.peek() == .string else {
                    throw cursor.error("a label in '\(key)' must be a string", at: cursor.offset)
                }
                labels.append(try cursor.readString())
            }
            return labels
        default: throw cursor.error("'\(key)' must be a string or a list of strings", at: cursor.offset)
        }
    }
}
