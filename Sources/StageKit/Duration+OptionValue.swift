/// A time, written as a whole number with a unit: `30s`, `15m`, `12h`, `90d`, `4w`.
extension Duration: OptionValue {
    private static let units: [(name: String, seconds: Int)] = [
        ("w", 604_800), ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1),
    ]
    /// The longest time that can be written: a hundred years.
    private static let most = 36_525 * 86_400

    /// Reads a time; nil when the text is none, is nothing, or is longer than a hundred years.
    public init?(text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let name = text.dropFirst(digits.count).drop { $0 == " " }
        guard let unit = Self.units.first(where: { $0.name == name }), let number = Int(digits), number > 0,
            number <= Self.most / unit.seconds
        else { return nil }
        self = .seconds(number * unit.seconds)
    }

    /// Reads a time.
    public init(_ node: Node) throws {
        let text = try String(node)
        guard let duration = Duration(text: text) else {
            let isNumber = !text.isEmpty && text.allSatisfy { $0.isASCII && $0.isNumber }
            throw Diagnostics([
                node.problem(
                    "wrong-type", "expected a time such as 30s, 12h or 90d, found \(node.description)",
                    hint: isNumber ? "add a unit: s, m, h, d or w" : nil)
            ])
        }
        self = duration
    }

    public static var schema: Fields { ["type": "string", "pattern": "^[0-9]+ ?[smhdw]$"] }
    public var value: Value { .string(text) }

    /// The time with the largest unit that fits: `90d`.
    public var text: String {
        let seconds = Int(components.seconds)
        let unit = Self.units.first { seconds > 0 && seconds % $0.seconds == 0 } ?? ("s", 1)
        return "\(seconds / unit.seconds)\(unit.name)"
    }
}
