import Analysis
import Diagnostics
import DocumentModel
import Formats

/// A sentence with the dates that Recognizers-Text expects in it.
struct RecognizerCase {
    /// An expression as the case or the finder has it.
    struct Expression: Hashable {
        /// Small letters.
        var text: String
        /// Unicode scalars before it.
        var start: Int
        var kind: String
        var modifier: String
        /// `timex=value`, sorted.
        var values: [String]

        /// One line for a list of misses.
        var line: String {
            "\(text) @\(start) \(kind) \(modifier.isEmpty ? "" : modifier + " ")\(values.joined(separator: "; "))"
        }
    }

    var input: String
    var reference: CivilDate
    var secondOfDay: Int
    var expected: [Expression]

    /// Reads the cases of a JSON file.
    ///
    /// - Throws: ``Diagnostic`` when it is no array of cases.
    static func read(_ bytes: [UInt8], file: String) throws -> [RecognizerCase] {
        let root: Value
        do throws(JSONError) {
            var cursor = try JSONCursor(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes)
            root = try cursor.readValue()
        } catch { throw error.diagnostic(in: file) }
        guard let list = root.list else {
            throw Diagnostic("no-cases", "'\(file)' is no list of cases", at: SourceLocation(file: file))
        }
        return list.compactMap { RecognizerCase($0) }
    }

    /// A case; nil for a value without an input.
    private init?(_ value: Value) {
        guard let fields = value.object, let input = fields["Input"]?.string else { return nil }
        self.input = input
        let moment = fields["Context"]?.object?["ReferenceDateTime"]?.string ?? "2016-11-07T00:00:00"
        let date = DocumentDate(field: moment, from: "the case")
        reference = date?.day ?? CivilDate(2016, 11, 7)
        secondOfDay = date?.secondOfDay ?? 0
        expected = (fields["Results"]?.list ?? []).compactMap { Self.expression($0) }
    }

    private static func expression(_ value: Value) -> Expression? {
        guard let fields = value.object, let text = fields["Text"]?.string, let start = fields["Start"]?.integer,
            let kind = fields["TypeName"]?.string
        else { return nil }
        var modifier = ""
        let values = (fields["Resolution"]?.object?["values"]?.list ?? []).compactMap { item -> String? in
            guard let one = item.object else { return nil }
            if let name = one["Mod"]?.string { modifier = name }
            let timex = one["timex"]?.string ?? ""
            if let value = one["value"]?.string { return "\(timex)=\(value)" }
            let (first, last) = (one["start"]?.string, one["end"]?.string)
            return first == nil && last == nil ? "\(timex)=not resolved" : "\(timex)=\(first ?? "")/\(last ?? "")"
        }
        return Expression(
            text: text.lowercased(), start: start, kind: String(kind.split(separator: ".").last ?? ""),
            modifier: modifier, values: values.sorted())
    }

    /// What is found in the input.
    func found() -> [Expression] {
        let bytes = Array(input.utf8)
        return RecognizersFinder().find(in: bytes, reference: reference, secondOfDay: secondOfDay).map { one in
            Expression(
                text: String(decoding: bytes[one.start..<one.end], as: UTF8.self).lowercased(),
                start: String(decoding: bytes[..<one.start], as: UTF8.self).unicodeScalars.count, kind: one.kind,
                modifier: one.modifier ?? "", values: one.values.map { "\($0.timex)=\($0.value)" }.sorted())
        }
    }
}

/// How many cases are right.
struct RecognizerScore {
    private(set) var count = 0
    private var right = 0
    private var rightSpans = 0
    private var rightKinds = 0
    private(set) var misses: [String] = []

    /// Measures a case.
    mutating func add(_ one: RecognizerCase) {
        let found = one.found()
        count += 1
        let hasSpans = found.map(\.text) == one.expected.map(\.text) && found.map(\.start) == one.expected.map(\.start)
        let hasKinds = hasSpans && found.map(\.kind) == one.expected.map(\.kind)
        if hasSpans { rightSpans += 1 }
        if hasKinds { rightKinds += 1 }
        if found == one.expected {
            right += 1
            return
        }
        misses.append("\(one.input)  (\(one.reference.text))")
        misses += one.expected.map { "  expected \($0.line)" } + found.map { "  found    \($0.line)" }
    }

    /// The share of cases that are right in everything.
    var share: Double { count == 0 ? 0 : Double(right) / Double(count) }

    /// One line.
    var summary: String {
        func percent(_ part: Int) -> String {
            let tenths = count == 0 ? 0 : (part * 2000 + count) / (2 * count)
            return "\(tenths / 10).\(tenths % 10)%"
        }
        return "\(count) cases: spans \(percent(rightSpans)), types \(percent(rightKinds)), all right \(percent(right))"
    }
}
