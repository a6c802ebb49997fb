private import CKernel

/// A word-like piece of a text: what tokens are made of.
public struct Piece: Hashable, Sendable {
    /// What a piece is made of.
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// Letters, marks and digits with at least one letter or mark; one letter in scripts without spaces.
        case word
        /// Decimal digits.
        case number
        /// One punctuation character.
        case punctuation
        /// One symbol, or other number such as `½`, with the marks and joiners that belong to it.
        case symbol
    }

    /// What the letters of a piece look like, and what space comes before it.
    public struct Shape: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8

        /// Makes a shape from its bits.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// The first character is a capital.
        public static let startsUpper = Shape(rawValue: 1)
        /// There is a capital after the first character.
        public static let hasInnerUpper = Shape(rawValue: 2)
        /// There is a small letter.
        public static let hasLower = Shape(rawValue: 4)
        /// There is a digit.
        public static let hasDigit = Shape(rawValue: 8)
        /// There is a character beyond ASCII.
        public static let hasNonASCII = Shape(rawValue: 16)
        /// White space, or the start of the text, comes before the piece.
        public static let spaceBefore = Shape(rawValue: 32)
        /// A line end comes before the piece, perhaps with other space around.
        public static let lineBefore = Shape(rawValue: 64)
        /// An empty line comes before the piece.
        public static let blankLineBefore = Shape(rawValue: 128)
    }

    /// The offset of the first byte.
    public let start: Int
    /// The offset after the last byte.
    public let end: Int
    public let kind: Kind
    public let shape: Shape

    /// Makes a piece.
    @inlinable
    public init(start: Int, end: Int, kind: Kind, shape: Shape) {
        self.start = start
        self.end = end
        self.kind = kind
        self.shape = shape
    }
}

/// Cuts text into pieces: words, numbers, punctuation characters and symbols; white space and controls lie between.
///
/// No piece has space in it and none overlaps another. What makes tokens of pieces (`don't`, `U.S.`, `3.5`, `co-operate`)
/// is for Analysis to know.
public enum Pieces {
    /// The pieces of `bytes` in `range` (all of it unless given), in text order.
    ///
    /// The bytes are valid UTF-8 and `range` lies on scalar boundaries; over other bytes some pieces come out, inside
    /// the range.
    ///
    /// - Complexity: O(*n*).
    public static func of(_ bytes: [UInt8], in range: Range<Int>? = nil) -> [Piece] {
        var pieces: [Piece] = []
        let range = range ?? 0..<bytes.count
        pieces.reserveCapacity(range.count / 5 + 8)
        append(bytes, in: range, to: &pieces)
        return pieces
    }

    /// Appends the pieces of a range, so that one array serves for many texts.
    public static func append(_ bytes: [UInt8], in range: Range<Int>, to pieces: inout [Piece]) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a range outside the text")
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            var scan = PieceScan(base, range)
            scan.run(&pieces)
        }
    }
}

/// What the scan knows of a character, for one table look-up of an ASCII byte.
private struct CharacterBits {
    static let letter: UInt8 = 1
    static let digit: UInt8 = 2
    static let upper: UInt8 = 4
    static let lower: UInt8 = 8
    static let space: UInt8 = 16
    static let lineFeed: UInt8 = 32
    static let punctuation: UInt8 = 64
    static let symbol: UInt8 = 128

    /// The bits of a class, for characters beyond ASCII.
    static func of(_ scalar: ScalarClass) -> UInt8 {
        switch scalar.kind {
        case .letter: letter | (scalar.isUppercase ? upper : 0) | (scalar.isLowercase ? lower : 0)
        case .mark: letter
        case .digit: digit
        case .number, .symbol: symbol
        case .punctuation: punctuation
        case .space, .other: space
        }
    }

    /// For ASCII; never freed, and written only here.
    static nonisolated(unsafe) let ascii: UnsafePointer<UInt8> = {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 128)
        for value in 0..<UInt8(128) { table[Int(value)] = of(ScalarClass(Unicode.Scalar(value))) }
        table[10] |= lineFeed
        return UnsafePointer(table)
    }()
}

/// One scan of one text.
///
/// `base` is valid from `i` to `end` while it runs; no byte at or after `end` is read.
private struct PieceScan {
    private let base: UnsafePointer<UInt8>
    private let end: Int
    private var i: Int
    private let ascii = CharacterBits.ascii
    private let classes = ScalarClasses.shared

