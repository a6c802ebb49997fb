/// An input of which the beginning has been read already, to see what it is.
package final class PrefixedInput: ByteInput {
    package var name: String { rest.name }
    /// What was read ahead.
    package let start: [UInt8]
    private let rest: any ByteInput
    private var given = 0

    /// Reads ahead in `input` until a byte shows for which `isEnough` holds, `limit` bytes or the end.
    ///
    /// - Throws: what the input throws.
    package init(_ input: any ByteInput, limit: Int = 4096, until isEnough: (UInt8) -> Bool) throws {
        var start: [UInt8] = []
        while start.count < limit, !start.contains(where: isEnough) {
            var buffer = [UInt8](repeating: 0, count: limit - start.count)
            let count = try input.read(into: &buffer, from: 0)
            if count == 0 { break }
            start += buffer[..<count]
        }
        self.start = start
        rest = input
    }

    package func read(into buffer: inout [UInt8], from start: Int) throws -> Int {
        guard given < self.start.count else { return try rest.read(into: &buffer, from: start) }
        let count = min(self.start.count - given, buffer.count - start)
        buffer.replaceSubrange(start..<start + count, with: self.start[given..<given + count])
        given += count
        return count
    }
}
