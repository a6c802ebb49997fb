/// Records of one input: the bytes they were read as, and where each lies in them.
package struct RecordBatch: Sendable {
    /// The bytes of all records and of what stands between them.
    package var bytes: [UInt8]
    /// The records in order.
    package var records: [Record]
}

/// One line of a file, or one element of an array.
package struct Record: Hashable, Sendable {
    /// Its bytes, without the line end or comma, as offsets into the batch.
    ///
    /// Of a record that is too long only its first 1,024 bytes are kept, or fewer.
    package var range: Range<Int>
    /// How many bytes it has, also when it is too long.
    package var byteCount: Int
    /// Its number in the input, from 1; blank lines count.
    package var number: Int
    /// The line it begins on, from 1.
    package var line: Int
    /// The column it begins at in code points, from 1.
    package var column: Int
    /// The offset of its first byte from the start of the (unpacked) input.
    package var offset: Int
    /// Whether it has more bytes than allowed; then it was skipped without being held.
    package var isTooLong: Bool
}

/// How many bytes of a record that is too long are kept, to show what it was.
let keptOfTooLong = 1024

/// Cuts an input into records, a batch at a time.
package protocol RecordReader: AnyObject {
    /// The next records, at least one, at most `count` and, unless the first is larger, about `byteCount` bytes; nil at
    /// the end. Gives fewer rather than wait for input.
    ///
    /// - Throws: what the input throws, after the records before it were given.
    func next(count: Int, byteCount: Int) throws -> RecordBatch?
}
