import Formats
import StageKit

/// A sentence with the amounts that are in it, as the specifications of Recognizers-Text have them.
///
/// A file is a JSON array of `{"Input": …, "Results": [{"Text": …, "TypeName": …, "Resolution": {"value": …, "unit": …,
/// "isoCurrency": …}}]}`. Surfaces are in small letters.
struct AmountCase: Sendable {
    /// An amount that is expected, or was found.
    struct Expected: Hashable, Sendable {
        /// In small letters.
        var surface: String
        /// Nil for the name of a currency alone.
        var value: Double?
        /// A code, the name of a unit, or nothing.
        var unit: String?
    }

    var id: String
    var input: String
    var expected: [Expected]
    /// What it expects amounts of: `currency`, `percentage`, `number`, `ordinal`.
    var types: Set<String>

    /// Most bytes of a file that are read.
    private static let mostBytes = 64 << 20

    /// The cases of a file.
    ///
    /// - Throws: ``Diagnostic`` `bad-json`, `bad-cases`.
    static func read(_ path: String) throws -> [AmountCase] {
        let bytes = try openInput(path).readAll(limit: mostBytes)
        let value: Value
        do throws(JSONError) { value = try Value(json: bytes) } catch { throw error.diagnostic(in: path) }
        guard let list = value.list else { throw broken(path, "the file is no array of cases") }
        return try list.enumerated().map { index, value in
            guard let object = value.object, let input = object["Input"]?.string,
                let results = object["Results"]?.list?.map(\.object)
            else { throw broken(path, "case \(index + 1) has no 'Input' and 'Results'") }
            let expected = try results.map { result in
                guard let result, let surface = result["Text"]?.string else {
                    throw broken(path, "a result of case \(index + 1) has no 'Text'")
                }
                let resolution = result["Resolution"]?.object
                return Expected(
                    surface: surface.lowercased(), value: number(resolution?["value"]),
                    unit: resolution?["isoCurrency"]?.string ?? resolution?["unit"]?.string)
            }
            let types = Set(results.compactMap { $0?["TypeName"]?.string })
            return AmountCase(id: "\(index + 1)", input: input, expected: expected, types: types)
        }
    }

    private static func broken(_ path: String, _ problem: String) -> Diagnostic {
        Diagnostic(
            "bad-cases", problem, at: SourceLocation(file: path),
            hint: "the format is that of the specifications of Recognizers-Text; Documentation/Amounts.md shows it")
    }

    /// `"4.25"`, `4.25`, `"10%"`.
    private static func number(_ value: Value?) -> Double? {
        switch value {
        case .number(let text)?: Double(text)
        case .string(let text)?: Double(text.hasSuffix("%") ? String(text.dropLast()) : text)
        default: nil
        }
    }
}
