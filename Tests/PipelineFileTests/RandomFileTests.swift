import Diagnostics
import DocumentModel
import Foundation
import PipelineFile
import Testing

@Suite struct RandomFileTests {
    /// Either a plan without errors or at least one error; places inside the file.
    static func check(_ bytes: [UInt8], _ seed: UInt64, overrides: [String] = []) {
        let result = PipelineFile.read(
            bytes: bytes, file: "a.yaml", stages: testStages, environment: ["INBOX": "in"], overrides: overrides)
        let hasErrors = result.diagnostics.contains { $0.severity == .error }
        #expect((result.plan == nil) == hasErrors, "seed \(seed)")
        for diagnostic in result.diagnostics {
            #expect(!diagnostic.rendered().isEmpty)
            #expect(!diagnostic.problem.isEmpty && (diagnostic.location?.line ?? 1) > 0, "seed \(seed)")
        }
    }

    @Test func `random bytes give a diagnostic or a plan`() {
        let seed = RandomSource.seed(ProcessInfo.processInfo.environment["SEED"])
        var random = RandomSource(seed: seed)
        let signs = Array(" \n\t:-[]{}&*!|>'\"%@`#,?$ab1~<é\u{85}\u{2028}".utf8)
        for round in 0..<200 {
            let count = Int.random(in: 0...200, using: &random)
            Self.check(
                (0..<count).map { _ in
                    round % 2 == 0
                        ? UInt8.random(in: 0...255, using: &random) : signs.randomElement(using: &random) ?? 0
                }, seed)
        }
    }

    @Test func `mutations of good files give a diagnostic or a plan`() {
        let seed = RandomSource.seed(ProcessInfo.processInfo.environment["SEED"])
        var random = RandomSource(seed: seed)
        let good = Array(PlanTests.good.utf8)
        for _ in 0..<200 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                let other = Int.random(in: 0..<good.count, using: &random)
                let length = Int.random(in: 1...20, using: &random)
                switch Int.random(in: 0...4, using: &random) {
                case 0: bytes.remove(at: place)
                case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 2: bytes.insert(contentsOf: good[other..<min(good.count, other + length)], at: place)
                case 3: bytes.removeSubrange(place..<min(bytes.count, place + length))
                default: bytes.insert(UInt8(ascii: " "), at: place)
                }
            }
            Self.check(bytes, seed)
        }
    }

    @Test func `random overrides give a diagnostic or a plan`() {
        let seed = RandomSource.seed(ProcessInfo.processInfo.environment["SEED"])
        var random = RandomSource(seed: seed)
        let pieces = [
            "stages", "run", ".", ".", "=", "=", "1", "3", "clean-text", "drop-short", "words", "on-error", "inbox",
            "fail", "[", "]", "{", "}", "a: b", "${inbox}", "#", " ", "*", "&a", "'", "\n", "-", "99999999999999999999",
        ]
        for _ in 0..<200 {
            let text = (0..<Int.random(in: 1...9, using: &random)).map { _ in pieces.randomElement(using: &random) ?? ""
            }
            Self.check(Array(PlanTests.good.utf8), seed, overrides: [text.joined()])
        }
    }
}
