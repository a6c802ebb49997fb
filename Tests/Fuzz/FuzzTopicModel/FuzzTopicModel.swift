import Analysis
import FuzzSupport
import TextKernel

/// Models of topics: no crash, and either a model or an error; what can be opened judges a text and gives reasons.
///
/// The checksum is made right, so that the bytes behind it are looked at.
@main struct FuzzTopicModel: FuzzTarget {
    static func run(_ bytes: [UInt8]) {
        var bytes = bytes
        let mark = Array("TTOPCML1".utf8)
        for (i, byte) in mark.enumerated() where i < bytes.count { bytes[i] = byte }
        if bytes.count >= 32 {
            bytes.replaceSubrange(8..<24, with: number(1) + number(UInt64(bytes.count)))
            let sum = SharedMemory(copying: bytes).checksum(in: 32..<bytes.count)
            bytes.replaceSubrange(24..<32, with: number(sum))
        }
        guard let model = try? TopicModel(bytes) else { return }
        let texts = [bytes, Array("oil and gas of the day".utf8)]
        let judgement = model.judge(texts)
        guard judgement.probabilities.count == model.labels.count else { fatalError("a label was lost") }
        for label in model.labels.indices.prefix(4) {
            for reason in model.read(texts, { $0.reasons(for: label).reasons })
            where reason.range.upperBound > texts[reason.part].count { fatalError("a reason outside the text") }
        }
    }

    private static func number(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
    }
}
