import CZlib

/// The only file that speaks to zlib.
///
/// Proof for both classes: zlib keeps a pointer from its state back to the stream, so the stream lives at a fixed
/// address from `init` to `deinit`. The buffers of a call are borrowed from arrays for just that call, and the counts
/// given to zlib are the counts of those arrays (at most `maximumStep`, which a C `unsigned` holds).
private let maximumStep = 1 << 30

/// What a step of packing or unpacking did.
struct ZlibStep {
    /// How many bytes of the input were taken.
    var read: Int
    /// How many bytes of output were made.
    var written: Int
    /// zlib's result.
    var code: Int32
}

/// Unpacks one gzip member after another.
final class Inflater {
    private let stream: UnsafeMutablePointer<z_stream>

    /// Fails only without memory.
    init?() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 bits of window, and 16 for a gzip header and checksum.
        guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Makes ready for the next member.
    func reset() { inflateReset(stream) }

    /// What zlib says about the data, when it says anything.
    var message: String? { stream.pointee.msg.map { String(cString: $0) } }

    /// Unpacks some of `input[from..<to]` into `output[start...]`.
    func step(_ input: [UInt8], _ from: Int, _ to: Int, _ output: inout [UInt8], _ start: Int) -> ZlibStep {
        run(stream, input, from, to, &output, start) { inflate($0, Z_NO_FLUSH) }
    }
}

/// Packs one gzip member, with neither a name nor a time in its header.
final class Deflater {
    private let stream: UnsafeMutablePointer<z_stream>

    /// Fails only without memory. Level 1 is fast, 9 small, 6 zlib's own.
    init?(level: Int32) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        guard deflateInit2_(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
        else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Begins a new member.
    func reset() { deflateReset(stream) }

    /// Packs some of `input[from..<to]` into `output[start...]`; to the end of the member with `isLast`.
    func step(
        _ input: [UInt8], _ from: Int, _ to: Int, _ output: inout [UInt8], _ start: Int, isLast: Bool
    ) -> ZlibStep {
        run(stream, input, from, to, &output, start) { deflate($0, isLast ? Z_FINISH : Z_NO_FLUSH) }
    }
}

private func run(
    _ stream: UnsafeMutablePointer<z_stream>, _ input: [UInt8], _ from: Int, _ to: Int,
    _ output: inout [UInt8], _ start: Int, _ call: (UnsafeMutablePointer<z_stream>) -> Int32
) -> ZlibStep {
    precondition(0 <= from && from <= to && to <= input.count && 0 <= start && start <= output.count)
    let available = min(to - from, maximumStep)
    let room = min(output.count - start, maximumStep)
    return input.withUnsafeBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
            // zlib declares its input mutable, and never changes it.
            stream.pointee.next_in = input.baseAddress.map { UnsafeMutablePointer(mutating: $0) + from }
            stream.pointee.avail_in = UInt32(available)
            stream.pointee.next_out = output.baseAddress.map { $0 + start }
            stream.pointee.avail_out = UInt32(room)
            let code = call(stream)
            let step = ZlibStep(
                read: available - Int(stream.pointee.avail_in), written: room - Int(stream.pointee.avail_out),
                code: code)
            stream.pointee.next_in = nil
            stream.pointee.next_out = nil
            return step
        }
    }
}

/// zlib's results by name, so that no other file imports it.
enum ZlibCode {
    static let ok = Z_OK
    static let streamEnd = Z_STREAM_END
    static let bufferError = Z_BUF_ERROR
}
