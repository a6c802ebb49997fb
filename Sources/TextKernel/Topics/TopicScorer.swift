internal import CKernel

/// Adds up the weights of a text's words, runs inside words and pairs of words: the scores of its labels.
///
/// A place to work in, with a memory of what words add: a word's own weights and those of its runs are summed once and
/// kept, so that a word in a text costs one look-up. What is kept depends on the word alone, so scores do not depend on
/// earlier texts. Not for use by several at once.
package final class TopicScorer {
    /// How the parts of a score are weighed.
    package struct Weighing: Hashable, Sendable {
        /// The rareness of words that were not learned from.
        package var unknownRareness: Float
        /// How much pairs count beside words.
        package var pairs: Float
        /// How much runs inside words count beside words.
        package var grams: Float
        /// How much counts what rules say.
        package var rules: Float

        /// Weighs as given.
        package init(unknownRareness: Float, pairs: Float, grams: Float, rules: Float = 0) {
            self.unknownRareness = unknownRareness
            self.pairs = pairs
            self.grams = grams
            self.rules = rules
        }
    }

    /// The words of the text that was scored last.
    package let words = TopicWords()
    private let rows: TopicRows
    private let weighing: Weighing
    /// The labels, rounded up to a multiple of 16.
    private let lanes: Int
    /// The sums of words and pairs, then those of runs; 256 each.
    private let sums: UnsafeMutablePointer<Float>
    /// What is known of words: their hashes, what they are worth, and for each label their weights and the sums of the
    /// weights of the runs in them, as whole numbers.
    private let keys: UnsafeMutablePointer<UInt64>
    private let worths: UnsafeMutablePointer<Worth>
    private let weights: UnsafeMutablePointer<Int8>
    private let gramWeights: UnsafeMutablePointer<Int16>
    private let slotBits: Int

    /// What a word is worth once.
    private struct Worth {
        /// Its rareness when it was learned from, else 0.
        var known: Float = 0
        var rareness: Float = 0
        /// What the weights of the runs in it are multiplied by.
        var grams: Float = 0
    }

    /// The bytes that are kept at most.
    private static let memoryLimit = 12 << 20

    /// A place to score texts with `rows` for `labels` labels.
    package init(_ rows: TopicRows, _ weighing: Weighing, labels: Int) {
        precondition((1...256).contains(labels), "1 to 256 labels")
        self.rows = rows
        self.weighing = weighing
        lanes = (labels + 15) / 16 * 16
        var bits = 15
        while bits > 8, (1 << bits) * lanes * 3 > Self.memoryLimit { bits -= 1 }
        slotBits = bits
        let slots = 1 << bits
        keys = .allocate(capacity: slots)
        keys.initialize(repeating: 0, count: slots)
        worths = .allocate(capacity: slots)
        worths.initialize(repeating: Worth(), count: slots)
        weights = .allocate(capacity: slots * lanes)
        weights.initialize(repeating: 0, count: slots * lanes)
        gramWeights = .allocate(capacity: slots * lanes)
        gramWeights.initialize(repeating: 0, count: slots * lanes)
        sums = .allocate(capacity: 512)
        sums.initialize(repeating: 0, count: 512)
    }

    deinit {
        keys.deallocate()
        worths.deallocate()
        weights.deallocate()
        gramWeights.deallocate()
        sums.deallocate()
    }

    /// What the sums of a text are divided by.
    package struct Norms: Hashable, Sendable {
        /// Of words and pairs; 0 when none is known.
        package var words: Float
        /// Of runs inside words; 0 in a text without words.
        package var grams: Float
        /// How many different words were learned from.
        package var knownWords: Int

        /// The factors of sums that have these norms.
        package var factors: (words: Float, grams: Float) {
            (words > 0 ? 1 / words : 0, grams > 0 ? 1 / grams : 0)
        }
    }
}

extension TopicScorer {
    /// Reads a text and adds up; `result` gets the sums of words and pairs, then those of runs, for each label.
    ///
    /// - Returns: what they are to be divided by.
    /// - Complexity: O(*n*) for *n* bytes.
    package func score(_ texts: [[UInt8]], into result: inout [(words: Float, grams: Float)]) -> Norms {
        words.read(texts)
        sums.update(repeating: 0, count: 512)
        var known: Float = 0
        var all: Float = 0
        var knownWords = 0
        for item in words.distinct {
            let slot = slot(of: item)
            let count = TopicNumbers.mentions(item.count)
            let worth = worths[slot]
            known += (worth.known * count) * (worth.known * count)
            all += (worth.rareness * count) * (worth.rareness * count)
            knownWords += worth.known > 0 ? 1 : 0
            // In bounds: a slot has `lanes` numbers of each, and there are 256 sums of each half.
            ckernel_add_word(
                sums, sums + 256, weights + slot * lanes, gramWeights + slot * lanes, lanes, count, worth.grams * count)
        }
        let pairNorm = addPairs(words.pairs)
        for k in result.indices { result[k] = (sums[k], sums[256 + k]) }
        return Norms(
            words: (known + pairNorm).squareRoot(), grams: (known > 0 ? known : all).squareRoot(),
            knownWords: knownWords)
    }

