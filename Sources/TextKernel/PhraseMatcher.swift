/// Words and phrases, compiled so that all of them are found in one walk over a text, overlapping freely.
///
/// A ``WordFilter`` leaves the few words of a text with which a phrase may begin. From each of them the walk goes from
/// word to word: a word is looked up by its folded bytes in a hash table, and a state and a word lead to the next state
/// in another. So the cost hardly depends on how many phrases there are. Both tables are compared in full: a match is
/// never a matter of hashes. Where the ``Gazetteer`` finds names leftmost and longest, this finds all phrases at every
/// place, words that only begin in a certain way, and tells capitals from small letters.
///
/// - Between two words of a phrase there may be spaces, hyphens, slashes, quotes, one line end, and the `s` of a
///   possessive; a comma is a word of its own.
/// - Letters with full stops between them are one word: `U.N.` is `un` in capitals.
public struct PhraseMatcher: Sendable {
    /// One word of a phrase.
    public struct Word: Hashable, Sendable {
        /// The folded bytes (``Folding``); a single comma for a comma.
        public var bytes: [UInt8]
        /// Whether any word that begins like this one matches; such a word has at least three bytes.
        public var isPrefix: Bool
        /// Whether the text must have it without small letters.
        public var isCapitals: Bool

        /// Makes a word.
        public init(_ bytes: [UInt8], isPrefix: Bool = false, isCapitals: Bool = false) {
            self.bytes = bytes
            self.isPrefix = isPrefix
            self.isCapitals = isCapitals
        }
    }

    /// What is looked for: some words, one after the other.
    public struct Phrase: Hashable, Sendable {
        /// One to ``wordLimit`` words.
        public var words: [Word]
        /// What matches say; several phrases may have the same.
        public var number: Int32
        /// Another spelling of the last word, such as its plural, that is found as well; nil when there is none.
        public var plural: [UInt8]?

        /// Makes a phrase.
        public init(_ words: [Word], number: Int32, plural: [UInt8]? = nil) {
            self.words = words
            self.number = number
            self.plural = plural
        }
    }

    /// A phrase found in the text.
    public struct Match: Hashable, Sendable {
        /// The number that was given with the phrase.
        public var phrase: Int32
        /// UTF-8 bytes of the text.
        public var start: Int32
        public var end: Int32

        /// Makes a match.
        public init(phrase: Int32, start: Int32, end: Int32) {
            self.phrase = phrase
            self.start = start
            self.end = end
        }
    }

    /// What was found in some texts, and the lists of a search, so that one allocation serves for all of them.
    public struct Search: Sendable {
        /// The phrases found, each text's in the order of their starts.
        public var matches: [Match] = []
        var anchors: [FoldAnchor] = []
        /// The memory of walks, in words so that it is aligned; it says nothing between two of them.
        var memory: [UInt64] = []

        /// Nothing found yet.
        public init() {}
    }

    /// The longest text in which phrases are looked for; offsets of matches are 32 bits.
    public static let byteLimit = WordFilter.byteLimit
    /// The most words of a phrase.
    public static let wordLimit = 16
    /// The most bytes of a word of a phrase, folded.
    public static let wordByteLimit = 100

    let filter: WordFilter
    let table: PhraseTable

    /// Compiles phrases.
    ///
    /// - Precondition: each has 1 to ``wordLimit`` words, none empty or of more than ``wordByteLimit`` bytes.
    /// - Complexity: O(*n*) for *n* bytes of phrases.
    public init(_ phrases: [Phrase]) {
        let builder = PhraseBuilder(phrases)
        filter = WordFilter(builder.beginnings(phrases))
        table = PhraseTable(builder)
    }

    /// Adds the phrases in `range` of valid UTF-8 to `search` and returns the number of words.
    ///
    /// - Parameter trustsCapitals: whether a word in capitals says anything; it does not in a title all in capitals.
    /// - Complexity: O(*n*) for *n* bytes, but for phrases that begin alike.
    public func find(
        in text: [UInt8], _ range: Range<Int>, trustsCapitals: Bool = true, into search: inout Search
    ) -> Int {
        let start = max(range.lowerBound, 0)
        let end = min(range.upperBound, text.count, Self.byteLimit)
        guard start < end else { return 0 }
        if search.memory.isEmpty {
            search.memory = [UInt64](repeating: 0, count: (PhraseWalk.Memory.byteCount + 7) / 8)
        }
        return text.withUnsafeBufferPointer { text in
            search.memory.withUnsafeMutableBytes { bytes in
                guard let base = text.baseAddress else { return 0 }
                let memory = PhraseWalk.Memory(bytes)
                // `walk` borrows the memory of the table, which this matcher keeps.
                var walk = PhraseWalk(table.view, base, start..<end, trustsCapitals: trustsCapitals, memory)
                walk.exchange(&search.matches, &search.anchors)
                // A run that the filter leaves out is one word.
                var closer = 0
                let wordCount = filter.scan(text, start..<end, into: memory.runs) { runs in
                    closer += walk.look(at: runs) - runs.count
                }
                walk.exchange(&search.matches, &search.anchors)
                return wordCount + closer
            }
        }
    }
}
