import TextKernel

/// The weights of all labels, cut to a size: those that change scores most stay, in a byte each.
struct TopicPruning: Sendable {
    /// A weight of one label.
    private struct Weight {
        var feature: UInt32
        var label: UInt8
        var weight: Int8
        /// How much the squares of scores change without it.
        var worth: Float
    }

    private(set) var units: [Float]
    private(set) var entries: [TopicRows.Entry] = []
    private(set) var weightCount = 0

    /// Cuts weights (by label, then feature) so that rows have at most `byteLimit` bytes.
    ///
    /// - Parameter squares: the sum of the squares of each feature's values.
    init(_ weights: [[Float]], _ features: TopicFeatures, squares: [Float], byteLimit: Int) {
        units = weights.map { max($0.reduce(0) { max($0, abs($1)) } / 127, 1e-9) }
        var all: [Weight] = []
        for (label, weights) in weights.enumerated() {
            let unit = units[label]
            for (feature, weight) in weights.enumerated() where abs(weight) > unit / 2 {
                all.append(
                    Weight(
                        feature: UInt32(feature), label: UInt8(label), weight: Int8((weight / unit).rounded()),
                        worth: weight * weight * squares[feature]))
            }
        }
        let least = Self.leastWorth(all, features, byteLimit: byteLimit)
        lay(all.filter { $0.worth >= least }, features)
    }

    /// The worth from which on weights have room.
    private static func leastWorth(_ all: [Weight], _ features: TopicFeatures, byteLimit: Int) -> Float {
        // Words and pairs have a row of their own anyway, for their rareness; runs only with weights.
        let always = features.wordCount + features.pairCount
        func byteCount(_ least: Float) -> Int {
            var isUsed = [Bool](repeating: false, count: features.hashes.count)
            var (rows, count) = (always, 0)
            for weight in all where weight.worth >= least {
                count += 1
                if Int(weight.feature) >= always, !isUsed[Int(weight.feature)] {
                    isUsed[Int(weight.feature)] = true
                    rows += 1
                }
            }
            return TopicRows.byteCount(rows: rows, weights: count)
        }
        if byteCount(0) <= byteLimit { return 0 }
        // By halving over the bits of the worth, which are in its order.
        var (low, high) = (UInt32(0), Float.infinity.bitPattern)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if byteCount(Float(bitPattern: middle)) <= byteLimit { high = middle } else { low = middle }
        }
        return Float(bitPattern: high)
    }

    private mutating func lay(_ kept: [Weight], _ features: TopicFeatures) {
        let always = features.wordCount + features.pairCount
        var starts = [Int](repeating: 0, count: features.hashes.count + 1)
        for weight in kept { starts[Int(weight.feature) + 1] += 1 }
        for i in 1..<starts.count { starts[i] += starts[i - 1] }
        var next = starts
        var ordered = [(label: UInt8, weight: Int8)](repeating: (0, 0), count: kept.count)
        for weight in kept {
            ordered[next[Int(weight.feature)]] = (weight.label, weight.weight)
            next[Int(weight.feature)] += 1
        }
        for feature in features.hashes.indices {
            let weights = ordered[starts[feature]..<starts[feature + 1]]
            if weights.isEmpty, feature >= always { continue }
            entries.append(
                TopicRows.Entry(
                    hash: features.hashes[feature], rareness: features.rareness[feature], weights: Array(weights)))
        }
        weightCount = kept.count
    }
}
