/// A number read from text, kept exactly: decimal digits and a power of ten.
///
/// `4.7` with `bn` is the digits `47` and the exponent 8, and reads `4700000000`.
struct DecimalNumber: Hashable {
    /// Without leading zeros; empty for zero.
    private let digits: [UInt8]
    /// The power of ten that the digits are multiplied by.
    private let exponent: Int

    private init(_ digits: [UInt8], _ exponent: Int) {
        self.digits = digits
        self.exponent = exponent
    }

    /// A number of ASCII digits, `fraction` of which stand behind the point.
    init(digits: some Sequence<UInt8>, fraction: Int) {
        self.init(Array(digits.drop { $0 == UInt8(ascii: "0") }), -fraction)
    }

    /// The number times a power of ten.
    func scaled(by power: Int) -> DecimalNumber { DecimalNumber(digits, exponent + power) }

    /// The plain decimal number, without exponent and without zeros at the end of a fraction.
    var text: String {
        let zero = UInt8(ascii: "0")
        var out = digits
        var fraction = max(0, -exponent)
        if out.isEmpty { return "0" }
        if exponent > 0 { out += Array(repeating: zero, count: exponent) }
        while fraction > 0, out.last == zero {
            out.removeLast()
            fraction -= 1
        }
        guard fraction > 0 else { return String(decoding: out, as: UTF8.self) }
        if out.count <= fraction {
            out.insert(contentsOf: Array(repeating: zero, count: fraction + 1 - out.count), at: 0)
        }
        out.insert(UInt8(ascii: "."), at: out.count - fraction)
        return String(decoding: out, as: UTF8.self)
    }
}
