/// A few words, each with a number, looked up without hashing by the standard library: 3 ns instead of 25.
struct WordTable: Sendable, ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
    /// Twice as many slots as words or more; ``WordKey/none`` is an empty slot.
    private var keys: [WordKey]
    private var values: [Int]
    private let mask: Int

    /// Words with their numbers.
    init(_ words: [(WordKey, Int)]) {
        var capacity = 4
        while capacity < 2 * words.count { capacity *= 2 }
        keys = Array(repeating: .none, count: capacity)
        values = Array(repeating: 0, count: capacity)
        mask = capacity - 1
        for (word, value) in words {
            var slot = word.mixed & mask
            while keys[slot] != .none, keys[slot] != word { slot = (slot + 1) & mask }
            keys[slot] = word
            values[slot] = value
        }
    }

    init(dictionaryLiteral elements: (WordKey, Int)...) { self.init(elements) }
    init(arrayLiteral elements: WordKey...) { self.init(elements.map { ($0, 1) }) }

    /// The number of a word, nil when it is not in the table.
    subscript(_ word: WordKey) -> Int? {
        guard word != .none else { return nil }
        var slot = word.mixed & mask
        while keys[slot] != .none {
            if keys[slot] == word { return values[slot] }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Whether the word is in the table.
    func contains(_ word: WordKey) -> Bool { self[word] != nil }
}
