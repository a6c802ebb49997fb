import Formats
import FuzzSupport

/// Packed data, good and bad: no crash, no endless loop; what is packed unpacks to the same.
@main struct FuzzGzip: FuzzTarget {
    static func run(_ bytes: [UInt8]) {
        let step = Int(bytes.first ?? 0) + 1
        _ = try? GzipInput(MemoryInput([0x1F, 0x8B] + bytes, step: step)).readAll(limit: 1 << 20)
        do {
            let memory = MemoryOutput()
            let output = try GzipOutput(memory)
            try output.write(bytes)
            if step % 3 == 0 { _ = try output.checkpoint() }
            try output.write(bytes)
            try output.finish()
            if try GzipInput(MemoryInput(memory.bytes, step: step)).readAll(limit: 1 << 20) != bytes + bytes {
                fatalError("not the same again")
            }
        } catch {
            fatalError("\(error)")
        }
    }
}
