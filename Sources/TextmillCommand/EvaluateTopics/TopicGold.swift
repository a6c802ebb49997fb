import Formats
import StageKit
import TextKernel

/// A text with the labels that people, or an earlier run, gave it.
struct TopicGold: Sendable {
    /// Where a record of JSON keeps what.
    struct Keys: Sendable {
        var text = "text"
        var title = "title"
        /// Nil for the first there is of `labels`, `label` and `topics`.
        var labels: String?
    }

    /// Unique among all texts: the file's name and the id in it, or the line.
    var id: String
    /// The id in the file; nil when it has none.
    var ownID: String?
    var place: SourceLocation
    var text: Text
    /// The title under `title`, and whatever else the record holds.
    var fields = Fields()
    /// Each once, in their order.
    var labels: [String]
    /// Of those labels that have one.
    var scores: [String: Double] = [:]

    /// The document that a pipeline is given.
    var document: Document {
        let origin = Origin(
            uri: place.file, line: place.line, encoding: .embedded, source: SourceBytes(text.bytes))
        return Document(id: id, origin: origin, text: text, fields: fields)
    }

    /// Most bytes of a file that are read.
    private static let mostBytes = 1 << 30

    /// The texts of some files.
    ///
    /// - Throws: ``Diagnostics`` with every problem, up to twenty.
    static func read(_ files: [String], _ keys: Keys, needsText: Bool = true) throws -> [TopicGold] {
        var problems: [Diagnostic] = []
        var texts: [TopicGold] = []
        for file in files {
            do {
                let bytes = try openInput(file).readAll(limit: mostBytes)
                var reader = TopicGoldReader(file, keys, needsText: needsText)
                reader.read(bytes)
                problems += reader.problems
                texts += reader.texts
            } catch {
                problems += error.diagnostics(code: "bad-gold", problem: "cannot read '\(file)'")
            }
        }
        var places: [String: SourceLocation] = [:]
        for text in texts where problems.count < 20 {
            if let known = places.updateValue(text.place, forKey: text.id) {
                problems.append(
                    Diagnostic(
                        "duplicate-text", "two texts are called '\(text.id)'", at: text.place,
                        cause: "the other is at \(known)"))
            }
        }
        guard problems.isEmpty else { throw Diagnostics(Array(problems.prefix(20))) }
        guard !texts.isEmpty else {
            throw Diagnostic("no-gold", "the gold files hold no text", hint: "read: \(files.joined(separator: ", "))")
        }
        return texts
    }
}

/// Reads JSON Lines and fastText's format, which begins with anything but a brace.
private struct TopicGoldReader {
    private let file: String
    private let name: String
    private let keys: TopicGold.Keys
    private let needsText: Bool
    private(set) var problems: [Diagnostic] = []
    private(set) var texts: [TopicGold] = []
    private var isFull: Bool { problems.count >= 20 }

    init(_ file: String, _ keys: TopicGold.Keys, needsText: Bool) {
        self.file = file
        self.keys = keys
        self.needsText = needsText
        name = file == "-" ? "standard-input" : file.split(separator: "/").last.map(String.init) ?? file
    }

