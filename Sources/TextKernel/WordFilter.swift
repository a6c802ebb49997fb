import CKernel

/// A filter that finds the few words of a text with which something may begin, at 1 GB/s and more.
///
/// It knows words by their first bytes, in small letters: whole words by eight of them, beginnings of words by five or
/// three; and pairs by eight of the first word and three of the second, so that a phrase does not begin at every `to`.
/// All that it knows of a word lies in one cache line, and what it knows of beginnings in another. It keeps some words
/// too many, to be looked at closely, and never one too few.
public struct WordFilter: Sendable {
    /// A run of ASCII letters, digits and bytes from 0x80, as offsets in the text.
    public struct Run: Hashable, Sendable {
        public var start: UInt32
        public var end: UInt32
    }

    /// A folded word with which something begins, and the word that must follow.
    public struct Beginning: Sendable {
        var word: [UInt8]
        var isPrefix: Bool
        var next: [UInt8]?
        var nextIsPrefix: Bool

        /// Describes a beginning; a word that is a prefix may go on.
        ///
        /// - Parameter next: the word that must come next, with nothing between them but ASCII that is no word, runs
        ///   that are kept, and an `s` after an apostrophe; nil when the word alone is enough.
        public init(_ word: [UInt8], isPrefix: Bool, next: [UInt8]? = nil, nextIsPrefix: Bool = false) {
            self.word = word
            self.isPrefix = isPrefix
            self.next = next
            self.nextIsPrefix = nextIsPrefix
        }
    }

    /// Cells of two words, as ``ckernel_word_filter`` describes them; 2^(64 − `wordShift`) cells.
    private var words: [UInt64]
    private let wordShift: UInt64
    /// Cells of one word; 2^(64 − `beginningShift`).
    private var beginnings: [UInt64]
    private let beginningShift: UInt64

    /// The longest text that can be filtered.
    public static let byteLimit = Int(Int32.max) - 1

    /// Makes a filter.
    ///
    /// - Complexity: O(*n*) for *n* words.
    public init(_ beginnings: [Beginning]) {
        // No more than two words of each kind share a cell of 128 bits, unless that were more memory than is near.
        func bits(_ count: Int, _ range: ClosedRange<UInt64>) -> UInt64 {
            range.first { 1 << $0 >= count } ?? range.upperBound
        }
        let openCount = beginnings.reduce(0) { $0 + ($1.isPrefix ? 1 : 0) }
        let wordBits = bits((beginnings.count - openCount) / 2, 8...15)
        let beginningBits = bits(openCount, 6...13)
        words = [UInt64](repeating: 0, count: 2 << Int(wordBits))
        wordShift = 64 - wordBits
        self.beginnings = [UInt64](repeating: 0, count: 1 << Int(beginningBits))
        beginningShift = 64 - beginningBits
        for beginning in beginnings { insert(beginning) }
    }

    private mutating func insert(_ beginning: Beginning) {
        // Runs beyond ASCII are kept anyway.
        guard let key = Self.key(beginning.word), key != 0 else { return }
        if !beginning.isPrefix {
            let place = ckernel_word_place(key, wordShift)
            guard let next = beginning.next, next.count >= (beginning.nextIsPrefix ? 3 : 1) else {
                words[2 * place.cell] |= 1 << place.bit
                return
            }
            // No next word stands for an odd run, in which one beyond ASCII always is.
            words[2 * place.cell + 1] |= 1 << ckernel_pair_bit(place.bit, 0)
            if let next = Self.key(next) { words[2 * place.cell + 1] |= 1 << ckernel_pair_bit(place.bit, next) }
        } else if beginning.word.count >= 3 {
            let place = ckernel_beginning_place(key, beginningShift)
            beginnings[place.cell] |= 1 << (beginning.word.count < 5 ? place.bit : ckernel_long_beginning_bit(key))
        } else {
            for i in beginnings.indices { beginnings[i] = ~0 }
        }
    }

    /// The first eight bytes of a word; nil when it is not ASCII.
    private static func key(_ word: [UInt8]) -> UInt64? {
        var key: UInt64 = 0
        for (i, byte) in word.enumerated() {
            if byte >= 0x80 { return nil }
            if i < 8 { key |= UInt64(byte) << UInt64(8 * i) }
        }
        return key
    }

    /// Appends the runs in `range` of `text` that may be, or hold, or begin one of the words, in text order, and returns
    /// the number of all runs.
    ///
    /// Runs are kept that have bytes beyond ASCII or more than 63 bytes, and those of one byte beside a full stop or
    /// after an apostrophe (`U.N.`, `Russia's`): they are not what they seem.
    ///
    /// - Complexity: O(*n*).
    public func append(runsOf text: [UInt8], in range: Range<Int>, to runs: inout [Run]) -> Int {
        append(runsOf: text, in: range, to: &runs, kind: ckernel_best_kind())
    }

    /// The same with instructions of a kind that the processor has, 0 to ``bestKind``.
    func append(runsOf text: [UInt8], in range: Range<Int>, to runs: inout [Run], kind: Int32) -> Int {
        withUnsafeTemporaryAllocation(of: ckernel_run.self, capacity: Self.keptCapacity) { memory in
            guard let base = memory.baseAddress else { return 0 }
            return text.withUnsafeBufferPointer { text in
                scan(text, range, kind: kind, into: base) { kept in
                    for run in kept { runs.append(Run(start: run.start, end: run.end)) }
                }
            }
        }
    }

    /// The best kind of instructions that the processor has.
    static var bestKind: Int32 { ckernel_best_kind() }

    /// The runs that ``scan(_:_:kind:into:_:)`` keeps at most at a time.
    static let keptCapacity = Int(ckernel_runs_step) / 2 + 1

    /// Gives `body` the runs that are kept, some after the others, and returns the number of all runs.
    ///
    /// - Parameter kept: has room for ``keptCapacity`` runs.
    @inline(__always)
    func scan(
        _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, kind: Int32 = bestKind,
        into kept: UnsafeMutablePointer<ckernel_run>,
        _ body: (UnsafeBufferPointer<ckernel_run>) -> Void
    ) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= text.count, "a range outside the text")
        precondition(range.upperBound <= Self.byteLimit, "a text of more than 2 GB")
        guard let base = text.baseAddress, !range.isEmpty else { return 0 }
        var scan = ckernel_run_scan(
            text: base, first: range.lowerBound, end: range.upperBound, at: range.lowerBound, open: 0, is_open: 0,
            count: 0)
        words.withUnsafeBufferPointer { words in
            beginnings.withUnsafeBufferPointer { beginnings in
                var filter = ckernel_word_filter(
                    words: words.baseAddress, word_shift: wordShift, beginnings: beginnings.baseAddress,
                    beginning_shift: beginningShift)
                // In bounds: the scan reads from `first` to before `end`, and cells where the shifts lead; `kept` has
                // the room that the kernel asks for.
                while scan.at < scan.end {
                    let count = ckernel_runs(kind, &scan, &filter, kept)
                    body(UnsafeBufferPointer(start: kept, count: Int(count)))
                }
            }
        }
        return Int(scan.count)
    }
}