    init(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) {
        self.base = base
        i = range.lowerBound
        end = range.upperBound
    }

    mutating func run(_ pieces: inout [Piece]) {
        var before = Piece.Shape.spaceBefore.rawValue
        while i < end {
            if shortWord(&before, &pieces) { continue }
            let byte = base[i]
            guard byte < 0x80 else {
                other(&before, &pieces)
                continue
            }
            let bits = ascii[Int(byte)]
            if bits & (CharacterBits.letter | CharacterBits.digit) != 0 {
                word(&before, &pieces)
            } else if bits & CharacterBits.space != 0 {
                if bits & CharacterBits.lineFeed == 0 {
                    before |= Piece.Shape.spaceBefore.rawValue
                } else {
                    lineEnd(&before)
                }
                i += 1
            } else {
                let kind: Piece.Kind = bits & CharacterBits.punctuation != 0 ? .punctuation : .symbol
                i += 1
                if kind == .symbol, i < end, base[i] >= 0x80 {
                    symbol(from: i - 1, before, &pieces)
                } else {
                    pieces.append(Piece(start: i - 1, end: i, kind: kind, shape: Piece.Shape(rawValue: before)))
                }
                before = 0
            }
        }
    }

    /// A word of fewer than 16 ASCII characters at `i`, and one space after it, without a branch for each character.
    ///
    /// Most words are that. Returns whether there was one.
    @inline(__always)
    private mutating func shortWord(_ before: inout UInt8, _ pieces: inout [Piece]) -> Bool {
        // In bounds: 17 bytes lie before `end`.
        if end - i < 17 { return false }
        let bits = ckernel_ascii_bits16(base + i)
        let length = (~(bits.letters | bits.digits)).trailingZeroBitCount
        let after = base[i + length]
        if length == 0 || length >= 16 || after >= 0x80 { return false }
        let mine: UInt32 = (1 &<< UInt32(truncatingIfNeeded: length)) &- 1
        let letters = bits.letters & mine
        let capitals = bits.capitals & mine
        var shape = UInt8(truncatingIfNeeded: capitals & 1) | before  // startsUpper is 1
        shape |= capitals > 1 ? Piece.Shape.hasInnerUpper.rawValue : 0
        shape |= letters != capitals ? Piece.Shape.hasLower.rawValue : 0
        shape |= bits.digits & mine != 0 ? Piece.Shape.hasDigit.rawValue : 0
        let start = i
        i += length
        pieces.append(
            Piece(start: start, end: i, kind: letters != 0 ? .word : .number, shape: Piece.Shape(rawValue: shape)))
        let isSpace = after == 0x20
        i += isSpace ? 1 : 0
        before = isSpace ? Piece.Shape.spaceBefore.rawValue : 0
        return true
    }

    private func lineEnd(_ before: inout UInt8) {
        let line = Piece.Shape.lineBefore.rawValue
        before |= before & line != 0 ? Piece.Shape.blankLineBefore.rawValue : line
        before |= Piece.Shape.spaceBefore.rawValue
    }

    /// A word or number that begins at `i`.
    @inline(__always)
    private mutating func word(_ before: inout UInt8, _ pieces: inout [Piece]) {
        let start = i
        var seen: UInt8 = 0
        var inner: UInt8 = 0
        var beyond: UInt8 = 0
        var first = true
        while i < end {
            let byte = base[i]
            var bits: UInt8
            var length = 1
            if byte < 0x80 {
                bits = ascii[Int(byte)]
                if bits & (CharacterBits.letter | CharacterBits.digit) == 0 { break }
            } else {
                let (value, count) = UTF8Kernel.decode(base + i, end - i)
                length = count
                if isJoiner(value) {
                    // Inside a word only: before another letter.
                    guard wordGoesOn(after: i + length) else { break }
                    i += length
                    beyond = Piece.Shape.hasNonASCII.rawValue
                    continue
                }
                let scalar = ScalarClass(bits: classes[value])
                if !scalar.isWord || scalar.isUnspaced { break }
                bits = CharacterBits.of(scalar)
                beyond = Piece.Shape.hasNonASCII.rawValue
            }
            seen |= bits
            if first { first = false } else { inner |= bits }
            i += length
        }
        var shape = before | beyond
        if seen & CharacterBits.upper != 0 {
            let firstBits = base[start] < 0x80 ? ascii[Int(base[start])] : bitsOfScalar(start)
            shape |= firstBits & CharacterBits.upper != 0 ? Piece.Shape.startsUpper.rawValue : 0
            shape |= inner & CharacterBits.upper != 0 ? Piece.Shape.hasInnerUpper.rawValue : 0
        }
        shape |= seen & CharacterBits.lower != 0 ? Piece.Shape.hasLower.rawValue : 0
        shape |= seen & CharacterBits.digit != 0 ? Piece.Shape.hasDigit.rawValue : 0
        let kind: Piece.Kind = seen & CharacterBits.letter != 0 ? .word : .number
        pieces.append(Piece(start: start, end: i, kind: kind, shape: Piece.Shape(rawValue: shape)))
        before = 0
    }

