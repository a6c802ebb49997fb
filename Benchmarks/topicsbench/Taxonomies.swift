import Analysis
import DocumentModel

/// Taxonomies of other sizes than the shipped one, made of it and of the texts that are measured.
enum Taxonomies {
    /// The first topics of a taxonomy, with so many of their terms, taken evenly.
    static func cut(_ taxonomy: Taxonomy, topics: Int, terms: Int) -> Taxonomy {
        var cut = Taxonomy(name: "\(topics)", topics: Array(taxonomy.topics.prefix(topics)))
        let all = cut.topics.reduce(0) { $0 + $1.terms.count }
        var seen = 0
        for i in cut.topics.indices {
            cut.topics[i].terms.removeAll { _ in
                seen += 1
                return seen * terms / all == (seen - 1) * terms / all
            }
        }
        return cut
    }

    /// A taxonomy with many more topics, whose terms are words and pairs of words of the texts.
    ///
    /// One term in eight is a word that at most five texts have, the others are pairs: half of them stand in the texts,
    /// half have another second word. The same for the same texts.
    static func grown(_ taxonomy: Taxonomy, topics: Int, terms: Int, _ documents: [Document]) -> Taxonomy {
        var grown = Taxonomy(name: "\(topics)", topics: taxonomy.topics)
        let missing = terms - grown.topics.reduce(0) { $0 + $1.terms.count }
        let more = topics - grown.topics.count
        let pool = Pool(documents)
        let single = min(pool.rare.count, missing / 8)
        var phrases = Array(pool.rare.prefix(single))
        for (i, pair) in pool.pairs.prefix(missing - single).enumerated() {
            phrases.append(i % 2 == 0 ? "\(pair.0) \(pair.1)" : "\(pair.0) \(pool.pairs[pool.pairs.count - 1 - i].1)")
        }
        for topic in 0..<more {
            let own = stride(from: topic, to: phrases.count, by: more).compactMap { try? TermPattern(phrases[$0]) }
            let weighted = own.enumerated().map { TopicDefinition.Term($1, weight: Double(1 + $0 % 3)) }
            grown.topics.append(TopicDefinition("topic-\(topic)", terms: weighted))
        }
        return grown
    }

    /// Words of the texts, in an order that has nothing to do with them.
    private struct Pool {
        var rare: [String] = []
        var pairs: [(String, String)] = []

        init(_ documents: [Document]) {
            var counts: [String: Int] = [:]
            var seen: Set<String> = []
            for document in documents {
                var words: Set<String> = []
                var last: String?
                for word in String(decoding: document.text.bytes, as: UTF8.self).split(separator: " ") {
                    guard word.count > 3, word.utf8.allSatisfy({ $0 &- 97 < 26 }) else {
                        last = nil
                        continue
                    }
                    words.insert(String(word))
                    if let last, seen.insert("\(last) \(word)").inserted { pairs.append((last, String(word))) }
                    last = String(word)
                }
                for word in words { counts[word, default: 0] += 1 }
            }
            rare = counts.filter { $0.value <= 5 }.keys.sorted { (Self.rank($0), $0) < (Self.rank($1), $1) }
            pairs.sort { (Self.rank($0.0 + $0.1), $0.0, $0.1) < (Self.rank($1.0 + $1.1), $1.0, $1.1) }
        }

        private static func rank(_ text: String) -> UInt64 {
            text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        }
    }
}
