import Diagnostics
package import DocumentModel
import TextKernel

/// Reads annotated texts from JSON Lines or a JSON array: spaCy's, Prodigy's, doccano's and Textmill's records.
///
/// | Format | Spans |
/// | --- | --- |
/// | spaCy | `entities: [[start, end, label]]`, `entities` or `ents` or `spans: [{start, end, label}]`, `spans: {key: [...]}`, and the tuple `[text, {entities: …}]` |
/// | Prodigy | `spans: [{start, end, label}]`, `tokens`; what is not `answer: accept` is left out |
/// | doccano | `label` or `labels: [[start, end, label]]`, `entities: [{start_offset, end_offset, label}]` |
/// | Textmill | `entities`, `dates`, `amounts`; the unit stands in `offsets` |
package struct SpanRecordReader {
    private let form: AnnotationForm?
    private let unit: OffsetUnit?
    private let allowsOverlap: Bool
    private let file: String
    private var problems: AnnotationProblems
    private var texts: [LabelledText] = []

    /// The texts of a file.
    ///
    /// - Parameter form: the format, nil to go by the keys of each record.
    /// - Parameter unit: what offsets count; nil for code points, or what the record says.
    /// - Throws: ``Diagnostics`` `bad-json`, `bad-annotation`, `bad-encoding` with file and line.
    package static func texts(
        in bytes: [UInt8], file: String, form: AnnotationForm? = nil, unit: OffsetUnit? = nil,
        allowsOverlap: Bool = false
    ) throws -> [LabelledText] {
        var reader = SpanRecordReader(form, unit, allowsOverlap, file)
        try reader.read(bytes)
        try reader.problems.end()
        return reader.texts
    }

    private init(_ form: AnnotationForm?, _ unit: OffsetUnit?, _ allowsOverlap: Bool, _ file: String) {
        self.form = form
        self.unit = unit
        self.allowsOverlap = allowsOverlap
        self.file = file
        problems = AnnotationProblems(file)
    }

    // MARK: Records

    private mutating func read(_ bytes: [UInt8]) throws {
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        if let array = try wholeArray(bytes, start) {
            for (index, value) in array.enumerated() where !problems.isFull { read(value, index + 1, line: nil) }
            return
        }
        var line = 0
        var record = 0
        while start < bytes.count, !problems.isFull {
            line += 1
            let end = ByteSearch.firstOffset(of: 0x0A, in: bytes, range: start..<bytes.count) ?? bytes.count
            if !bytes[start..<end].allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
                record += 1
                do throws(JSONError) { read(try Value(json: bytes, in: start..<end), record, line: line) } catch {
                    problems.add(error.diagnostic(in: file, line: line))
                }
            }
            start = end + 1
        }
    }

    /// The elements of a file that is one JSON array over several lines or with objects in it; nil for JSON Lines.
    private func wholeArray(_ bytes: [UInt8], _ start: Int) throws -> [Value]? {
        let name = file.lowercased()
        guard name.hasSuffix(".json") || name.hasSuffix(".json.gz"),
            bytes[start...].first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) == UInt8(ascii: "[")
        else { return nil }
        do throws(JSONError) { return try Value(json: bytes, in: start..<bytes.count).list } catch {
            throw Diagnostics([error.diagnostic(in: file)])
        }
    }

    private mutating func read(_ value: Value, _ record: Int, line: Int?) {
        var object: Fields
        // spaCy's tuple: `["text", {"entities": [...]}]`.
        if let pair = value.list, pair.count == 2, let text = pair[0].string, let annotations = pair[1].object {
            object = annotations
            object["text"] = .string(text)
        } else if let fields = value.object {
            object = fields
        } else {
            return problems.add(
                "record \(record) is no object", line: line, hint: "each line is a JSON object with 'text'")
        }
        guard let string = object["text"]?.string else {
            return problems.add(
                "record \(record) has no 'text'", line: line, hint: "'text' holds the text that offsets count in")
        }
        let form = form ?? Self.form(of: object)
        if form == .prodigy, let answer = object["answer"]?.string, answer != "accept" { return }
        let id = Self.id(of: object) ?? "\(record)"
        let text = Text(string)
        guard let unit = unit(of: object, form, line, id) else { return }
        let checker = MarkChecker(text, unit, allowsOverlap: allowsOverlap)
        var given: [GivenMark] = []
        for (key, isNeeded) in Self.keys(form) {
            guard let value = object[key], value != .null else { continue }
            given += marks(value, key, isNeeded, line, id)
        }
        let marks = checker.marks(given, line: { _ in line }, document: id, &problems)
        texts.append(
            LabelledText(
                id: id, bytes: text.bytes, marks: marks, tokens: tokens(object["tokens"], checker, line, id), line: line
            ))
    }

    private static func id(of object: Fields) -> String? {
        for value in [object["id"], object["meta"]?.object?["id"]] {
            switch value {
            case .string(let id)? where !id.isEmpty: return id
            case .number(let id)?: return id
            default: continue
            }
        }
        return nil
    }

    /// The format that the keys of a record tell.
    private static func form(of object: Fields) -> AnnotationForm {
        if object["offsets"]?.object != nil { return .textmill }
        if object["answer"] != nil || object["_input_hash"] != nil || object["_task_hash"] != nil { return .prodigy }
        if object["label"]?.list != nil || object["labels"]?.list != nil || object["relations"] != nil {
            return .doccano
        }
        return .spacy
    }

    /// The keys that hold spans; whether they hold nothing else.
    private static func keys(_ form: AnnotationForm) -> [(String, Bool)] {
        switch form {
        case .prodigy: [("spans", true)]
        case .doccano: [("label", false), ("labels", false), ("entities", true)]
        case .textmill: [("entities", true), ("dates", true), ("amounts", true)]
        default: [("entities", true), ("ents", true), ("spans", true)]
        }
    }

    private mutating func unit(of object: Fields, _ form: AnnotationForm, _ line: Int?, _ id: String) -> OffsetUnit? {
        if let unit { return unit }
        guard form == .textmill, let name = object["offsets"]?.object?["text"]?.string else { return .codepoint }
        if let unit = OffsetUnit(rawValue: name) { return unit }
        problems.add(
            "'offsets' names the unknown unit '\(name)'", line: line, document: id,
            hint: "units are \(OffsetUnit.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    // MARK: Spans

    private mutating func marks(_ value: Value, _ key: String, _ isNeeded: Bool, _ line: Int?, _ id: String)
        -> [GivenMark]
    {
        // spaCy's groups: `spans: {"sc": [...]}`.
        if let groups = value.object {
            return (0..<groups.count).flatMap { marks(groups[at: $0].value, key, isNeeded, line, id) }
        }
        guard let list = value.list else {
            // doccano's `label` may be the class of the whole text.
            if isNeeded {
                problems.add(
                    "'\(key)' is no list of spans", line: line, document: id, hint: "write [[start, end, label], …]")
            }
            return []
        }
        var given: [GivenMark] = []
        for (index, element) in list.enumerated() {
            let name = "span \(index + 1) of '\(key)'"
            if !isNeeded, element.string != nil { continue }
            guard let mark = Self.mark(element, name) else {
                problems.add(
                    "\(name) is no span", line: line, document: id, cause: String(element.json.prefix(80)),
                    hint:
                        "a span is [start, end, label] or an object with start, end and label; offsets are whole numbers"
                )
                continue
            }
            given.append(mark)
        }
        return given
    }

    private static func mark(_ value: Value, _ name: String) -> GivenMark? {
        if let list = value.list {
            guard list.count >= 3, let start = list[0].integer, let end = list[1].integer, let label = list[2].string,
                !label.isEmpty
            else { return nil }
            return GivenMark(start: start, end: end, label: label, surface: nil, name: name)
        }
        guard let object = value.object, let start = (object["start"] ?? object["start_offset"])?.integer,
            let end = (object["end"] ?? object["end_offset"])?.integer,
            let label = object["label"]?.string, !label.isEmpty
        else { return nil }
        return GivenMark(start: start, end: end, label: label, surface: object["text"]?.string, name: name)
    }

    private mutating func tokens(_ value: Value?, _ checker: MarkChecker, _ line: Int?, _ id: String) -> [Span]? {
        guard let list = value?.list, !list.isEmpty else { return nil }
        var tokens: [Span] = []
        for (index, element) in list.enumerated() {
            guard let object = element.object, let start = object["start"]?.integer, let end = object["end"]?.integer,
                let first = checker.map.byteOffset(of: start), let last = checker.map.byteOffset(of: end), first < last,
                first >= tokens.last?.end ?? 0
            else {
                // Tokens without offsets are nothing to go by; with wrong ones the record is broken.
                if element.object?["start"] != nil {
                    problems.add(
                        "token \(index + 1) does not follow the one before it in the text", line: line, document: id)
                }
                return nil
            }
            tokens.append(Span(first, last))
        }
        return tokens
    }
}
