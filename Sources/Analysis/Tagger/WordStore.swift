import TextKernel

/// The distinct words of the texts seen so far, numbered, with what is known of each.
///
/// Word 0 is what stands outside a sentence. Words are told apart by a hash of 64 bits.
struct WordStore {
    private(set) var forms: [WordForm] = [.outside]
    private let lexicon: Lexicon
    private var slots: Slots
    private var lowers: Slots

    /// Begins with the outside alone.
    init(_ lexicon: Lexicon) {
        self.lexicon = lexicon
        slots = Slots()
        lowers = Slots()
    }

    /// How many distinct words there are, with the outside.
    var count: Int { forms.count }
    /// More than the largest number of a lower-cased form.
    var lowerCount: Int { lowers.count + 1 }

    /// The number of the word in `range`, nil when it is new.
    @inline(__always)
    func known(_ hash: UInt64) -> Int? { slots.value(of: hash) }

    /// The hash that words are told apart by: of at most 96 bytes, and the length.
    @inline(__always)
    static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        if range.count <= WordLetters.limit { return FeatureHash.of(bytes, in: range) }
        return FeatureHash.of(bytes, in: range.lowerBound..<(range.lowerBound + WordLetters.limit))
    }

    /// Takes a new word in; its number is ``count`` before.
    mutating func add(_ hash: UInt64, _ letters: WordLetters) {
        var form = letters.form
        if let number = lowers.value(of: form.lower) {
            form.lowerNumber = UInt32(number)
        } else {
            form.lowerNumber = UInt32(lowers.count + 1)
            lowers.insert(form.lower, Int(form.lowerNumber))
        }
        slots.insert(hash, forms.count)
        forms.append(form)
    }

    /// Looks closely at a word.
    func letters(_ bytes: [UInt8], _ range: Range<Int>) -> WordLetters { WordLetters(bytes, range, lexicon) }

    /// Numbers by hashes: open addressing, never more than half full.
    private struct Slots {
        private var hashes: [UInt64]
        private var values: [Int32]
        private(set) var count = 0

        init() {
            hashes = [UInt64](repeating: 0, count: 1 << 12)
            values = [Int32](repeating: 0, count: 1 << 12)
        }

        @inline(__always)
        func value(of hash: UInt64) -> Int? {
            let hash = hash == 0 ? 1 : hash
            let mask = hashes.count - 1
            var place = Int(truncatingIfNeeded: hash) & mask
            while true {
                let found = hashes[place]
                if found == hash { return Int(values[place]) }
                if found == 0 { return nil }
                place = (place + 1) & mask
            }
        }

        mutating func insert(_ hash: UInt64, _ value: Int) {
            if count * 2 >= hashes.count { grow() }
            let hash = hash == 0 ? 1 : hash
            let mask = hashes.count - 1
            var place = Int(truncatingIfNeeded: hash) & mask
            while hashes[place] != 0 { place = (place + 1) & mask }
            hashes[place] = hash
            values[place] = Int32(truncatingIfNeeded: value)
            count += 1
        }

        private mutating func grow() {
            let old = zip(hashes, values).filter { $0.0 != 0 }
            hashes = [UInt64](repeating: 0, count: hashes.count * 4)
            values = [Int32](repeating: 0, count: hashes.count)
            count = 0
            for (hash, value) in old { insert(hash, Int(value)) }
        }
    }
}
