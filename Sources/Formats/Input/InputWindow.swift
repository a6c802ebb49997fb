/// The part of an input that is in memory: unread bytes in a buffer that slides over the input.
struct InputWindow {
    let input: any ByteInput
    /// The unread bytes are `buffer[start..<end]`.
    private(set) var buffer: [UInt8]
    private(set) var start = 0
    private(set) var end = 0
    /// The offset of `buffer[start]` in the input.
    private(set) var offset = 0
    /// Whether the input has given everything.
    private(set) var isAtEnd = false
    private let maximum: Int
    private var isAtBeginning = true

    /// Slides over `input`; at most `maximum` bytes, and a buffer's length, are held.
    init(_ input: any ByteInput, bufferSize: Int, maximum: Int) {
        self.input = input
        self.maximum = maximum
        buffer = [UInt8](repeating: 0, count: max(bufferSize, 16))
    }

    /// Marks everything before `at` as read.
    mutating func drop(upTo at: Int) {
        offset += at - start
        start = at
    }

    /// Reads more behind the unread bytes, which move to the front of the buffer, by `start` bytes.
    ///
    /// A byte order mark at the beginning of the input is skipped.
    mutating func fill() throws {
        if start > 0 {
            buffer.replaceSubrange(0..<end - start, with: buffer[start..<end])
            (start, end) = (0, end - start)
        }
        repeat {
            if end == buffer.count {
                let more = min(buffer.count, max(maximum - buffer.count, 1 << 16))
                buffer.append(contentsOf: repeatElement(0, count: more))
            }
            let read = try input.read(into: &buffer, from: end)
            isAtEnd = read == 0
            end += read
        } while isAtBeginning && end < 3 && !isAtEnd
        if isAtBeginning {
            isAtBeginning = false
            if end >= 3, buffer[0..<3] == [0xEF, 0xBB, 0xBF] { drop(upTo: 3) }
        }
    }
}
