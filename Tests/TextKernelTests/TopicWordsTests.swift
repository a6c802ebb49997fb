import Testing

@testable import TextKernel

@Suite struct TopicWordsTests {
    private func words(_ texts: String...) -> [String] {
        let reader = TopicWords()
        reader.read(texts.map { Array($0.utf8) })
        return reader.words.indices.map { String(decoding: reader.bytes(of: $0), as: UTF8.self) }
    }

    @Test(arguments: [
        ("The U.S. and Việt Nam", ["the", "u", "s", "and", "viet", "nam"]),
        ("Russia’s 5,000 — “Été”", ["russia", "s", "5", "000", "ete"]),
        ("石油 oil", ["石", "油", "oil"]),  // without spaces each letter is a word
        ("x石y", ["x", "石", "y"]),
        ("…€…", []),
        ("", []),
    ])
    func `words are folded runs of letters and digits`(text: String, expected: [String]) {
        #expect(words(text) == expected)
    }

    @Test func `parts follow each other, and a word is found again in its part`() {
        let reader = TopicWords()
        let texts = ["Crème brûlée", "in Đà Nẵng, in Paris"].map { Array($0.utf8) }
        reader.read(texts)
        #expect(reader.words.count == 7)
        let places = reader.words.indices.map { reader.place(of: $0, through: $0, in: texts) }
        #expect(places.map(\.part) == [0, 0, 1, 1, 1, 1, 1])
        let surfaces = places.map { String(decoding: texts[$0.part][$0.range], as: UTF8.self) }
        #expect(surfaces == ["Crème", "brûlée", "in", "Đà", "Nẵng", "in", "Paris"])
        let pair = reader.place(of: 3, through: 4, in: texts)
        #expect(String(decoding: texts[1][pair.range], as: UTF8.self) == "Đà Nẵng")
    }

    @Test func `each word and pair comes once, with its number`() {
        let reader = TopicWords()
        reader.read([Array("oil and oil and oil".utf8)])
        #expect(reader.distinct.map(\.count) == [3, 2] && reader.distinct.map(\.first) == [0, 1])
        #expect(reader.pairs.map(\.count) == [2, 2] && reader.pairs.map(\.first) == [0, 1])
        // The same place again: nothing of the first text is left.
        reader.read([Array("gas".utf8)])
        #expect(reader.distinct.map(\.count) == [1] && reader.pairs.isEmpty)
    }

    @Test(arguments: 0..<40)
    func `counts are those of a dictionary, for any bytes`(seed: UInt64) {
        var random = Seeded(seed)
        let alphabet = Array("ab é—石\u{301}\n".utf8) + [0xC3, 0xFF]
        let bytes = (0..<Int.random(in: 0..<400, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
        let reader = TopicWords()
        reader.read([bytes, bytes])
        var counts: [UInt64: Int32] = [:]
        for word in reader.words { counts[word.hash, default: 0] += 1 }
        #expect(Dictionary(uniqueKeysWithValues: reader.distinct.map { ($0.hash, $0.count) }) == counts)
        var pairs: [UInt64: Int32] = [:]
        for (a, b) in zip(reader.words, reader.words.dropFirst()) {
            pairs[TopicWords.pair(a.hash, b.hash), default: 0] += 1
        }
        #expect(Dictionary(uniqueKeysWithValues: reader.pairs.map { ($0.hash, $0.count) }) == pairs)
        for word in reader.words.indices {
            let place = reader.place(of: word, through: word, in: [bytes, bytes])
            #expect(place.range.lowerBound >= 0 && place.range.upperBound <= bytes.count)
        }
    }

    @Test func `runs are three to five characters between borders`() {
        let reader = TopicWords()
        reader.read([Array("oil boil bé".utf8)])
        func grams(_ word: Int) -> [UInt64] {
            var found: [UInt64] = []
            reader.forEachGram(of: word) { found.append($0) }
            return found
        }
        // " oil ": 3 of three, 2 of four, 1 of five.
        #expect(grams(0).count == 6)
        // "oil", "il " and "oil " are in both words.
        #expect(Set(grams(0)).intersection(grams(1)).count == 3)
        #expect(grams(2).count == 3)
    }

    @Test func `logarithms and powers are those of the library`() {
        for x in [1e-9, 0.02, 0.5, 1, 1.5, 2, 3, 255, 1e6, 1e12] {
            let back = TopicNumbers.exponential(TopicNumbers.logarithm(x))
            #expect(abs(back / x - 1) < 1e-11, "\(x)")
        }
        #expect(abs(TopicNumbers.logarithm(2) - 0.693_147_180_559_945_3) < 1e-14)
        #expect(abs(TopicNumbers.exponential(1) - 2.718_281_828_459_045) < 1e-13)
        #expect(TopicNumbers.logistic(0) == 0.5 && TopicNumbers.logistic(-1e9) > 0 && TopicNumbers.logistic(1e9) == 1)
        #expect(TopicNumbers.mentions(0) == 0 && TopicNumbers.mentions(1) == 1)
        #expect(TopicNumbers.mentions(1_000_000) == TopicNumbers.mentions(255))
    }
}
