private import CKernel

/// Where one window of tokens is decoded: sums of weights for each word and token, the best path, probabilities.
///
/// Not for use by several at once. What is asked for is checked, so that no number leads outside.
package final class TagWorkspace {
    /// The most tokens of a window.
    package static let window = 256
    /// A word's places, seen from a token: itself, before, after, two before, two after.
    package static let places = 5

    /// The number of labels.
    package let labels: Int
    /// How many words there is room for.
    package let wordCapacity: Int
    private let shape: ckernel_shape
    private let words: UnsafeMutablePointer<Int16>
    private let sums: UnsafeMutablePointer<Int16>
    private let emissions: UnsafeMutablePointer<Int32>
    private let back: UnsafeMutablePointer<UInt8>
    private let tags: UnsafeMutablePointer<UInt8>
    private let lattice: UnsafeMutablePointer<Float>
    private var latticeCount = 0

    /// Makes room.
    package init(labels: Int, wordCapacity: Int) {
        precondition((1...31).contains(labels) && wordCapacity > 0, "1 to 31 labels, and a word")
        self.labels = labels
        self.wordCapacity = wordCapacity
        shape = ckernel_chain_shape(UInt32(labels))
        let lanes = Int(shape.lanes)
        func room<Element: BitwiseCopyable>(_ zero: Element, _ count: Int) -> UnsafeMutablePointer<Element> {
            let memory = UnsafeMutableRawPointer.allocate(
                byteCount: count * MemoryLayout<Element>.stride, alignment: 64
            ).bindMemory(to: Element.self, capacity: count)
            memory.initialize(repeating: zero, count: count)
            return memory
        }
        // The words' sums are written before they are read.
        words = UnsafeMutableRawPointer.allocate(
            byteCount: wordCapacity * Self.places * Int(shape.sums) * 2, alignment: 64
        ).bindMemory(to: Int16.self, capacity: wordCapacity * Self.places * Int(shape.sums))
        sums = room(0, Self.window * Int(shape.sums))
        emissions = room(0, Self.window * lanes)
        back = room(0, Self.window * lanes)
        tags = room(0, Self.window)
        lattice = room(0, Self.window * (3 * lanes + 2))
    }

    deinit {
        words.deallocate()
        sums.deallocate()
        emissions.deallocate()
        back.deallocate()
        tags.deallocate()
        lattice.deallocate()
    }

    /// Keeps the sum of the features that a word has at one of its places.
    package func setWord(_ word: Int, place: Int, _ features: FeatureBuffer, _ rows: WeightRows) {
        precondition(word >= 0 && word < wordCapacity && place >= 0 && place < Self.places, "no such word")
        precondition(rows.table.sums == shape.sums, "a table for other labels")
        withUnsafePointer(to: rows.table) { table in
            let count = ckernel_find_candidates(table, features.hashes, features.count, features.candidates)
            ckernel_sum_rows(
                table, nil, 0, features.candidates, count, words + (word * Self.places + place) * Int(shape.sums))
        }
    }

    /// Looks for the rows of some features, ahead of ``sumToken(_:_:before:after:twoBefore:twoAfter:_:_:)``.
    package func find(_ features: FeatureBuffer, _ rows: WeightRows) {
        withUnsafePointer(to: rows.table) {
            features.candidateCount = ckernel_find_candidates($0, features.hashes, features.count, features.candidates)
        }
    }

    /// Sums what is known of a token: the words at and around it, each at its place, and the features of the context,
    /// which were looked for before.
    package func sumToken(
        _ token: Int, _ word: Int, before: Int, after: Int, twoBefore: Int, twoAfter: Int, _ features: FeatureBuffer,
        _ rows: WeightRows
    ) {
        precondition(token >= 0 && token < Self.window && rows.table.sums == shape.sums, "a token outside the window")
        let limit = UInt(wordCapacity)
        precondition(
            UInt(bitPattern: word) < limit && UInt(bitPattern: before) < limit && UInt(bitPattern: after) < limit
                && UInt(bitPattern: twoBefore) < limit && UInt(bitPattern: twoAfter) < limit, "no such word")
        let size = Int(shape.sums)
        let stride = Self.places * size
        withUnsafePointer(to: rows.table) { table in
            let parts:
                (
                    UnsafePointer<Int16>?, UnsafePointer<Int16>?, UnsafePointer<Int16>?, UnsafePointer<Int16>?,
                    UnsafePointer<Int16>?
                ) = (
                    UnsafePointer(words + word * stride), UnsafePointer(words + before * stride + size),
                    UnsafePointer(words + after * stride + 2 * size),
                    UnsafePointer(words + twoBefore * stride + 3 * size),
                    UnsafePointer(words + twoAfter * stride + 4 * size)
                )
            withUnsafePointer(to: parts) { parts in
                // A tuple of five pointers lies in memory as an array of five.
                parts.withMemoryRebound(to: UnsafePointer<Int16>?.self, capacity: 5) {
                    ckernel_sum_rows(
                        table, $0, 5, features.candidates, features.candidateCount, sums + token * size)
                }
            }
        }
    }

    /// Finds the best tags of the first `count` tokens.
    package func findPath(_ count: Int, _ steps: TagSteps) {
        precondition(count >= 0 && count <= Self.window && steps.labels == labels, "a window of another size")
        ckernel_emissions(shape, sums, count, emissions)
        withUnsafePointer(to: steps.steps) { ckernel_best_path($0, emissions, count, back, tags) }
        latticeCount = 0
    }

    /// The tag found for a token.
    @inline(__always)
    package func tag(at token: Int) -> Int {
        precondition(token >= 0 && token < Self.window, "a token outside the window")
        return Int(tags[token])
    }

    /// The sum of a token: four numbers a label, in the order of a row.
    package func sum(at token: Int) -> [Int16] {
        precondition(token >= 0 && token < Self.window, "a token outside the window")
        return [Int16](UnsafeBufferPointer(start: sums + token * Int(shape.sums), count: 4 * labels))
    }

    /// Prepares ``probability(_:_:label:)`` for the first `count` tokens; false when numbers are too small.
    package func findProbabilities(_ count: Int, _ steps: TagSteps) -> Bool {
        precondition(count >= 0 && count <= Self.window && steps.labels == labels, "a window of another size")
        var parts = latticeParts
        let isFilled = withUnsafePointer(to: steps.factors) {
            ckernel_fill_lattice($0, emissions, steps.unit, count, &parts)
        }
        latticeCount = isFilled != 0 ? count : 0
        return latticeCount == count
    }

    /// The probability that tokens `first` to `last` are one entity of a label, or none of them any when it is nil.
    package func probability(_ first: Int, _ last: Int, label: Int?, _ steps: TagSteps) -> Float {
        precondition(first >= 0 && first <= last && last < latticeCount && steps.labels == labels, "not prepared")
        precondition(label.map { $0 >= 0 && $0 < labels } ?? true, "no such label")
        var parts = latticeParts
        return withUnsafePointer(to: steps.factors) {
            ckernel_stretch_probability($0, &parts, first, last, UInt32(label ?? labels))
        }
    }

    private var latticeParts: ckernel_lattice {
        let size = Self.window * Int(shape.lanes)
        return ckernel_lattice(
            potentials: lattice, forward: lattice + size, backward: lattice + 2 * size, norms: lattice + 3 * size,
            sums: lattice + 3 * size + Self.window)
    }
}
