private import CKernel
private import Glibc

/// The weights of a linear chain while they are learned, and the steps of the learning.
///
/// One sentence at a time: what the weights expect is taken from what is known, and AdaGrad moves the weights. The same
/// calls give the same bits on every machine.
///
/// `@unchecked Sendable`: not for use by several tasks at once, but one may hand it to the next.
///
/// - SeeAlso: Lafferty, McCallum and Pereira, "Conditional Random Fields", ICML 2001; Duchi, Hazan and Singer, "Adaptive
///   Subgradient Methods", JMLR 12, 2011; Tsuboi et al., "Training Conditional Random Fields Using Incomplete
///   Annotations", COLING 2008.
package final class ChainLearner: @unchecked Sendable {
    /// How to learn.
    package struct Settings: Sendable {
        /// How far a weight is moved at most.
        package var rate: Float
        /// How many features are left out of a step, at random: 0 to below 1.
        package var dropout: Float
        /// How many tokens lose the features from the second on that say which word it is.
        package var identityDropout: Float
        /// How many features that are.
        package var identities: Int

        /// Gathers settings.
        package init(rate: Float, dropout: Float, identityDropout: Float, identities: Int) {
            self.rate = rate
            self.dropout = dropout
            self.identityDropout = identityDropout
            self.identities = identities
        }
    }

    /// The number of labels.
    package let labels: Int
    /// The number of features.
    package let featureCount: Int
    private let shape: ckernel_shape
    private let learner: ckernel_learner
    private let parts: [UnsafeMutablePointer<Float>]
    private var scratch: [Float] = []
    private var random: UInt64

    /// Begins with weights of 0.
    package init(labels: Int, featureCount: Int, seed: UInt64) {
        precondition((1...31).contains(labels) && featureCount >= 0, "1 to 31 labels")
        self.labels = labels
        self.featureCount = featureCount
        shape = ckernel_chain_shape(UInt32(labels))
        random = seed
        func zeros(_ count: Int) -> UnsafeMutablePointer<Float> {
            // Pages of zeros come from the system when they are first touched.
            guard let memory = calloc(max(count, 1) + 16, MemoryLayout<Float>.stride) else {
                preconditionFailure("no memory for \(count) weights")
            }
            return memory.assumingMemoryBound(to: Float.self)
        }
        let borders = Int(shape.borders * shape.columns)
        let turned = Int(shape.columns * shape.columns)
        let inside = 4 * labels + 8
        parts = [
            zeros(featureCount * 2 * Int(shape.lanes)), zeros(borders), zeros(borders), zeros(inside), zeros(inside),
            zeros(borders), zeros(turned), zeros(inside),
        ]
        for i in 0..<borders { parts[2][i] = 0.9 }
        for i in 0..<inside { parts[4][i] = 0.9 }
        learner = ckernel_learner(
            shape: shape, rows: parts[0], border: parts[1], border_squares: parts[2], inside: parts[3],
            inside_squares: parts[4], border_factors: parts[5], border_turned: parts[6], inside_factors: parts[7])
        withUnsafePointer(to: learner) { ckernel_refresh_factors($0) }
    }

    deinit { for part in parts { free(part) } }

    /// Learns from one sentence.
    ///
    /// - Parameters:
    ///   - features: the features of all tokens in `range`, each below ``featureCount``; `ends` says where each token's
    ///     end, counted from the start of `range`, in the tokens `tokens`.
    ///   - tags: the tag of each token, of which `tokens` are the sentence's.
    ///   - masks: two words a token with a bit for each tag that may be right, from `masksFrom` on; nil when all are known.
    /// - Returns: the error, a number between 0 and that of the tokens.
    package func learn(
        features: [UInt32], _ range: Range<Int>, ends: [UInt32], tokens: Range<Int>, tags: [UInt8],
        masks: [UInt64], masksFrom: Int?, weight: Float, _ settings: Settings
    ) -> Float {
        precondition(
            range.lowerBound >= 0 && range.upperBound <= features.count && tokens.lowerBound >= 0
                && tokens.upperBound <= ends.count && tokens.upperBound <= tags.count
                && tokens.count <= TagWorkspace.window, "a sentence outside the data")
        precondition(
            masksFrom.map { $0 >= 0 && $0 + 2 * tokens.count <= masks.count } ?? true, "masks outside the data")
        let need = ckernel_learn_scratch(shape, tokens.count, range.count)
        if scratch.count < need { scratch = [Float](repeating: 0, count: need * 2) }
        var how = ckernel_learning(
            rate: settings.rate, dropped: Self.share(settings.dropout),
            dropped_identities: Self.share(settings.identityDropout),
            identities: UInt32(clamping: settings.identities), random: random)
        // In bounds: the ranges were checked; that features, ends and tags are small enough is the corpus's promise.
        let error = features.withUnsafeBufferPointer { features in
            ends.withUnsafeBufferPointer { ends in
                tags.withUnsafeBufferPointer { tags in
                    masks.withUnsafeBufferPointer { masks in
                        scratch.withUnsafeMutableBufferPointer { scratch in
                            var sentence = ckernel_sentence(
                                count: tokens.count, features: features.baseAddress.map { $0 + range.lowerBound },
                                ends: ends.baseAddress.map { $0 + tokens.lowerBound },
                                tags: tags.baseAddress.map { $0 + tokens.lowerBound },
                                masks: masksFrom.flatMap { from in masks.baseAddress.map { $0 + from } }, weight: weight
                            )
                            return withUnsafePointer(to: learner) {
                                ckernel_learn($0, &how, &sentence, scratch.baseAddress)
                            }
                        }
                    }
                }
            }
        }
        random = how.random
        return error
    }

    private static func share(_ part: Float) -> UInt32 { UInt32((min(max(part, 0), 0.99) * 65536).rounded()) }

    /// The best tags of a sentence by these weights.
    package func path(features: [UInt32], _ range: Range<Int>, ends: [UInt32], tokens: Range<Int>) -> [UInt8] {
        precondition(
            range.lowerBound >= 0 && range.upperBound <= features.count && tokens.lowerBound >= 0
                && tokens.upperBound <= ends.count && tokens.count <= TagWorkspace.window, "a sentence outside the data"
        )
        let scale: Float = 2048
        var emissions = [Int32](repeating: 0, count: tokens.count * Int(shape.lanes))
        features.withUnsafeBufferPointer { features in
            ends.withUnsafeBufferPointer { ends in
                emissions.withUnsafeMutableBufferPointer { emissions in
                    guard let from = features.baseAddress, let end = ends.baseAddress, let to = emissions.baseAddress
                    else { return }
                    withUnsafePointer(to: learner) {
                        ckernel_learner_emissions(
                            $0, from + range.lowerBound, end + tokens.lowerBound, tokens.count, scale, to)
                    }
                }
            }
        }
        let weights = stepWeights
        let steps = TagSteps(
            labels: labels, border: weights.border.map { Int32(($0 * scale).rounded()) },
            inside: weights.inside.map { Int32(($0 * scale).rounded()) }, unit: 1 / scale)
        var back = [UInt8](repeating: 0, count: emissions.count + 8)
        var tags = [UInt8](repeating: 0, count: tokens.count)
        withUnsafePointer(to: steps.steps) { ckernel_best_path($0, emissions, tokens.count, &back, &tags) }
        return tags
    }

    /// The weights of the steps, as ``TagSteps`` takes them.
    package var stepWeights: (border: [Float], inside: [Float]) {
        let borders = Int(shape.borders)
        let columns = Int(shape.columns)
        let border = (0..<(borders * borders)).map { learner.border[$0 / borders * columns + $0 % borders] }
        return (border, (0..<(4 * labels)).map { learner.inside[$0] })
    }

    /// Adds the weights of all features, less O's, to `sums`: four times the number of labels for each feature, in the
    /// order of a row of ``WeightRows``.
    package func addWeights(to sums: inout [Float]) {
        let size = 4 * labels
        precondition(sums.count == featureCount * size, "sums of another size")
        sums.withUnsafeMutableBufferPointer { sums in
            for feature in 0..<featureCount {
                // In bounds: `lanes` is at least 4K + 1, and there are 2 × `lanes` numbers for each feature.
                let row = learner.rows + feature * 2 * Int(shape.lanes)
                let none = row[labels]
                let to = feature * size
                for k in 0..<labels { sums[to + k] += row[k] - none }
                for k in labels..<size { sums[to + k] += row[k + 1] - none }
            }
        }
    }
}
