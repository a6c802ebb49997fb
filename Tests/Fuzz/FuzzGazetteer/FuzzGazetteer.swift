import FuzzSupport
import TextKernel

/// The first lines are names, the rest is text: no crash, matches in order and inside the text, the same from the
/// compiled form; and the bytes as a compiled gazetteer are refused or can be searched with.
@main struct FuzzGazetteer: FuzzTarget {
    static func run(_ bytes: [UInt8]) {
        var builder = Gazetteer.Builder()
        var text = bytes[...]
        for value in 0..<UInt32(4) {
            guard let end = text.firstIndex(of: 10) else { break }
            builder.add(Array(text[..<end]), value: value, case: Gazetteer.CaseRule(rawValue: UInt8(value % 3)) ?? .any)
            text = text[(end + 1)...]
        }
        let gazetteer = builder.build().gazetteer
        let matches = gazetteer.matches(in: Array(text))
        var last = 0
        for (i, match) in matches.enumerated() {
            let isSame = i > 0 && matches[i - 1].start == match.start && matches[i - 1].end == match.end
            if match.end <= match.start || match.end > text.count || (match.start < last && !isSame) {
                fatalError("matches overlap")
            }
            last = match.end
        }
        var image = gazetteer.serialized()
        guard let again = try? Gazetteer(compiled: image) else { fatalError("refuses what it wrote") }
        if again.matches(in: Array(text)) != matches { fatalError("the compiled form finds other names") }
        // The image with some bytes changed; the checksum finds it out, or else it has to be harmless.
        for (i, byte) in bytes.prefix(8).enumerated() { image[(i * 37 + Int(byte)) % image.count] ^= byte }
        _ = (try? Gazetteer(compiled: image))?.matches(in: Array(text))
        _ = (try? Gazetteer(compiled: bytes))?.matches(in: Array(text))
    }
}
