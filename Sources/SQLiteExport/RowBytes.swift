/// Puts rows together as `CSQLiteRows` reads them.
struct RowBytes {
    private(set) var bytes: [UInt8]

    /// Goes on behind `bytes`.
    init(appendingTo bytes: consuming [UInt8]) { self.bytes = bytes }

    consuming func take() -> [UInt8] { bytes }

    /// Begins a row; its values follow in the order of ``SQLiteTable/columns``.
    mutating func begin(_ table: SQLiteTable) { bytes.append(table.rawValue) }

    mutating func null() { bytes.append(0) }

    mutating func append(_ number: Int) {
        guard let word = UInt32(exactly: number) else { return append(tag: 2, UInt64(bitPattern: Int64(number))) }
        bytes.append(1)
        append(word)
    }

    mutating func append(_ number: Int?) { if let number { append(number) } else { null() } }

    mutating func append(_ number: Double) { append(tag: 3, number.bitPattern) }

    mutating func append(_ number: Double?) { if let number { append(number) } else { null() } }

    mutating func append(_ text: String) {
        bytes.append(4)
        append(UInt32(clamping: text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func append(_ text: String?) { if let text { append(text) } else { null() } }

    mutating func append(_ text: ArraySlice<UInt8>) {
        bytes.append(4)
        append(UInt32(clamping: text.count))
        bytes.append(contentsOf: text)
    }

    private mutating func append(tag: UInt8, _ word: UInt64) {
        bytes.append(tag)
        append(UInt32(truncatingIfNeeded: word))
        append(UInt32(truncatingIfNeeded: word >> 32))
    }

    private mutating func append(_ word: UInt32) {
        bytes.append(UInt8(truncatingIfNeeded: word))
        bytes.append(UInt8(truncatingIfNeeded: word >> 8))
        bytes.append(UInt8(truncatingIfNeeded: word >> 16))
        bytes.append(UInt8(truncatingIfNeeded: word >> 24))
    }
}
