/// A number read from text, kept exactly: a whole number of up to 38 digits and a power of ten.
///
/// `4.7` with `bn` is 47 with the exponent 8, and reads `4700000000`. Every operation whose result has no room is nil, so
/// that no text, however long its digits, stops the program or gives a wrong value.
struct DecimalNumber: Hashable, Comparable, Sendable {
    /// The digits as a whole number; not divisible by ten, but for zero.
    private let digits: UInt128
    /// The power of ten that the digits are multiplied by, within ``exponents``.
    private let exponent: Int
    /// Whether it is below zero.
    let isNegative: Bool

    private static let exponents = -100...100
    static let zero = DecimalNumber(0)
    static let one = DecimalNumber(1)
    static let half = DecimalNumber(5, exponent: -1)

    private init(exact digits: UInt128, _ exponent: Int, _ isNegative: Bool) {
        self.digits = digits
        self.exponent = exponent
        self.isNegative = isNegative
    }

    private init?(_ digits: UInt128, _ exponent: Int, _ isNegative: Bool) {
        if digits == 0 {
            self.init(exact: 0, 0, false)
            return
        }
        var (digits, exponent) = (digits, exponent)
        while digits % 10 == 0 {
            digits /= 10
            exponent += 1
        }
        guard Self.exponents.contains(exponent) else { return nil }
        self.init(exact: digits, exponent, isNegative)
    }

    /// A small whole number, times a power of ten.
    init(_ value: UInt32, exponent: Int = 0) {
        var (digits, exponent) = (UInt128(value), exponent)
        while digits != 0, digits % 10 == 0 {
            digits /= 10
            exponent += 1
        }
        precondition(Self.exponents.contains(exponent), "a power of ten that no text has")
        self.init(exact: digits, digits == 0 ? 0 : exponent, false)
    }

    /// A number of ASCII digits, `fraction` of which stand behind the point; what is no digit is passed over. Nil when
    /// there are more than 38 digits that count.
    init?(digits bytes: some Sequence<UInt8>, fraction: Int = 0) {
        var value: UInt128 = 0
        for byte in bytes {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { continue }
            let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow, tenfold <= UInt128.max - UInt128(digit) else { return nil }
            value = tenfold + UInt128(digit)
        }
        self.init(value, -fraction, false)
    }

    /// The number that a decimal text such as `-12.50` writes; nil when it is none.
    init?(text: some StringProtocol) {
        var bytes = Array(text.utf8)
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes.removeFirst() }
        let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard bytes.contains(where: ASCIIReader.isDigit),
            parts.allSatisfy({ $0.allSatisfy(ASCIIReader.isDigit) }),
            let value = DecimalNumber(digits: bytes, fraction: parts.count == 2 ? parts[1].count : 0)
        else { return nil }
        self = isNegative ? value.negated : value
    }

    /// Whether nothing stands behind the point.
    var isWhole: Bool { exponent >= 0 }

    /// The number as an `Int`, when it is whole and has room.
    var int: Int? {
        guard exponent >= 0, let whole = Self.shifted(digits, exponent), whole <= UInt128(Int.max) else { return nil }
        return isNegative ? -Int(whole) : Int(whole)
    }

    /// The number below zero.
    var negated: DecimalNumber { DecimalNumber(exact: digits, exponent, digits != 0 && !isNegative) }

    /// The number times a power of ten.
    func scaled(by power: Int) -> DecimalNumber? { DecimalNumber(digits, exponent + power, isNegative) }

    /// The sum.
    func adding(_ other: DecimalNumber) -> DecimalNumber? {
        let low = min(exponent, other.exponent)
        guard let a = Self.shifted(digits, exponent - low), let b = Self.shifted(other.digits, other.exponent - low)
        else { return nil }
        if isNegative == other.isNegative {
            let (sum, overflow) = a.addingReportingOverflow(b)
            return overflow ? nil : DecimalNumber(sum, low, isNegative)
        }
        return a >= b ? DecimalNumber(a - b, low, isNegative) : DecimalNumber(b - a, low, other.isNegative)
    }

    /// The product.
    func times(_ other: DecimalNumber) -> DecimalNumber? {
        let (product, overflow) = digits.multipliedReportingOverflow(by: other.digits)
        return overflow ? nil : DecimalNumber(product, exponent + other.exponent, isNegative != other.isNegative)
    }

    /// The quotient by a whole number: exact where it is a decimal fraction of few digits, else rounded to 15 digits that
    /// count, half a digit up.
    func divided(by divisor: UInt32) -> DecimalNumber? {
        guard divisor != 0 else { return nil }
        var (rest, exponent) = (digits, exponent)
        // As many digits as there is room for; one too many decides about rounding.
        while rest % UInt128(divisor) != 0, rest / UInt128(divisor) < Self.fifteenDigits {
            let (next, overflow) = rest.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            (rest, exponent) = (next, exponent - 1)
        }
        var quotient = rest / UInt128(divisor)
        if rest % UInt128(divisor) != 0 {
            while quotient >= Self.fifteenDigits {
                let up = quotient % 10 >= 5 && quotient < 10 * Self.fifteenDigits
                quotient = quotient / 10 + (up ? 1 : 0)
                exponent += 1
            }
        }
        return DecimalNumber(quotient, exponent, isNegative)
    }

    /// The least number with one digit more than 15.
    private static let fifteenDigits: UInt128 = 1_000_000_000_000_000

    /// A whole number times a power of ten; nil when it has no room.
    private static func shifted(_ value: UInt128, _ power: Int) -> UInt128? {
        if value == 0 { return 0 }
        guard power <= 38 else { return nil }
        var value = value
        for _ in 0..<max(0, power) {
            let (next, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            value = next
        }
        return value
    }

    static func < (a: DecimalNumber, b: DecimalNumber) -> Bool {
        if a.isNegative != b.isNegative { return a.isNegative }
        let low = min(a.exponent, b.exponent)
        let isSmaller: Bool
        switch (shifted(a.digits, a.exponent - low), shifted(b.digits, b.exponent - low)) {
        case (let x?, let y?): isSmaller = a.isNegative ? y < x : x < y
        // What has no room is the larger; both cannot lack it, one of them is shifted by nothing.
        case (nil, _): isSmaller = a.isNegative
        case (_, nil): isSmaller = !a.isNegative
        }
        return isSmaller
    }

    /// The plain decimal number, without exponent and without zeros at the end of a fraction.
    var text: String {
        var out = Array(String(digits).utf8)
        if exponent > 0 { out += repeatElement(UInt8(ascii: "0"), count: exponent) }
        if exponent < 0 {
            let fraction = -exponent
            if out.count <= fraction {
                out.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: fraction + 1 - out.count), at: 0)
            }
            out.insert(UInt8(ascii: "."), at: out.count - fraction)
        }
        if isNegative { out.insert(UInt8(ascii: "-"), at: 0) }
        return String(decoding: out, as: UTF8.self)
    }
}
