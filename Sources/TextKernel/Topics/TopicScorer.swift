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

        /// Weighs as given.
        package init(unknownRareness: Float, pairs: Float, grams: Float) {
            self.unknownRareness = unknownRareness
            self.pairs = pairs
            self.grams = grams
        }
    }

    /// The words of the text that was scored last.
    package let words = TopicWords()
    private let rows: TopicRows
    private let weighing: Weighing
    private let lanes: Int
    /// The sums of words and pairs, then those of runs; 256 each.
    private let sumVectors: UnsafeMutablePointer<SIMD8<Float>>
    private let sums: UnsafeMutablePointer<Float>
    /// What is known of words: hash, square of the rareness when known, rareness, and sums of words and of runs.
    private let keys: UnsafeMutablePointer<UInt64>
    private let rareness: UnsafeMutablePointer<SIMD2<Float>>
    private let vectors: UnsafeMutablePointer<SIMD8<Float>>
    private let slotBits: Int

    /// The bytes that are kept at most.
    private static let memoryLimit = 8 << 20

    /// A place to score texts with `rows` for `labels` labels.
    package init(_ rows: TopicRows, _ weighing: Weighing, labels: Int) {
        precondition((1...256).contains(labels), "1 to 256 labels")
        self.rows = rows
        self.weighing = weighing
        lanes = (labels + 7) / 8
        var bits = 15
        while bits > 8, (1 << bits) * lanes * 64 > Self.memoryLimit { bits -= 1 }
        slotBits = bits
        keys = .allocate(capacity: 1 << bits)
        keys.initialize(repeating: 0, count: 1 << bits)
        rareness = .allocate(capacity: 1 << bits)
        rareness.initialize(repeating: .zero, count: 1 << bits)
        vectors = .allocate(capacity: (1 << bits) * lanes * 2)
        vectors.initialize(repeating: .zero, count: (1 << bits) * lanes * 2)
        sumVectors = .allocate(capacity: 64)
        sumVectors.initialize(repeating: .zero, count: 64)
        sums = UnsafeMutableRawPointer(sumVectors).assumingMemoryBound(to: Float.self)
    }

    deinit {
        keys.deallocate()
        rareness.deallocate()
        vectors.deallocate()
        sumVectors.deallocate()
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
        for i in 0..<64 { sumVectors[i] = .zero }
        var norms = SIMD2<Float>.zero
        var knownWords = 0
        for item in words.distinct {
            let slot = slot(of: item)
            let count = TopicNumbers.mentions(item.count)
            let known = rareness[slot] * count
            norms += known * known
            knownWords += known.x > 0 ? 1 : 0
            // In bounds: a slot has twice `lanes` vectors, and there are 32 vectors of sums for each half.
            let vector = vectors + slot * lanes * 2
            for k in 0..<lanes {
                sumVectors[k] += vector[k] * count
                sumVectors[32 + k] += vector[lanes + k] * count
            }
        }
        let gramNorm = norms.x > 0 ? norms.x : norms.y
        var wordNorm = norms.x
        for item in words.pairs {
            guard let row = rows.row(of: item.hash) else { continue }
            let count = TopicNumbers.mentions(item.count)
            let worth = row.rareness * weighing.pairs * count
            wordNorm += worth * worth
            row.add(to: sums, times: count)
        }
        for k in result.indices { result[k] = (sums[k], sums[256 + k]) }
        return Norms(words: wordNorm.squareRoot(), grams: gramNorm.squareRoot(), knownWords: knownWords)
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
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 512) { sums in
            guard let base = sums.baseAddress else { return }
            base.initialize(repeating: 0, count: 512)
            let row = rows.row(of: item.hash)
            row?.add(to: base, times: 1)
            let rare = row?.rareness ?? weighing.unknownRareness
            var grams = 0
            words.forEachGram(of: Int(item.first)) { hash in
                grams += 1
                rows.row(of: hash)?.add(to: base + 256, times: 1)
            }
            rareness[slot] = SIMD2(row == nil ? 0 : rare, rare)
            let factor = grams == 0 ? 0 : weighing.grams * rare / Float(grams).squareRoot()
            let vector = UnsafeMutableRawPointer(vectors + slot * lanes * 2).assumingMemoryBound(to: Float.self)
            for k in 0..<(lanes * 8) {
                vector[k] = base[k]
                vector[lanes * 8 + k] = base[256 + k] * factor
            }
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
        precondition(coefficients.count <= lanes * 8, "a coefficient for each label")
        var parts: [Part] = []
        var counts: [UInt64: Int32] = [:]
        for item in words.distinct + words.pairs { counts[item.hash] = item.count }
        for (i, word) in words.words.enumerated() {
            let count = counts[word.hash] ?? 1
            let share = TopicNumbers.mentions(count) / Float(count)
            let slot = slot(of: TopicWords.Item(hash: word.hash, first: Int32(i), count: count))
            let vector = UnsafeRawPointer(vectors + slot * lanes * 2).assumingMemoryBound(to: Float.self)
            var part = Part(word: i, last: i, words: 0, grams: 0)
            for (label, coefficient) in coefficients.enumerated() where coefficient != 0 {
                // In bounds: a slot has twice `lanes` vectors of 8 numbers.
                part.words += vector[label] * coefficient * share
                part.grams += vector[lanes * 8 + label] * coefficient * share
            }
            if part.words != 0 || part.grams != 0 { parts.append(part) }
            guard i + 1 < words.words.count else { continue }
            let pair = TopicWords.pair(word.hash, words.words[i + 1].hash)
            guard let row = rows.row(of: pair) else { continue }
            var sum: Float = 0
            for (label, coefficient) in coefficients.enumerated() where coefficient != 0 {
                sum += row.weight(of: label) * coefficient
            }
            if sum == 0 { continue }
            let times = counts[pair] ?? 1
            parts.append(
                Part(word: i, last: i + 1, words: sum * TopicNumbers.mentions(times) / Float(times), grams: 0))
        }
        return parts
    }
}
