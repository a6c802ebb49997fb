/// How the records of a file tell which document they are of, so that those of a document can be taken out again.
package enum RecordIdentity: Hashable, Sendable {
    /// JSON Lines whose first key is `id`, as `export-jsonl` writes them.
    case jsonLines
    /// Rows of comma-separated values with the id in this column, from 0; the first row is the header.
    case csv(column: Int)
    /// They cannot be told apart: every record stays.
    case none
}

/// Copies a file without the records of some documents, byte for byte.
///
/// What is no record of the kind, such as a line that somebody wrote by hand, stays.
///
/// - Complexity: O(*n*) for *n* bytes; memory for the longest record.
struct RecordFilter {
    private let identity: RecordIdentity
    /// The ids as the file spells them.
    private let spelt: Set<[UInt8]>
    private var rest: [UInt8] = []
    private var isFirst = true
    /// How many records were left out.
    private(set) var removed = 0

    init(_ identity: RecordIdentity, without ids: Set<String>) {
        self.identity = identity
        switch identity {
        case .jsonLines:
            spelt = Set(
                ids.map { id in
                    var writer = JSONWriter()
                    writer.string(id)
                    return writer.take()
                })
        case .csv:
            spelt = Set(
                ids.map { id in
                    var writer = CSVWriter(lineEnd: .lf)
                    writer.cell(id)
                    return writer.take()
                })
        case .none: spelt = []
        }
    }

    /// Takes the next bytes of the file; what stays of the records that are complete.
    mutating func add(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard !spelt.isEmpty else { return Array(bytes) }
        rest += bytes
        var kept: [UInt8] = []
        kept.reserveCapacity(rest.count)
        var start = 0
        while let end = end(ofRecordAt: start) {
            if isUnwanted(start, end) { removed += 1 } else { kept += rest[start..<end] }
            start = end
        }
        rest.removeFirst(start)
        return kept
    }

    /// What is left at the end of the file.
    mutating func finish() -> [UInt8] {
        defer { rest = [] }
        guard !rest.isEmpty, isUnwanted(0, rest.count) else { return rest }
        removed += 1
        return []
    }

    /// The offset behind the line end of the record, when it is there.
    private func end(ofRecordAt start: Int) -> Int? {
        guard case .csv = identity else { return rest[start...].firstIndex(of: 0x0A).map { $0 + 1 } }
        var isQuoted = false
        for index in rest[start...].indices {
            if rest[index] == 0x22 { isQuoted.toggle() }
            if rest[index] == 0x0A, !isQuoted { return index + 1 }
        }
        return nil
    }

    private mutating func isUnwanted(_ start: Int, _ end: Int) -> Bool {
        defer { isFirst = false }
        switch identity {
        case .none: return false
        case .jsonLines:
            let opening = Array("{\"id\":\"".utf8)
            guard rest[start..<end].starts(with: opening) else { return false }
            var index = start + opening.count
            while index < end, rest[index] != 0x22 { index += rest[index] == 0x5C ? 2 : 1 }
            guard index < end else { return false }
            return spelt.contains(Array(rest[start + opening.count - 1...index]))
        case .csv(let column):
            if isFirst { return false }
            return cell(column, start, end).map(spelt.contains) ?? false
        }
    }

    /// The cell of a row, as it is spelt.
    private func cell(_ column: Int, _ start: Int, _ end: Int) -> [UInt8]? {
        var number = 0
        var from = start
        var isQuoted = false
        for index in start..<end {
            switch rest[index] {
            case 0x22: isQuoted.toggle()
            case 0x2C where !isQuoted, 0x0D where !isQuoted, 0x0A where !isQuoted:
                if number == column { return Array(rest[from..<index]) }
                number += 1
                from = index + 1
            default: break
            }
        }
        return number == column ? Array(rest[from..<end]) : nil
    }
}
