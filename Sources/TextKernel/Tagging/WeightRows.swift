internal import CKernel

/// A table of feature weights in a byte each, looked up by the features' hashes.
///
/// It lies in memory as the file has it: for each place a 32-bit check of the hash, 0 where it is free, and four weights
/// for each label (B of all labels, then U, L, I). A row stands at the place that its hash names or at a free one soon
/// after.
///
/// `@unchecked Sendable`: the memory does not change, and `memory` keeps it.
package final class WeightRows: @unchecked Sendable {
    private let memory: SharedMemory
    let table: ckernel_rows

    /// The bytes of a row for a number of labels.
    package static func rowByteCount(labels: Int) -> Int { 4 + 4 * labels }
    /// The bytes that must be readable behind the last row.
    package static let slack = 160

    /// Opens a table at `offset`; nil when it does not lie inside the memory or a number cannot be.
    ///
    /// - Parameter probes: how far from its place a row may be.
    package init?(_ memory: SharedMemory, offset: Int, places: Int, labels: Int, probes: Int) {
        guard (1...31).contains(labels), places > 0, places <= 1 << 26, (0...65535).contains(probes), offset >= 0,
            offset <= memory.count
        else { return nil }
        let byteCount = places * Self.rowByteCount(labels: labels) + Self.slack
        guard byteCount <= memory.count - offset else { return nil }
        self.memory = memory
        let shape = ckernel_chain_shape(UInt32(labels))
        table = ckernel_rows(
            rows: (memory.base + offset).assumingMemoryBound(to: UInt8.self), places: UInt64(places),
            stride: UInt32(Self.rowByteCount(labels: labels)), sums: shape.sums, probes: UInt32(probes))
    }

    /// The weights of a feature, four times the number of labels; nil when the table does not have it.
    package func weights(of hash: UInt64) -> [Int8]? {
        withUnsafePointer(to: table) { table in
            // In bounds: places and probes were checked against the memory.
            ckernel_find_row(table, hash).map {
                [Int8](UnsafeBufferPointer(start: $0, count: Int(table.pointee.stride) - 4))
            }
        }
    }

    /// Lays rows out as a table; weights in the order of the type's description.
    ///
    /// - Returns: the bytes with the slack behind them, and how far from its place a row is at most. Of several rows with
    ///   one check in one stretch the first is found; the builder's caller need not care.
    package static func layout(
        _ rows: [(hash: UInt64, weights: [Int8])], places: Int, labels: Int
    ) -> (bytes: [UInt8], probes: Int) {
        precondition(places > rows.count, "a table without a free place")
        let stride = rowByteCount(labels: labels)
        var bytes = [UInt8](repeating: 0, count: places * stride + slack)
        var probes = 0
        for row in rows {
            var place = Int(ckernel_row_place(row.hash, UInt64(places)))
            var distance = 0
            while bytes[(place * stride)..<(place * stride + 4)].contains(where: { $0 != 0 }) {
                place = place + 1 == places ? 0 : place + 1
                distance += 1
            }
            probes = max(probes, distance)
            let check = ckernel_row_check(row.hash)
            for i in 0..<4 { bytes[place * stride + i] = UInt8(truncatingIfNeeded: check >> UInt32(8 * i)) }
            for (i, weight) in row.weights.prefix(stride - 4).enumerated() {
                bytes[place * stride + 4 + i] = UInt8(bitPattern: weight)
            }
        }
        return (bytes, probes)
    }
}
