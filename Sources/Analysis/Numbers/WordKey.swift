/// An ASCII word of up to 16 letters in small letters, as two machine words: compared without a `String`.
struct WordKey: Equatable, Sendable, ExpressibleByStringLiteral {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    /// No word, or one that is too long.
    static let none = WordKey()

    private init() {}

    /// The key of a literal.
    init(stringLiteral value: StaticString) {
        self.init()
        value.withUTF8Buffer { letters in
            for (i, letter) in letters.enumerated() where i < 16 { add(letter | 0x20, i) }
        }
    }

    /// The key of the letters in `range`; ``none`` when there are more than 16.
    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.init()
        guard range.count <= 16 else { return }
        for i in range { add(bytes[i] | 0x20, i - range.lowerBound) }
    }

    /// All bits mixed, for tables of a power of two.
    @inline(__always) var mixed: Int {
        let product = (low ^ high &* 0xA076_1D64_78BD_642F) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: product >> 40)
    }

    @inline(__always) private mutating func add(_ letter: UInt8, _ i: Int) {
        if i < 8 { low |= UInt64(letter) << UInt64(8 * i) } else { high |= UInt64(letter) << UInt64(8 * (i - 8)) }
    }
}
