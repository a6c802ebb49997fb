internal import CKernel
import Glibc

/// Up to sixteen support vector machines over the same texts, side by side; ``LabelLearner`` makes them.
///
/// Memory is 128 bytes for each feature and each text. Not for use by several at once.
package final class LabelMachines {
    /// The machines of a row.
    private static let width = Int(ckernel_machines)

    /// The number of machines.
    package let count: Int
    private let texts: SparseTexts
    /// A row a feature: weights, and squares of scales.
    private let weights: UnsafeMutablePointer<Float>
    private let scales: UnsafeMutablePointer<Float>
    /// A row a text: α, and the text's square.
    private let alphas: UnsafeMutablePointer<Float>
    private let squares: UnsafeMutablePointer<Float>
    /// Single rows: biases, what the loss adds to squares, bounds and gradients.
    private let bias: UnsafeMutablePointer<Float>
    private let diagonalsWith: UnsafeMutablePointer<Float>
    private let diagonalsWithout: UnsafeMutablePointer<Float>
    private let bounds: UnsafeMutablePointer<Float>
    private let highest: UnsafeMutablePointer<Float>
    private let lowest: UnsafeMutablePointer<Float>
    /// A bit a machine for each text: whether it has the label, is learned from, and is still looked at.
    private var has: [UInt16]
    private var uses: [UInt16]
    private var active: [UInt16]

    /// Machines that have learned nothing, for texts whose features are all below their number.
    init(_ texts: SparseTexts, count: Int) {
        precondition((1...Self.width).contains(count), "1 to \(Self.width) machines")
        self.texts = texts
        self.count = count
        func rows(_ count: Int, of value: Float = 0) -> UnsafeMutablePointer<Float> {
            let numbers = max(count, 1) * Self.width
            let isLarge = numbers * 4 >= 1 << 22
            let memory = UnsafeMutableRawPointer.allocate(byteCount: numbers * 4, alignment: isLarge ? 1 << 21 : 64)
            if isLarge { madvise(memory, numbers * 4, Int32(MADV_HUGEPAGE)) }
            let rows = memory.bindMemory(to: Float.self, capacity: numbers)
            rows.initialize(repeating: value, count: numbers)
            return rows
        }
        weights = rows(texts.featureCount)
        scales = rows(texts.featureCount)
        alphas = rows(texts.count)
        squares = rows(texts.count)
        bias = rows(1)
        // Lanes without a machine must not divide by 0.
        diagonalsWith = rows(1, of: 1)
        diagonalsWithout = rows(1, of: 1)
        bounds = rows(1)
        highest = rows(1)
        lowest = rows(1)
        has = [UInt16](repeating: 0, count: texts.count)
        uses = has
        active = has
    }

    deinit {
        for rows in [
            weights, scales, alphas, squares, bias, diagonalsWith, diagonalsWithout, bounds, highest, lowest,
        ] { rows.deallocate() }
    }

    /// Says what a machine learns from, and how.
    ///
    /// - Parameters:
    ///   - has: for each text whether it has the label.
    ///   - uses: for each text whether it is learned from.
    ///   - scales: the square of each feature's scale.
    ///   - diagonals: what the loss adds to the square of a text with the label, and of one without.
    func set(_ machine: Int, has: [Bool], uses: [Bool], scales: [Float], diagonals: (with: Float, without: Float)) {
        precondition((0..<count).contains(machine), "no such machine")
        precondition(has.count == texts.count && uses.count == texts.count, "an answer for every text")
        precondition(scales.count == texts.featureCount, "a scale for every feature")
        let bit = UInt16(1) << UInt16(machine)
        for text in has.indices {
            if has[text] { self.has[text] |= bit }
            if uses[text] { self.uses[text] |= bit }
        }
        for feature in scales.indices { self.scales[feature * Self.width + machine] = scales[feature] }
        diagonalsWith[machine] = diagonals.with
        diagonalsWithout[machine] = diagonals.without
    }

    /// Learns, until no gradient changes by more than the tolerance.
    func solve(_ options: LabelLearner.Options, seed: UInt64) {
        withDescent { ckernel_descent_squares($0, texts.count) }
        var random = SplitMix64(seed: seed)
        var order: [UInt32] = []
        var isWhole = false
        var isDone = true
        for _ in 0..<options.passes {
            if isDone {
                // What was left out is looked at once more.
                order = uses.indices.filter { uses[$0] != 0 }.map(UInt32.init)
                active = uses
                bounds.update(repeating: .infinity, count: Self.width)
                isWhole = true
            }
            shuffle(&order, &random)
            highest.update(repeating: -.infinity, count: Self.width)
            lowest.update(repeating: .infinity, count: Self.width)
            let count = order.count
            let left = withDescent { descent in
                order.withUnsafeMutableBufferPointer { ckernel_descent_pass(descent, $0.baseAddress, count) }
            }
            order.removeLast(count - left)
            // A machine without active texts has changed nothing: −∞ − ∞ is at most the tolerance, too.
            isDone = (0..<self.count).allSatisfy { highest[$0] - lowest[$0] <= options.tolerance }
            if isDone, isWhole { break }
            isWhole = false
            // Texts far on their right side are left out early.
            for machine in 0..<self.count {
                bounds[machine] = highest[machine] <= 0 ? .infinity : min(highest[machine], 0.1)
            }
        }
    }

    /// What a machine has learned.
    package func weights(of machine: Int) -> LabelLearner.Weights {
        precondition((0..<count).contains(machine), "no such machine")
        return LabelLearner.Weights(
            weights: (0..<texts.featureCount).map { weights[$0 * Self.width + machine] }, bias: bias[machine])
    }

    /// The scores of a text, one for each machine.
    package func scores(_ text: Int) -> [Float] {
        precondition((0..<texts.count).contains(text), "no such text")
        return [Float](unsafeUninitializedCapacity: Self.width) { scores, count in
            // In bounds: there is room for a number of each lane.
            withDescent { ckernel_descent_scores($0, text, scores.baseAddress) }
            count = self.count
        }
    }

    /// Calls `body` with the state as C sees it.
    private func withDescent<Result>(_ body: (UnsafePointer<ckernel_descent>) -> Result) -> Result {
        // In bounds: all features are below `featureCount`, the number of rows; texts have a row and masks each.
        texts.features.withUnsafeBufferPointer { features in
            texts.values.withUnsafeBufferPointer { values in
                texts.starts.withUnsafeBufferPointer { starts in
                    has.withUnsafeBufferPointer { has in
                        active.withUnsafeMutableBufferPointer { active in
                            var descent = ckernel_descent(
                                texts: ckernel_texts(
                                    features: features.baseAddress, values: values.baseAddress,
                                    starts: starts.baseAddress),
                                weights: weights, scales: scales, alphas: alphas, squares: squares,
                                has: has.baseAddress, active: active.baseAddress, bias: bias,
                                diagonals_with: diagonalsWith, diagonals_without: diagonalsWithout, bounds: bounds,
                                highest: highest, lowest: lowest)
                            return body(&descent)
                        }
                    }
                }
            }
        }
    }

    private func shuffle(_ list: inout [UInt32], _ random: inout SplitMix64) {
        guard list.count > 1 else { return }
        for i in 0..<(list.count - 1) {
            list.swapAt(i, i + Int(random.next().multipliedFullWidth(by: UInt64(list.count - i)).high))
        }
    }
}
