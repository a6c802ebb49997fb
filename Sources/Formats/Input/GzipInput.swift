import Diagnostics

/// Unpacks gzip: one member or several, one after the other, each checked against its checksum.
///
/// What it gives can be far larger than the file; the limits on lines, elements and documents bound it, because nothing
/// is kept here but two buffers.
///
/// - SeeAlso: RFC 1952, "GZIP file format specification version 4.3".
package final class GzipInput: ByteInput {
    package var name: String { packed.name }
    private let packed: any ByteInput
    private let inflater: Inflater
    private var buffer = [UInt8](repeating: 0, count: 1 << 17)
    private var from = 0
    private var to = 0
    /// How many packed bytes came before `buffer`.
    private var passed = 0
    private var state = State.inMember
    /// Whether the last step filled the output, so that zlib may hold more of it without new input.
    private var hasMore = false

    private enum State { case inMember, betweenMembers, ended }

    /// Unpacks what `packed` gives.
    ///
    /// - Throws: ``Diagnostic`` `bad-gzip` when there is no memory for it.
    package init(_ packed: any ByteInput) throws {
        self.packed = packed
        guard let inflater = Inflater() else {
            throw Diagnostic("bad-gzip", "cannot unpack '\(packed.name)'", cause: "out of memory")
        }
        self.inflater = inflater
    }

    package func read(into output: inout [UInt8], from start: Int) throws -> Int {
        while true {
            if from == to, !hasMore {
                passed += to
                from = 0
                to = 0
                to = try packed.read(into: &buffer, from: 0)
            }
            if to == 0, !hasMore {
                guard state == .inMember else { return 0 }
                state = .ended
                throw bad("the file ends in the middle", hint: "it was not copied or written to its end")
            }
            switch state {
            case .ended:
                (from, to) = (0, 0)
                return 0
            case .betweenMembers: try skipPadding()
            case .inMember:
                let written = try unpack(into: &output, start)
                if written > 0 { return written }
            }
        }
    }

    /// Unpacks a step; 0 when more input is needed first.
    private func unpack(into output: inout [UInt8], _ start: Int) throws -> Int {
        let step = inflater.step(buffer, from, to, &output, start)
        from += step.read
        hasMore = start + step.written == output.count && step.code == ZlibCode.ok
        switch step.code {
        case ZlibCode.streamEnd: state = .betweenMembers
        case ZlibCode.ok: break
        // No progress was possible: more input is needed.
        case ZlibCode.bufferError where from == to: break
        default:
            let reason = inflater.message ?? "zlib's error \(step.code)"
            state = .ended
            throw bad("the packed data is broken: \(reason)")
        }
        return step.written
    }

    /// After a member there may be another one, or zeros up to the end (tapes are filled with them).
    private func skipPadding() throws {
        while from < to, buffer[from] == 0 { from += 1 }
        guard from < to else { return }
        guard buffer[from] == 0x1F else {
            state = .ended
            throw bad("something else follows the packed data")
        }
        inflater.reset()
        state = .inMember
    }

    private func bad(_ cause: String, hint: String? = nil) -> Diagnostic {
        Diagnostic(
            "bad-gzip", "cannot unpack '\(name)'", at: SourceLocation(file: name),
            cause: "\(cause), at offset \(passed + from) of the packed file", hint: hint)
    }
}
