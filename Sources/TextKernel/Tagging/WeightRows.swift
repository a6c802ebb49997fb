internal import CKernel

/// A table of feature weights in a byte each, looked up by the features' hashes.
///
/// It lies in memory as the file has it: groups of 15 rows, and before all rows the marks of each group: a byte for each
/// row by which most features that the table does not have are told without looking at a row. A row is a 32-bit check of
/// the hash and four weights for each label (B of all labels, then U, L, I).
///
/// `@unchecked Sendable`: the memory does not change, and `memory` keeps it.
package final class WeightRows: @unchecked Sendable {
    private let memory: SharedMemory
    let table: ckernel_rows

    /// The bytes of a row for a number of labels.
    private static func rowByteCount(labels: Int) -> Int { 4 + 4 * labels }
    /// The bytes that must be readable behind the last row.
    private static let slack = 160

    /// The bytes of a table.
    package static func byteCount(groups: Int, labels: Int) -> Int {
        groups * (16 + Int(ckernel_group) * rowByteCount(labels: labels)) + slack
    }

    /// Opens a table at `offset`; nil when it does not lie inside the memory.
    package init?(_ memory: SharedMemory, offset: Int, groups: Int, labels: Int) {
        guard (1...31).contains(labels), groups > 0, groups <= 1 << 24, offset >= 0, offset <= memory.count,
            Self.byteCount(groups: groups, labels: labels) <= memory.count - offset
        else { return nil }
        self.memory = memory
        let marks = (memory.base + offset).assumingMemoryBound(to: UInt8.self)
        table = ckernel_rows(
            marks: marks, rows: marks + groups * 16, groups: UInt64(groups),
            stride: UInt32(Self.rowByteCount(labels: labels)), sums: ckernel_chain_shape(UInt32(labels)).sums)
    }

    /// The weights of a feature, four times the number of labels; nil when the table does not have it.
    package func weights(of hash: UInt64) -> [Int8]? {
        withUnsafePointer(to: table) { table in
            // In bounds: the number of groups was checked against the memory.
            ckernel_find_row(table, hash).map {
                [Int8](UnsafeBufferPointer(start: $0, count: Int(table.pointee.stride) - 4))
            }
        }
    }

    /// Lays rows out as a table, the most important first; weights in the order of the type's description.
    ///
    /// A row that cannot be told from an earlier one is left out, and so is one for which there is no room: a table nine
    /// tenths full has room for all in practice.
    package static func layout(
        _ rows: [(hash: UInt64, weights: [Int8])], groups: Int, labels: Int
    ) -> [UInt8] {
        precondition(groups > 0, "a table without a group")
        let stride = rowByteCount(labels: labels)
        let size = Int(ckernel_group)
        var bytes = [UInt8](repeating: 0, count: byteCount(groups: groups, labels: labels))
        func check(_ row: Int) -> UInt32 {
            (0..<4).reduce(0) { $0 | UInt32(bytes[groups * 16 + row * stride + $1]) << UInt32(8 * $1) }
        }
        for row in rows {
            let mark = ckernel_row_mark(row.hash)
            let own = ckernel_row_check(row.hash)
            let first = Int(ckernel_row_group(row.hash, UInt64(groups)))
            for choice in 0..<min(Int(ckernel_choices), groups) {
                let group = (first + choice) % groups
                let taken = (0..<size).first { bytes[group * 16 + $0] == 0 } ?? size
                if (0..<taken).contains(where: { bytes[group * 16 + $0] == mark && check(group * size + $0) == own }) {
                    break
                }
                guard taken < size else {
                    bytes[group * 16 + 15] = 1
                    continue
                }
                bytes[group * 16 + taken] = mark
                let start = groups * 16 + (group * size + taken) * stride
                for i in 0..<4 { bytes[start + i] = UInt8(truncatingIfNeeded: own >> UInt32(8 * i)) }
                for (i, weight) in row.weights.prefix(stride - 4).enumerated() {
                    bytes[start + 4 + i] = UInt8(bitPattern: weight)
                }
                break
            }
        }
        return bytes
    }
}
