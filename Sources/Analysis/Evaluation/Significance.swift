import TextKernel

/// Whether a difference of micro F1 is more than chance, and how far one score may be trusted.
package enum Significance {
    /// The probability of a difference at least as large as that of `a` and `b` when neither is better: approximate
    /// randomisation, two-sided. In each trial the two results of every text are swapped or not by a coin.
    ///
    /// - Parameters:
    ///   - a: the counts of one system, text by text.
    ///   - b: the counts of the other on the same texts.
    ///   - trials: how often to swap; the smallest p is 1 / (`trials` + 1).
    ///   - seed: the same seed gives the same p everywhere.
    /// - Complexity: O(*t* · *n*) for *t* trials and *n* texts in which the two differ.
    /// - SeeAlso: Noreen, "Computer-Intensive Methods for Testing Hypotheses", 1989; Yeh, "More accurate tests for the
    ///   statistical significance of result differences", COLING 2000.
    package static func randomisationP(
        _ a: [PairCounts], _ b: [PairCounts], trials: Int = 10_000, seed: UInt64 = 1
    ) -> Double {
        precondition(a.count == b.count, "the two systems are compared on the same texts")
        let observed = difference(a, b)
        let places = a.indices.filter { a[$0] != b[$0] }
        if places.isEmpty { return 1 }
        var (sumA, sumB) = (PairCounts(), PairCounts())
        for place in a.indices where a[place] == b[place] {
            sumA += a[place]
            sumB += b[place]
        }
        var coins = SplitMix64(seed: seed)
        var extreme = 0
        for _ in 0..<trials {
            var (first, second) = (sumA, sumB)
            var bits: UInt64 = 0
            for (i, place) in places.enumerated() {
                if i % 64 == 0 { bits = coins.next() }
                let isSwapped = bits & 1 == 1
                bits >>= 1
                first += isSwapped ? b[place] : a[place]
                second += isSwapped ? a[place] : b[place]
            }
            // A hair of tolerance: the same sums in another order are the same difference.
            if abs(first.f1 - second.f1) >= observed - 1e-12 { extreme += 1 }
        }
        return Double(extreme + 1) / Double(trials + 1)
    }

    /// The range of micro F1 that 95 of 100 samples of such texts would show: percentile bootstrap over texts.
    ///
    /// Nil when there are fewer than ten texts, of which no interval can be drawn.
    ///
    /// - Complexity: O(*t* · *n*) for *t* trials and *n* texts.
    /// - SeeAlso: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13.
    package static func bootstrapInterval(
        _ counts: [PairCounts], trials: Int = 1_000, seed: UInt64 = 1
    ) -> ClosedRange<Double>? {
        guard counts.count >= 10, trials > 0 else { return nil }
        var dice = SplitMix64(seed: seed)
        var scores: [Double] = []
        scores.reserveCapacity(trials)
        for _ in 0..<trials {
            var sum = PairCounts()
            for _ in counts.indices { sum += counts[Int(dice.next() % UInt64(counts.count))] }
            scores.append(sum.f1)
        }
        scores.sort()
        let low = trials * 25 / 1000
        return scores[low]...scores[max(low, trials - 1 - low)]
    }

    private static func difference(_ a: [PairCounts], _ b: [PairCounts]) -> Double {
        var (first, second) = (PairCounts(), PairCounts())
        for place in a.indices {
            first += a[place]
            second += b[place]
        }
        return abs(first.f1 - second.f1)
    }
}
