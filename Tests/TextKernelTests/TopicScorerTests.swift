import Testing

@testable import TextKernel

@Suite struct TopicScorerTests {
    /// More than the sixteen that are added at a time, and no multiple of them.
    private static let labels = 37

    /// Random rows for the words, pairs and runs of a text.
    private static func entries(_ text: [UInt8], _ random: inout Seeded) -> [TopicRows.Entry] {
        let words = TopicWords()
        words.read([text])
        var hashes: Set<UInt64> = []
        for item in words.distinct + words.pairs { hashes.insert(item.hash) }
        for word in words.words.indices { words.forEachGram(of: word) { hashes.insert($0) } }
        return hashes.sorted().filter { _ in Bool.random(using: &random) }.map { hash in
            let labels = (0..<UInt8(Self.labels)).filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
            return TopicRows.Entry(
                hash: hash, rareness: Float.random(in: 1..<9, using: &random),
                weights: labels.map { ($0, Int8.random(in: -127...127, using: &random)) })
        }
    }

    private static func rows(_ entries: [TopicRows.Entry]) throws -> TopicRows {
        let table = TopicRows.layout(entries)
        let memory = SharedMemory(copying: table.slots + table.rows)
        return try #require(
            TopicRows(
                memory, slots: 0, places: table.places, probes: table.probes,
                rows: table.slots.count..<(table.slots.count + table.rows.count)))
    }

    private static func text(_ random: inout Seeded, _ count: Int) -> [UInt8] {
        let words = ["oil", "gas", "prices", "rose", "the", "Été", "minister", "x", "energy", "energetic"]
        // So many words that some take the place of others in what is kept.
        let text = (0..<count).map { _ in
            Bool.random(using: &random)
                ? words.randomElement(using: &random)! : "word\(Int.random(in: 0..<5000, using: &random))"
        }
        return Array(text.joined(separator: " ").utf8)
    }

    /// The obvious way: every mention of a feature is looked up, nothing is kept.
    private static func slowly(_ entries: [TopicRows.Entry], _ text: [UInt8], _ weighing: TopicScorer.Weighing)
        -> (sums: [(Float, Float)], norms: (Float, Float))
    {
        let rows = Dictionary(uniqueKeysWithValues: entries.map { ($0.hash, $0) })
        let words = TopicWords()
        words.read([text])
        var sums = [(Float, Float)](repeating: (0, 0), count: labels)
        var known: Float = 0
        var all: Float = 0
        var pairs: Float = 0
        for item in words.distinct {
            let count = TopicNumbers.mentions(item.count)
            let row = rows[item.hash]
            let rare = row.map { TopicRows.stored(rareness: $0.rareness) } ?? weighing.unknownRareness
            if row != nil { known += (rare * count) * (rare * count) }
            all += (rare * count) * (rare * count)
            for (label, weight) in row?.weights ?? [] { sums[Int(label)].0 += Float(weight) * count }
            var grams: [UInt64] = []
            words.forEachGram(of: Int(item.first)) { grams.append($0) }
            for gram in grams {
                for (label, weight) in rows[gram]?.weights ?? [] {
                    sums[Int(label)].1 +=
                        Float(weight) * count * weighing.grams * rare / Float(grams.count).squareRoot()
                }
            }
        }
        for item in words.pairs {
            guard let row = rows[item.hash] else { continue }
            let count = TopicNumbers.mentions(item.count)
            let worth = TopicRows.stored(rareness: row.rareness) * weighing.pairs * count
            pairs += worth * worth
            for (label, weight) in row.weights { sums[Int(label)].0 += Float(weight) * count }
        }
        return (sums, ((known + pairs).squareRoot(), (known > 0 ? known : all).squareRoot()))
    }

    @Test(arguments: 0..<30)
    func `scores are those of the obvious way, whatever was scored before`(seed: UInt64) throws {
        var random = Seeded(seed)
        let weighing = TopicScorer.Weighing(unknownRareness: 9, pairs: 0.7, grams: 1.3)
        let entries = Self.entries(Self.text(&random, 60), &random)
        let scorer = TopicScorer(try Self.rows(entries), weighing, labels: Self.labels)
        for count in [0, 1, 5, 200, 1500] {
            let text = Self.text(&random, count)
            var sums = [(words: Float, grams: Float)](repeating: (0, 0), count: Self.labels)
            let norms = scorer.score([text], into: &sums)
            let slow = Self.slowly(entries, text, weighing)
            #expect(abs(norms.words - slow.norms.0) <= 1e-4 * (1 + slow.norms.0))
            #expect(abs(norms.grams - slow.norms.1) <= 1e-4 * (1 + slow.norms.1))
            for label in 0..<Self.labels {
                #expect(abs(sums[label].words - slow.sums[label].0) <= 1e-4 * (100 + abs(slow.sums[label].0)))
                #expect(abs(sums[label].grams - slow.sums[label].1) <= 1e-4 * (100 + abs(slow.sums[label].1)))
            }
            // The parts of a label add up to its sums.
            for label in 0..<Self.labels {
                var coefficients = [Float](repeating: 0, count: Self.labels)
                coefficients[label] = 1
                let parts = scorer.parts(coefficients)
                let sum = parts.reduce(Float(0)) { $0 + $1.words }
                let grams = parts.reduce(Float(0)) { $0 + $1.grams }
                #expect(abs(sums[label].words - sum) <= 1e-3 * (100 + abs(sum)))
                #expect(abs(sums[label].grams - grams) <= 1e-3 * (100 + abs(grams)))
            }
        }
    }

    @Test(arguments: 0..<60)
    func `rows of any bytes are read inside the memory`(seed: UInt64) {
        var random = Seeded(seed)
        let places = Int.random(in: 1..<20, using: &random)
        let bytes = (0..<(places * 8 + Int.random(in: 0..<80, using: &random))).map { _ in
            // Small numbers, so that places and counts are often just inside or outside.
            Bool.random(using: &random)
                ? UInt8.random(in: 0...255, using: &random) : UInt8.random(in: 0...6, using: &random)
        }
        guard
            let rows = TopicRows(
                SharedMemory(copying: bytes), slots: 0, places: places, probes: 20, rows: (places * 8)..<bytes.count)
        else { return }
        let scorer = TopicScorer(rows, TopicScorer.Weighing(unknownRareness: 1, pairs: 1, grams: 1), labels: 3)
        for _ in 0..<20 {
            // Hashes whose check stands somewhere in the table.
            let at = Int.random(in: 0..<places, using: &random) * 8
            let check = (0..<4).reduce(UInt64(0)) { $0 | UInt64(bytes[at + $1]) << UInt64(8 * $1) }
            let hash = check | UInt64.random(in: 0...UInt64.max, using: &random) << 32
            if let row = rows.row(of: hash) { #expect(2 * row.count <= bytes.count - places * 8) }
        }
        var sums = [(words: Float, grams: Float)](repeating: (0, 0), count: 3)
        _ = scorer.score([Self.text(&random, 20)], into: &sums)
    }
}
