/// A number as it is written in a JSON text, exactly: `1.10` and `1.1` differ, and none is too large.
public struct JSONNumber: Hashable, Sendable, CustomStringConvertible {
    /// The number as written.
    public let text: String

    /// Keeps a text that a reader has checked.
    init(verbatim text: String) { self.text = text }

    /// The number an integer is written as.
    public init(_ value: Int) { text = "\(value)" }

    /// The shortest text that reads back as `value`, or nil for infinity and NaN, which JSON cannot write.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        text = "\(value)"
    }

    /// A number in JSON's notation, or nil when `text` is not one.
    public init?(_ text: String) {
        guard var cursor = try? JSONCursor(Array(text.utf8)), let number = try? cursor.readNumber(),
            number.text == text,
            (try? cursor.finish()) != nil
        else { return nil }
        self = number
    }

    /// The value, when it is written without fraction and exponent and fits.
    public var int: Int? { Int(text) }

    /// The nearest double, or nil when the number is beyond its range.
    public var double: Double? {
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// The number as written.
    public var description: String { text }
}