    mutating func read(_ bytes: [UInt8]) {
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let isJSON = bytes[start...].first { !Self.isBlank($0) } == UInt8(ascii: "{")
        var line = 0
        while start < bytes.count, !isFull {
            line += 1
            let end = ByteSearch.firstOffset(of: 0x0A, in: bytes, range: start..<bytes.count) ?? bytes.count
            if !bytes[start..<end].allSatisfy(Self.isBlank) {
                if isJSON { readRecord(bytes, start..<end, line) } else { readLabelled(bytes[start..<end], line) }
            }
            start = end + 1
        }
        if !isJSON, needsText, problems.isEmpty, !texts.isEmpty, texts.allSatisfy(\.labels.isEmpty) {
            problems.append(
                Diagnostic(
                    "no-labels", "no line of '\(file)' has a label", at: SourceLocation(file: file),
                    hint: "gold is JSON Lines with 'text' and 'labels', or lines such as '__label__energy Oil rose.'"))
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
    }

    private mutating func add(_ code: String, _ problem: String, _ line: Int, hint: String? = nil) {
        problems.append(Diagnostic(code, problem, at: SourceLocation(file: file, line: line), hint: hint))
    }

    private mutating func append(
        _ id: String?, _ line: Int, _ text: Text, _ fields: Fields, _ labels: [(label: String, score: Double?)]
    ) {
        var seen: Set<String> = []
        var scores: [String: Double] = [:]
        for (label, score) in labels { if let score { scores[label] = score } }
        texts.append(
            TopicGold(
                id: "\(name)#\(id ?? "\(line)")", ownID: id, place: SourceLocation(file: file, line: line), text: text,
                fields: fields, labels: labels.map(\.label).filter { seen.insert($0).inserted }, scores: scores))
    }

    // MARK: fastText

    private static let mark = "__label__"

    /// `__label__energy __label__trade Oil rose.`; a word with the mark is a label wherever it stands, as there.
    private mutating func readLabelled(_ bytes: ArraySlice<UInt8>, _ line: Int) {
        guard let whole = Text(validating: Array(bytes)) else {
            return add("bad-encoding", "line \(line) is not UTF-8", line)
        }
        var labels: [(label: String, score: Double?)] = []
        var rest = Substring(whole.string)
        rest = rest.drop { $0.isWhitespace }
        while rest.hasPrefix(Self.mark) {
            let word = rest.prefix { !$0.isWhitespace }
            labels.append((String(word.dropFirst(Self.mark.count)), nil))
            rest = rest[word.endIndex...].drop { $0.isWhitespace }
        }
        var text = String(rest)
        if text.contains(" \(Self.mark)") {
            let words = text.split(separator: " ")
            labels += words.filter { $0.hasPrefix(Self.mark) }.map { (String($0.dropFirst(Self.mark.count)), nil) }
            text = words.filter { !$0.hasPrefix(Self.mark) }.joined(separator: " ")
        }
        while text.last?.isWhitespace == true { text.removeLast() }
        if labels.contains(where: \.label.isEmpty) {
            return add("bad-label", "a label of line \(line) has no name", line, hint: "write '__label__energy'")
        }
        append(nil, line, Text(text), Fields(), labels)
    }

    // MARK: JSON Lines

    private mutating func readRecord(_ bytes: [UInt8], _ range: Range<Int>, _ line: Int) {
        let value: Value
        do throws(JSONError) { value = try Value(json: bytes, in: range) } catch {
            problems.append(error.diagnostic(in: file, line: line))
            return
        }
        guard let object = value.object else {
            return add("bad-gold", "line \(line) is no object", line, hint: "each line is an object with 'text'")
        }
        guard let labels = labels(of: object, line) else { return }
        var fields = Fields()
        let own = ["id", "labels", "label", "topics", "missed-topics", keys.text, keys.title, keys.labels ?? ""]
        if keys.title != keys.text, let title = object[keys.title]?.string { fields["title"] = .string(title) }
        for index in 0..<object.count where !own.contains(object[at: index].name) {
            fields[object[at: index].name] = object[at: index].value
        }
        let text = object[keys.text]?.string
        if text == nil, fields["title"] == nil, needsText {
            return add(
                "no-text", "line \(line) has neither '\(keys.text)' nor '\(keys.title)'", line,
                hint: "--text-key and --title-key name other keys")
        }
        append(id(of: object), line, Text(text ?? ""), fields, labels)
    }

    private func id(of object: Fields) -> String? {
        switch object["id"] {
        case .string(let id)? where !id.isEmpty: id
        case .number(let id)?: id
        default: nil
        }
    }

    /// The labels of a record; nil when they cannot be read, which has been said.
    private mutating func labels(of object: Fields, _ line: Int) -> [(label: String, score: Double?)]? {
        guard let key = keys.labels ?? ["labels", "label", "topics"].first(where: { object[$0] != nil }),
            let value = object[key]
        else {
            add(
                "no-labels", "line \(line) has no '\(keys.labels ?? "labels' or 'label")'", line,
                hint: "a text without topics has 'labels': []; --labels-key names another key")
            return nil
        }
        var labels: [(label: String, score: Double?)] = []
        for element in value.list ?? (value == .null ? [] : [value]) {
            if let label = element.string, !label.isEmpty {
                labels.append((label, nil))
            } else if let topic = element.object, let label = topic["label"]?.string, !label.isEmpty {
                labels.append((label, topic["score"]?.double))
            } else {
                add("bad-label", "'\(key)' of line \(line) has what is no label: \(element.json.prefix(60))", line)
                return nil
            }
        }
        return labels
    }
}
