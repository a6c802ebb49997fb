import DocumentModel
import TextKernel

/// Clusters of words that stand between the same words, learned from raw text; and how words are capitalised there.
///
/// Words are folded, digits become 0. The same texts in the same order give the same clusters.
package struct WordClusters {
    private var numbers: [[UInt8]: Int32] = [:]
    private var words: [[UInt8]] = []
    private var counts: [Int] = []
    /// How often a word stands with a capital, and without, where no sentence begins.
    private var capitals: [Int] = []
    private var smalls: [Int] = []
    /// The words of all sentences, each sentence behind the number of its words.
    private var sentences: [Int32] = []
    /// Each spelling is folded once.
    private var spellings: [[UInt8]: (number: Int32, isCapital: Bool)] = [:]

    /// Words that come less often have no cluster.
    package static let fewest = 3
    private static let passes = 12

    /// No text yet.
    package init() {}

    /// Adds raw text, valid UTF-8, in which every line is a paragraph.
    package mutating func add(_ text: [UInt8]) {
        var start = 0
        while start < text.count {
            let end = ByteSearch.firstOffset(of: 0x0A, in: text, range: start..<text.count) ?? text.count
            if end > start { add(paragraph: Array(text[start..<end])) }
            start = end + 1
        }
    }

    private mutating func add(paragraph: [UInt8]) {
        let input = TaggerInput(raw: paragraph)
        for sentence in TaggerPart.parts(of: input).flatMap({ part in
            part.sentences.map { ($0.lowerBound + part.tokens.lowerBound)..<($0.upperBound + part.tokens.lowerBound) }
        }) {
            sentences.append(Int32(sentence.count))
            for token in sentence {
                let (number, isCapital) = number(of: Array(paragraph[input.range(of: token)]))
                sentences.append(number)
                counts[Int(number)] += 1
                if token == sentence.lowerBound { continue }
                if isCapital { capitals[Int(number)] += 1 } else { smalls[Int(number)] += 1 }
            }
        }
    }

    private mutating func number(of spelling: [UInt8]) -> (Int32, Bool) {
        if let known = spellings[spelling] { return known }
        let word = Folding.folded(Array(spelling.prefix(WordLetters.limit))).map { $0 &- 48 < 10 ? 48 : $0 }
        let number = numbers[word] ?? Int32(words.count)
        if number == words.count {
            numbers[word] = number
            words.append(word)
            counts.append(0)
            capitals.append(0)
            smalls.append(0)
        }
        let first = String(decoding: spelling.prefix(4), as: UTF8.self).unicodeScalars.first
        let isCapital = first.map { ScalarClass($0).isUppercase } ?? false
        spellings[spelling] = (number, isCapital)
        return (number, isCapital)
    }

    /// The words that come often enough, each with the numbers of its clusters.
    package func learn() -> [(word: [UInt8], clusters: Lexicon.Clusters)] {
        let kept = words.indices.filter { counts[$0] >= Self.fewest }.sorted {
            counts[$0] != counts[$1] ? counts[$0] > counts[$1] : words[$0].lexicographicallyPrecedes(words[$1])
        }
        guard kept.count > 1 else { return [] }
        var places = [Int32](repeating: -1, count: words.count)
        for (place, word) in kept.enumerated() { places[word] = Int32(place) }
        let (after, before) = neighbours(places, border: Int32(kept.count))
        let exchange = WordExchange(after: after, before: before, classCount: min(512, kept.count))
        for _ in 0..<Self.passes where exchange.exchange() < kept.count / 200 { break }
        let classes = exchange.classes
        let unions = exchange.join([128, 32])
        let (middle, coarse) = (Self.numbered(unions[0]), Self.numbered(unions[1]))
        return kept.enumerated().map { place, word in
            let number = Int(classes[place])
            return (
                words[word],
                Lexicon.Clusters(
                    fine: UInt16(number + 1), middle: UInt8(middle[number]), coarse: UInt8(coarse[number]),
                    capitals: capitalClass(word))
            )
        }
    }

    /// Numbers from 1 for the unions, in the order of their first classes.
    private static func numbered(_ unions: [Int32]) -> [Int] {
        var numbers: [Int32: Int] = [:]
        return unions.map { union in
            let number = numbers[union] ?? numbers.count + 1
            numbers[union] = number
            return number
        }
    }

    /// 1 always a capital, 2 nearly always, 3 mostly, 4 sometimes, 5 seldom, 6 never, 7 seen too seldom to say.
    private func capitalClass(_ word: Int) -> UInt8 {
        let (large, small) = (capitals[word], smalls[word])
        let total = large + small
        if total < 2 { return 7 }
        if small == 0 { return 1 }
        if small * 10 < total { return 2 }
        if small * 2 < total { return 3 }
        if small * 10 < total * 9 { return 4 }
        return large > 0 ? 5 : 6
    }

    /// Counts which words stand side by side; rare ones part those around them.
    private func neighbours(
        _ places: [Int32], border: Int32
    ) -> (after: [[WordExchange.Neighbour]], before: [[WordExchange.Neighbour]]) {
        var pairs: [UInt64] = []
        var at = 0
        while at < sentences.count {
            let count = Int(sentences[at])
            var previous = border
            for word in sentences[(at + 1)..<(at + 1 + count)] {
                let place = places[Int(word)]
                if place >= 0, previous >= 0 { pairs.append(UInt64(previous) << 32 | UInt64(place)) }
                previous = place
            }
            at += count + 1
        }
        pairs.sort()
        var after = [[WordExchange.Neighbour]](repeating: [], count: Int(border) + 1)
        var before = after
        var i = 0
        while i < pairs.count {
            var end = i
            while end < pairs.count, pairs[end] == pairs[i] { end += 1 }
            let (first, second) = (Int(pairs[i] >> 32), Int(pairs[i] & 0xFFFF_FFFF))
            after[first].append(WordExchange.Neighbour(word: Int32(second), count: Int32(end - i)))
            before[second].append(WordExchange.Neighbour(word: Int32(first), count: Int32(end - i)))
            i = end
        }
        return (after, before)
    }
}