    private func bitsOfScalar(_ offset: Int) -> UInt8 {
        CharacterBits.of(ScalarClass(bits: classes[UTF8Kernel.decode(base + offset, end - offset).value]))
    }

    /// What begins at `i` beyond ASCII.
    private mutating func other(_ before: inout UInt8, _ pieces: inout [Piece]) {
        let (value, length) = UTF8Kernel.decode(base + i, end - i)
        let scalar = ScalarClass(bits: classes[value])
        if isJoiner(value) || isVariation(value) {
            i += length  // alone: neither space nor piece
            return
        }
        switch scalar.kind {
        case .letter where scalar.isUnspaced:
            let start = i
            i += length
            while i < end, base[i] >= 0x80 {
                let (mark, length) = UTF8Kernel.decode(base + i, end - i)
                if ScalarClass(bits: classes[mark]).kind != .mark { break }
                i += length
            }
            let shape = before | Piece.Shape.hasNonASCII.rawValue
            pieces.append(Piece(start: start, end: i, kind: .word, shape: Piece.Shape(rawValue: shape)))
            before = 0
        case .letter, .mark, .digit: word(&before, &pieces)
        case .space:
            i += length
            if value == 0x2028 || value == 0x2029 || value == 0x85 {
                lineEnd(&before)
            } else {
                before |= Piece.Shape.spaceBefore.rawValue
            }
        case .other where value != 0xFFFD && value < 0xA0:
            i += length
            before |= Piece.Shape.spaceBefore.rawValue
        case .punctuation:
            let shape = before | Piece.Shape.hasNonASCII.rawValue
            pieces.append(Piece(start: i, end: i + length, kind: .punctuation, shape: Piece.Shape(rawValue: shape)))
            i += length
            before = 0
        case .number, .symbol, .other:
            let start = i
            i += length
            symbol(from: start, before | Piece.Shape.hasNonASCII.rawValue, &pieces)
            before = 0
        }
    }

    /// The symbol whose first character ends at `i`, with marks, variation selectors, and what joiners tie to it.
    private mutating func symbol(from start: Int, _ before: UInt8, _ pieces: inout [Piece]) {
        var joined = false
        while i < end, base[i] >= 0x80 {
            let (value, length) = UTF8Kernel.decode(base + i, end - i)
            let kind = ScalarClass(bits: classes[value]).kind
            let belongs =
                kind == .mark || isVariation(value) || value == 0x200D || (0x1F3FB...0x1F3FF).contains(value)
                || (joined && kind == .symbol)
            if !belongs { break }
            joined = value == 0x200D
            i += length
        }
        pieces.append(Piece(start: start, end: i, kind: .symbol, shape: Piece.Shape(rawValue: before)))
    }

    /// Characters without width that do not end a word: soft hyphen, joiners, marks of direction, byte-order mark.
    private func isJoiner(_ value: UInt32) -> Bool {
        value == 0xAD || (0x200B...0x200F).contains(value) || (0x2060...0x2064).contains(value) || value == 0xFEFF
    }

    private func isVariation(_ value: UInt32) -> Bool { (0xFE00...0xFE0F).contains(value) }

    /// Whether, after joiners from `offset` on, a letter, mark or digit of a script with spaces comes.
    private func wordGoesOn(after offset: Int) -> Bool {
        var at = offset
        // A few are enough; so that a text of joiners costs no more than any other.
        for _ in 0..<4 where at < end {
            let (value, length) = UTF8Kernel.decode(base + at, end - at)
            if isJoiner(value) {
                at += length
                continue
            }
            let scalar = ScalarClass(bits: classes[value])
            return scalar.isWord && !scalar.isUnspaced
        }
        return false
    }
}
