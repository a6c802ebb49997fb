import Synchronization
import Testing
import TextKernel

@testable import Analysis

@Suite struct `Near duplicates` {
    /// The obvious way: every pair by its sets.
    private func pairs(_ texts: [[UInt64]], _ threshold: Double) -> Set<[Int]> {
        var pairs: Set<[Int]> = []
        for second in texts.indices {
            for first in 0..<second where !texts[first].isEmpty && !texts[second].isEmpty {
                let both = Set(texts[first]).intersection(texts[second]).count
                let either = texts[first].count + texts[second].count - both
                if Double(both) >= threshold * Double(either) { pairs.insert([first, second]) }
            }
        }
        return pairs
    }

    /// Texts of which many are edited copies of others.
    private func corpus(_ seed: UInt64) -> [[UInt8]] {
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        var texts: [[String]] = []
        for _ in 0..<80 {
            var words: [String]
            if !texts.isEmpty, next(10) < 6 {
                words = texts[next(texts.count)]
                for _ in 0..<next(12) where !words.isEmpty { words[next(words.count)] = "w\(next(400))" }
            } else {
                words = (0..<next(150)).map { _ in "w\(next(400))" }
            }
            texts.append(words)
        }
        return texts.map { Array($0.joined(separator: next(2) == 0 ? " " : ",\n").utf8) }
    }

    @Test(arguments: UInt64(1)...8)
    func `finds the pairs that comparing every two texts finds`(seed: UInt64) {
        let shingles = Shingles(size: 5)
        let texts = corpus(seed).map { shingles.hashes(of: $0) }
        let prints = texts.map { DuplicateIndex.Fingerprint($0) }
        var index = DuplicateIndex(threshold: 0.5)
        var found: Set<[Int]> = []
        for (number, text) in prints.enumerated() {
            for match in index.matches(of: text, hashes: { prints[$0].hashes }) {
                found.insert([match.number, number])
            }
            index.add(text)
        }
        let expected = pairs(texts, 0.5)
        #expect(expected.count > 10)
        #expect(found.isSubset(of: expected))
        #expect(expected.subtracting(found).count * 1000 <= expected.count)
    }

    /// The findings over texts with their dates, as kept place and resemblance.
    private func findings(_ texts: [(date: String?, text: String)], _ threshold: Double?) throws -> [String] {
        let store = Store()
        var survey = DuplicateSurvey {
            store.write($0, $1)
        } loading: {
            store.read($0, $1)
        }
        for (number, (date, text)) in texts.enumerated() {
            let bytes = Array(text.utf8)
            try survey.add(
                id: "d\(number)", date: date,
                digest: bytes.isEmpty ? nil : DuplicateSurvey.Digest(SHA256Digest(of: bytes).bytes),
                .init(Shingles(size: 2).hashes(of: bytes)))
        }
        return try survey.findings(threshold: threshold).map { "\($0.kept) \($0.resemblance) \($0.size)" }
    }

    private final class Store: Sendable {
        private let numbers = Mutex<[UInt32]>([])
        func write(_ more: [UInt32], _ place: Int) { numbers.withLock { $0.replaceSubrange(place..., with: more) } }
        func read(_ count: Int, _ place: Int) -> [UInt32] { numbers.withLock { Array($0[place..<place + count]) } }
    }

    @Test func `says how much is the same as the earliest`() throws {
        let texts: [(String?, String)] = [
            ("2020-02", "OIL ROSE, again – on Tuesday."),  // oil rose, rose again, again on | on Tuesday
            ("2020-01", "Oil rose again on Monday"),
            (nil, "Gas fell"),
            ("2020-03", "Oil rose again on Monday"),
            ("2020-03", ""), ("2020-03", ""),  // nothing is not the same as nothing
        ]
        #expect(try findings(texts, 0.3) == ["1 0.6 3", "1 1.0 3", "2 1.0 1", "1 1.0 3", "4 1.0 1", "5 1.0 1"])
        #expect(try findings(texts, nil) == ["0 1.0 1", "1 1.0 2", "2 1.0 1", "1 1.0 2", "4 1.0 1", "5 1.0 1"])
    }

    @Test func `a chain of small changes does not join texts that differ`() throws {
        let texts: [(String?, String)] = [
            ("1", "a b c d e f g"), ("2", "a b c d e x y"), ("3", "a b c z e x y"), ("4", "q b c z e x y"),
        ]
        #expect(try findings(texts, 0.5) == ["0 1.0 2", "0 0.5 2", "2 1.0 2", "2 0.7142857142857143 2"])
    }

    @Test(arguments: [
        ("one two three", "One, two -- three!", true),
        ("Việt Nam và Nga", "viet nam va nga", true),
        ("one two three", "one two", false),  // shorter than a shingle: all its words, and no others
        ("ab c", "a bc", false),
        ("新聞記者会見", "新聞記者會見", false),
    ])
    func `words are compared without case, accents and punctuation`(first: String, second: String, areEqual: Bool) {
        let shingles = Shingles(size: 5)
        let equal = Set(shingles.hashes(of: Array(first.utf8))) == Set(shingles.hashes(of: Array(second.utf8)))
        #expect(equal == areEqual)
    }
}
