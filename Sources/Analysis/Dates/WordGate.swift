/// Tells of most words in one look that no table has them: by their first two letters and their length.
struct WordGate: Sendable {
    /// For each pair of first letters a bit for each length.
    private var lengths = [UInt32](repeating: 0, count: 1024)

    /// A gate for ASCII words of up to 31 letters.
    init(_ words: some Sequence<[UInt8]>) {
        for word in words where !word.isEmpty && word.count < 32 {
            lengths[Self.index(word[0], word.count > 1 ? word[1] : 0)] |= 1 << UInt32(word.count)
        }
    }

    /// Whether a word that begins with these letters, in any case, and has this length may be one of them.
    @inline(__always) func lets(_ first: UInt8, _ second: UInt8, _ length: Int) -> Bool {
        length < 32
            && lengths[Self.index(first, length > 1 ? second : 0)] >> UInt32(truncatingIfNeeded: length) & 1 != 0
    }

    @inline(__always) private static func index(_ first: UInt8, _ second: UInt8) -> Int {
        Int(first & 31) << 5 | Int(second & 31)
    }
}
