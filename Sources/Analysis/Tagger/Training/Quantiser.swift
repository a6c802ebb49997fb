/// Turns the weights of a trainer into rows of bytes: the features with the largest weights, one scale for all.
struct Quantiser {
    let labels: [String]
    /// The rows kept at most.
    let rows: Int

    /// The parts of a model, without manifest, lexicon and temperature.
    ///
    /// The largest weight becomes 127 and none is cut off: cutting even the largest few costs accuracy.
    func parts(
        weights: [Float], share: Float, hashes: [UInt64], border: [Float], inside: [Float]
    ) -> EntityModel.Parts {
        let size = 4 * labels.count
        var largest: [(weight: Float, feature: Int)] = []
        for feature in hashes.indices {
            var most: Float = 0
            for k in (feature * size)..<(feature * size + size) { most = max(most, abs(weights[k] * share)) }
            if most > 0 { largest.append((most, feature)) }
        }
        largest.sort { $0.weight != $1.weight ? $0.weight > $1.weight : hashes[$0.feature] < hashes[$1.feature] }
        let unit = Double(max(largest.first?.weight ?? 0, 1e-6)) / 127
        let factor = share / Float(unit)
        var kept: [(hash: UInt64, weights: [Int8])] = []
        for (_, feature) in largest.prefix(max(rows, 0)) {
            let row = (0..<size).map { k in
                Int8(max(-127, min(127, (weights[feature * size + k] * factor).rounded())))
            }
            // What rounds to nothing needs no row.
            if row.contains(where: { $0 != 0 }) { kept.append((hashes[feature], row)) }
        }
        func steps(_ weights: [Float]) -> [Int32] {
            weights.map { Int32(max(-2_000_000, min(2_000_000, ($0 * factor * 16).rounded()))) }
        }
        return EntityModel.Parts(
            labels: labels, manifest: [], border: steps(border), inside: steps(inside), rows: kept, unit: unit,
            temperature: 1, lexicon: [])
    }
}
