private import CKernel

/// A filter that finds the few words of a text with which something may begin, at 2 GB/s and more.
///
/// It knows words by their first bytes, in small letters: whole words by eight of them, beginnings of words by five or
/// three; and pairs by eight of the first word and three of the second, so that a phrase does not begin at every `to`. It keeps some words too many, to be looked at closely, and never one too few.
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

    /// 2^(64 − `shift`) bits.
    private var bits: [UInt64]
    private let shift: UInt64

    /// The longest text that can be filtered.
    public static let byteLimit = Int(Int32.max) - 1

    /// Makes a filter.
    ///
    /// - Complexity: O(*n*) for *n* words.
    public init(_ beginnings: [Beginning]) {
        // At least 32 bits for each word, and no more memory than the nearest caches have.
        var size: UInt64 = 14
        while size < 23, 1 << size < 128 * beginnings.count { size += 1 }
        shift = 64 - size
        bits = [UInt64](repeating: 0, count: 1 << Int(size - 6))
        for beginning in beginnings { insert(beginning) }
    }

    private mutating func insert(_ beginning: Beginning) {
        // Runs beyond ASCII are kept anyway.
        guard let key = Self.key(beginning.word) else { return }
        switch (beginning.isPrefix, beginning.word.count) {
        case (false, 0): return
        case (false, _):
            if let next = beginning.next, next.count >= (beginning.nextIsPrefix ? 3 : 1), let nextKey = Self.key(next) {
                set(ckernel_run_pair_bit(key, nextKey, shift))
                set(ckernel_run_first_bit(key, shift))
            } else {
                set(ckernel_run_bit8(key, shift))
            }
        case (true, 5...): set(ckernel_run_bit5(key, shift))
        case (true, 3...): set(ckernel_run_bit3(key, shift))
        case (true, _): for i in bits.indices { bits[i] = ~0 }
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

    private mutating func set(_ bit: UInt64) { bits[Int(bit >> 6)] |= 1 << (bit & 63) }

    /// Appends the runs in `range` of `text` that may be, or hold, or begin one of the words, in text order, and returns
    /// the number of all runs.
    ///
    /// Runs are kept that have bytes beyond ASCII or more than 63 bytes, and those of one byte beside a full stop or
    /// after an apostrophe (`U.N.`, `Russia's`): they are not what they seem.
    ///
    /// - Complexity: O(*n*).
    public func append(runsOf text: [UInt8], in range: Range<Int>, to runs: inout [Run]) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= text.count, "a range outside the text")
        precondition(range.upperBound <= Self.byteLimit, "a text of more than 2 GB")
        return text.withUnsafeBufferPointer { text in
            guard let base = text.baseAddress, !range.isEmpty else { return 0 }
            var scan = ckernel_run_scan(
                text: base, first: range.lowerBound, end: range.upperBound, at: range.lowerBound, open: 0, is_open: 0,
                count: 0)
            return bits.withUnsafeBufferPointer { bits in
                // In bounds: the scan reads from `first` to before `end`, and `bits` where the shift leads; `kept` has
                // the room that the kernel asks for.
                withUnsafeTemporaryAllocation(of: ckernel_run.self, capacity: Int(ckernel_runs_step) / 2 + 1) { kept in
                    while scan.at < scan.end {
                        let count = ckernel_runs(&scan, bits.baseAddress, shift, kept.baseAddress)
                        for run in kept.prefix(Int(count)) { runs.append(Run(start: run.start, end: run.end)) }
                    }
                    return Int(scan.count)
                }
            }
        }
    }
}
