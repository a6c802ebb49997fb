/// The weights of features, each for the few labels that it says something about, where they lie in a file.
///
/// A table from a feature's hash to its row (``CheckedSlots``; the value is the row's place + 1), and the rows: 16-bit
/// numbers, first the feature's rareness in 1/2048, then how many weights follow, then a label in the low and a weight in the high
/// byte of each. Whatever the bytes are, nothing outside the memory is read, and labels are below 256.
package struct TopicRows: Sendable {
    private let memory: SharedMemory
    private let slots: CheckedSlots
    private let offset: Int
    /// The number of 16-bit numbers.
    private let unitCount: Int

    /// What a rareness of 1 is in a row.
    package static let rarenessUnit: Float = 2048

    /// Opens a table; nil when it does not lie inside the memory.
    package init?(_ memory: SharedMemory, slots: Int, places: Int, probes: Int, rows: Range<Int>) {
        guard let table = CheckedSlots(memory, offset: slots, places: places, probes: probes), rows.lowerBound >= 0,
            rows.lowerBound % 2 == 0, rows.upperBound <= memory.count
        else { return nil }
        self.memory = memory
        self.slots = table
        offset = rows.lowerBound
        unitCount = rows.count / 2
    }

    /// A row of the table.
    package struct Row {
        fileprivate let weights: UnsafePointer<UInt16>
        /// The number of weights.
        package let count: Int
        /// How rare the feature is in the texts that were learned from.
        package let rareness: Float

        /// Calls `body` with each label, below 256, and its weight.
        @inline(__always)
        func forEach(_ body: (Int, Int8) -> Void) {
            for i in 0..<count {
                // In bounds: the row was found inside the memory.
                let unit = UInt16(littleEndian: weights[i])
                body(Int(unit & 255), Int8(truncatingIfNeeded: unit >> 8))
            }
        }

        /// The weight for a label, 0 when it has none.
        package func weight(of label: Int) -> Float {
            for i in 0..<count {
                let unit = UInt16(littleEndian: weights[i])
                if Int(unit & 255) == label { return Float(Int8(truncatingIfNeeded: unit >> 8)) }
            }
            return 0
        }
    }

    /// Asks the processor to bring the place of a feature nearer.
    @inline(__always)
    func prefetch(_ hash: UInt64) { slots.prefetch(hash) }

    /// The row of a feature; nil when the table does not have it.
    @inline(__always)
    package func row(of hash: UInt64) -> Row? {
        let value = Int(slots.value(of: hash))
        guard value > 0, value + 1 <= unitCount else { return nil }
        // In bounds: two numbers lie at the place, and as many weights behind them as were checked.
        let start = (memory.base + offset).assumingMemoryBound(to: UInt16.self) + (value - 1)
        let count = Int(UInt16(littleEndian: start[1]))
        guard count <= unitCount - value - 1 else { return nil }
        return Row(
            weights: start + 2, count: count, rareness: Float(UInt16(littleEndian: start[0])) / Self.rarenessUnit)
    }

    /// A row to be written.
    package struct Entry: Sendable {
        package var hash: UInt64
        package var rareness: Float
        /// Labels below 256 with their weights.
        package var weights: [(label: UInt8, weight: Int8)]

        /// Makes a row.
        package init(hash: UInt64, rareness: Float, weights: [(label: UInt8, weight: Int8)]) {
            self.hash = hash
            self.rareness = rareness
            self.weights = weights
        }
    }

    /// The number of places of a table for some rows.
    package static func places(for rows: Int) -> Int { rows + rows / 4 + 1 }

    /// The bytes of a table and of its rows, one after the other, for `rows` rows with `weights` weights in all.
    package static func byteCount(rows: Int, weights: Int) -> Int {
        places(for: rows) * CheckedSlots.byteCount + 2 * (2 * rows + weights)
    }

    /// Lays rows out.
    package static func layout(_ entries: [Entry]) -> (slots: [UInt8], places: Int, probes: Int, rows: [UInt8]) {
        var rows: [UInt8] = []
        var values: [(hash: UInt64, value: UInt32)] = []
        func add(_ unit: UInt16) {
            rows.append(UInt8(unit & 255))
            rows.append(UInt8(unit >> 8))
        }
        for entry in entries {
            values.append((entry.hash, UInt32(rows.count / 2 + 1)))
            add(UInt16(min(max(entry.rareness * rarenessUnit, 0), 65535).rounded()))
            add(UInt16(entry.weights.count))
            for weight in entry.weights { add(UInt16(weight.label) | UInt16(UInt8(bitPattern: weight.weight)) << 8) }
        }
        let places = places(for: values.count)
        let table = CheckedSlots.layout(values, places: places)
        return (table.bytes, places, table.probes, rows)
    }

    /// A rareness as a row has it.
    package static func stored(rareness: Float) -> Float {
        min(max(rareness * rarenessUnit, 0), 65535).rounded() / rarenessUnit
    }
}
