/// Words of up to eight bytes, packed, with what is known of them.
///
/// A look-up is a multiplication and mostly one comparison, since few slots are taken.
struct PackedTable<Value: Sendable>: Sendable {
    /// 0 is an empty slot.
    private var words = [UInt64](repeating: 0, count: 1024)
    private var values = [Value?](repeating: nil, count: 1024)

    private static func slot(_ word: UInt64) -> Int { Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) >> 54) }

    /// Adds a word that is not 0; the table holds some hundreds.
    mutating func add(_ word: UInt64, _ value: Value) {
        var slot = Self.slot(word)
        while words[slot] != 0 { slot = (slot + 1) & 1023 }
        words[slot] = word
        values[slot] = value
    }

    subscript(_ word: UInt64) -> Value? {
        var slot = Self.slot(word)
        while words[slot] != 0 {
            if words[slot] == word { return values[slot] }
            slot = (slot + 1) & 1023
        }
        return nil
    }
}