    /// Adds the weights of pairs to the sums; the sum of the squares of what they are worth.
    private func addPairs(_ pairs: [TopicWords.Item]) -> Float {
        var norm: Float = 0
        for (i, item) in pairs.enumerated() {
            // Most pairs are not in the table; looking there is all that takes time.
            if i + 8 < pairs.count { rows.prefetch(pairs[i + 8].hash) }
            guard let row = rows.row(of: item.hash) else { continue }
            let count = TopicNumbers.mentions(item.count)
            let worth = row.rareness * weighing.pairs * count
            norm += worth * worth
            row.forEach { label, weight in sums[label] += Float(weight) * count }
        }
        return norm
    }

    /// The place of what is known of a word; it is found out when it is not there.
    @inline(__always)
    private func slot(of item: TopicWords.Item) -> Int {
        let hash = item.hash | 1
        let slot = Int(truncatingIfNeeded: hash >> UInt64(64 - slotBits))
        if keys[slot] != hash { fill(slot, hash, item) }
        return slot
    }

    @inline(never)
    private func fill(_ slot: Int, _ hash: UInt64, _ item: TopicWords.Item) {
        keys[slot] = hash
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 512) { sums in
            sums.initialize(repeating: 0)
            let row = rows.row(of: item.hash)
            // In bounds: labels are below 256.
            row?.forEach { label, weight in sums[label] += Int32(weight) }
            let grams = addGrams(of: item, to: sums.baseAddress! + 256)
            let rareness = row?.rareness ?? weighing.unknownRareness
            worths[slot] = Worth(
                known: row == nil ? 0 : rareness, rareness: rareness,
                grams: grams == 0 ? 0 : weighing.grams * rareness / Float(grams).squareRoot())
            for k in 0..<lanes {
                // A word has at most 120 runs: only rows that say a label twice do not fit.
                weights[slot * lanes + k] = Int8(clamping: sums[k])
                gramWeights[slot * lanes + k] = Int16(clamping: sums[256 + k])
            }
        }
    }

    /// Adds the weights of the runs in a word to sums of labels; the number of runs.
    private func addGrams(of item: TopicWords.Item, to sums: UnsafeMutablePointer<Int32>) -> Int {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: TopicGrams.mostGrams) { grams in
            var count = 0
            words.forEachGram(of: Int(item.first)) { hash in
                rows.prefetch(hash)
                // In bounds: a word has no more runs than that.
                grams[count] = hash
                count += 1
            }
            for i in 0..<count { rows.row(of: grams[i])?.forEach { sums[$0] &+= Int32($1) } }
            return count
        }
    }

    /// Adds the weights of a feature beside the words, which is worth `value`, to the sums of the labels.
    package func add(_ hash: UInt64, _ value: Float, to sums: inout [Float]) {
        rows.row(of: hash)?.forEach { label, weight in
            if label < sums.count { sums[label] += Float(weight) * value * weighing.rules }
        }
    }

    /// What a feature beside the words, which is worth `value`, adds to the sum of the labels times their coefficients.
    package func part(_ hash: UInt64, _ value: Float, _ coefficients: [Float]) -> Float {
        guard let row = rows.row(of: hash) else { return 0 }
        return coefficients.indices.reduce(Float(0)) {
            coefficients[$1] == 0 ? $0 : $0 + row.weight(of: $1) * coefficients[$1] * value * weighing.rules
        }
    }

    /// A part of a label's sums: what one word, with the runs in it, or one pair adds.
    package struct Part: Hashable, Sendable {
        /// The first word, and the last: the same for a word, the next for a pair.
        package var word: Int
        package var last: Int
        package var words: Float
        package var grams: Float
    }

    /// What each place of the text that was scored last adds to the sum of the labels times their coefficients: every
    /// mention of a word and of a pair that the rows have, in text order. What a word adds is shared by its mentions.
    package func parts(_ coefficients: [Float]) -> [Part] {
        precondition(coefficients.count <= lanes, "a coefficient for each label")
        let chosen = coefficients.enumerated().filter { $0.element != 0 }
        let ofWords = words.distinct.map { item in
            let share = TopicNumbers.mentions(item.count) / Float(item.count)
            let slot = slot(of: item)
            var part = Part(word: 0, last: 0, words: 0, grams: 0)
            for (label, coefficient) in chosen {
                // In bounds: a slot has `lanes` numbers.
                part.words += Float(weights[slot * lanes + label]) * coefficient * share
                part.grams += Float(gramWeights[slot * lanes + label]) * worths[slot].grams * coefficient * share
            }
            return part
        }
        let ofPairs = words.pairs.map { item in
            guard let row = rows.row(of: item.hash) else { return Float(0) }
            let sum = chosen.reduce(Float(0)) { $0 + row.weight(of: $1.offset) * $1.element }
            return sum * TopicNumbers.mentions(item.count) / Float(item.count)
        }
        var parts: [Part] = []
        for (i, item) in words.itemOfWord.enumerated() {
            var part = ofWords[Int(item)]
            (part.word, part.last) = (i, i)
            if part.words != 0 || part.grams != 0 { parts.append(part) }
            guard i < words.itemOfPair.count else { continue }
            let sum = ofPairs[Int(words.itemOfPair[i])]
            if sum != 0 { parts.append(Part(word: i, last: i + 1, words: sum, grams: 0)) }
        }
        return parts
    }
}
