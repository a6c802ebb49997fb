internal import CKernel

/// The weights of the steps from one tag to the next, for finding paths and for the probability of one.
///
/// For *K* labels the tags are B of each, O, U of each, L of each, I of each, numbered in this order.
///
/// `@unchecked Sendable`: the memory is written only in `init`.
package final class TagSteps: @unchecked Sendable {
    /// The number of labels.
    package let labels: Int
    let border: UnsafeMutablePointer<Int32>
    let inside: UnsafeMutablePointer<Int32>
    let borderFactors: UnsafeMutablePointer<Float>
    let borderTurned: UnsafeMutablePointer<Float>
    let insideFactors: UnsafeMutablePointer<Float>
    /// What an emission is multiplied by to be a logarithm.
    let unit: Float

    /// Makes steps.
    ///
    /// - Parameters:
    ///   - border: for each tag that ends something (O, U…, L…) the weights to each that begins something (B…, O, U…).
    ///   - inside: for each label B→I, then for each I→I, B→L, I→L.
    ///   - unit: what weights are multiplied by to be logarithms of probabilities.
    package init(labels: Int, border: [Int32], inside: [Int32], unit: Float) {
        precondition((1...31).contains(labels), "1 to 31 labels")
        let shape = ckernel_chain_shape(UInt32(labels))
        let borders = Int(shape.borders)
        let columns = Int(shape.columns)
        precondition(border.count == borders * borders && inside.count == 4 * labels, "a number for each step")
        self.labels = labels
        self.unit = unit
        let count = borders * columns
        self.border = .allocate(capacity: count)
        self.border.initialize(repeating: -(1 << 29), count: count)
        self.inside = .allocate(capacity: 4 * labels)
        self.inside.initialize(from: inside, count: 4 * labels)
        var weights = [Float](repeating: 0, count: max(count, columns * columns) + 8)
        borderFactors = .allocate(capacity: weights.count)
        borderTurned = .allocate(capacity: weights.count)
        insideFactors = .allocate(capacity: 128)
        borderFactors.initialize(repeating: 0, count: weights.count)
        borderTurned.initialize(repeating: 0, count: weights.count)
        insideFactors.initialize(repeating: 0, count: 128)
        for row in 0..<borders {
            for column in 0..<borders {
                self.border[row * columns + column] = border[row * borders + column]
                weights[row * columns + column] = Float(border[row * borders + column])
            }
        }
        // In bounds: all have room for `count` numbers, a multiple of 8, and for 128 ≥ 4K inside.
        ckernel_exponentials(weights, unit, count, borderFactors)
        for row in 0..<borders {
            for column in 0..<columns {
                if column >= borders {
                    borderFactors[row * columns + column] = 0
                } else {
                    borderTurned[column * columns + row] = borderFactors[row * columns + column]
                }
            }
        }
        var insideWeights = [Float](repeating: 0, count: 128)
        for i in 0..<(4 * labels) { insideWeights[i] = Float(inside[i]) }
        ckernel_exponentials(insideWeights, unit, 128, insideFactors)
    }

    deinit {
        border.deallocate()
        inside.deallocate()
        borderFactors.deallocate()
        borderTurned.deallocate()
        insideFactors.deallocate()
    }

    /// The weight of a step from one tag to another that may follow it.
    package func weight(_ from: Int, _ to: Int) -> Int32 {
        let borders = 2 * labels + 1
        precondition(from >= 0 && to >= 0 && from <= 4 * labels && to <= 4 * labels, "no such tag")
        if to < borders {
            precondition(from >= labels && from < labels + borders, "no such step")
            // In bounds: a row for each tag that ends something, with a column for each that begins something.
            return border[(from - labels) * Int(ckernel_chain_shape(UInt32(labels)).columns) + to]
        }
        let label = (to - 1) % labels
        let isInside = to > 3 * labels
        return inside[((isInside ? 0 : 2) + (from == label ? 0 : 1)) * labels + label]
    }

    var steps: ckernel_steps {
        ckernel_steps(shape: ckernel_chain_shape(UInt32(labels)), border: border, inside: inside)
    }

    var factors: ckernel_factors {
        ckernel_factors(
            shape: ckernel_chain_shape(UInt32(labels)), border: borderFactors, border_turned: borderTurned,
            inside: insideFactors)
    }
}
