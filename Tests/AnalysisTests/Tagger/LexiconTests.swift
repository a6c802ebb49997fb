import DocumentModel
import Foundation
import TextKernel
import Testing

@testable import Analysis

@Suite struct LexiconTests {
    /// The types at each token, as `PLACE.U` for a name of one token.
    private func marks(_ text: String) throws -> [[String]] {
        let lexicon = try RandomModel.lexicon()
        let input = TaggerInput(raw: Array(text.utf8))
        var reader = FeatureReader(lexicon)
        for part in TaggerPart.parts(of: input) { reader.read(part, input) }
        return reader.document.lists.map { marks in
            lexicon.types.indices.compactMap { type in
                let bit: UInt32 = 1 << UInt32(type)
                if marks.all & bit == 0 { return nil }
                return lexicon.types[type] + "." + ["B", "I", "L", "U"][Int(marks.part(bit))]
            }
        }
    }

    @Test(arguments: [
        ("Oslo", [["PLACE.U"]]),
        // A name with a capital is not found in small letters.
        ("oslo", [[]]),
        // Marks and case are folded.
        ("Việt Nam OSLO", [["PLACE.B"], ["PLACE.L"], ["PLACE.U"]]),
        ("viet nam", [[], []]),
        // A name in small letters is found in any case.
        ("president PRESIDENT", [["TITLE.U"], ["TITLE.U"]]),
        // The longest name of each type; World alone is a place as well.
        ("World Health Organization", [["PLACE.U", "ORG.B"], ["ORG.I"], ["ORG.L"]]),
        ("World Health", [["PLACE.U"], []]),
        // Acronyms need their capitals.
        ("WHO who Who", [["ORG.U"], [], []]),
    ])
    func `names are found by type`(text: String, expected: [[String]]) throws {
        #expect(try marks(text) == expected)
    }

    @Test func `words have their clusters, whatever their case and digits`() throws {
        var builder = LexiconBuilder(types: [])
        builder.add(Array("2019".utf8), Lexicon.Clusters(fine: 512, middle: 128, coarse: 32, capitals: 7))
        let lexicon = try Lexicon(builder.serialized())
        let expected = Lexicon.Clusters(fine: 512, middle: 128, coarse: 32, capitals: 7)
        #expect(lexicon.clusters(of: LexiconBuilder.key(Array("1985".utf8))) == expected)
        #expect(lexicon.clusters(of: LexiconBuilder.key(Array("oslo".utf8))) == Lexicon.Clusters())
        #expect(try RandomModel.lexicon().clusters(of: LexiconBuilder.key(Array("OSLO".utf8))).fine == 3)
    }

    @Test func `the same names in any order give the same bytes`() {
        let names = ["Oslo", "Bergen", "New York", "New", "of York", "AB", "2nd Street"].map { Array($0.utf8) }
        func bytes(_ names: [[UInt8]]) -> [UInt8] {
            var builder = LexiconBuilder(types: ["A"])
            for name in names { builder.add(TaggerInput.words(of: name), type: 0) }
            return builder.serialized()
        }
        #expect(bytes(names) == bytes(names.reversed()))
    }

    @Test func `a damaged lexicon is refused`() throws {
        let whole = try RandomModel.lexicon().serialized
        for i in stride(from: 0, to: whole.count, by: 7) {
            var changed = whole
            changed[i] ^= 4
            #expect(throws: ModelFileError.self) { try Lexicon(changed) }
        }
        #expect(throws: ModelFileError.self) { try Lexicon(Array(whole.dropLast())) }
    }
}

@Suite struct WordClustersTests {
    @Test func `words between the same words come together`() {
        var clusters = WordClusters()
        var random = SeededNumbers(state: 2)
        var text = ""
        let (animals, colours) = (["cat", "dog", "cow", "hen"], ["red", "blue", "green", "white"])
        for _ in 0..<400 {
            text += "the \(animals.randomElement(using: &random)!) is \(colours.randomElement(using: &random)!) today\n"
        }
        clusters.add(Array(text.utf8))
        let exchange = clusters.learn()
        #expect(exchange.count == 11)
        // With fewer words than classes each has its own, until they are joined.
        let coarse = Dictionary(
            uniqueKeysWithValues: exchange.map { (String(decoding: $0.word, as: UTF8.self), $0.clusters) })
        #expect(coarse["cat"]?.capitals == 6)
        #expect(coarse["the"]?.capitals == 7)
    }

    @Test func `exchange finds classes and joins the nearest`() {
        // Words 0 to 3 stand before 4 to 7, and those before the border.
        var random = SeededNumbers(state: 8)
        var counts: [Int: [Int: Int32]] = [:]
        for _ in 0..<4000 {
            let (a, b) = (Int.random(in: 0..<4, using: &random), Int.random(in: 4..<8, using: &random))
            counts[8, default: [:]][a, default: 0] += 1
            counts[a, default: [:]][b, default: 0] += 1
        }
        func side(_ forward: Bool) -> [[WordExchange.Neighbour]] {
            (0..<9).map { word in
                (0..<9).compactMap { other in
                    let count = forward ? counts[word]?[other] : counts[other]?[word]
                    return count.map { WordExchange.Neighbour(word: Int32(other), count: $0) }
                }
            }
        }
        let exchange = WordExchange(after: side(true), before: side(false), classCount: 2)
        for _ in 0..<5 { _ = exchange.exchange() }
        #expect(Set(exchange.classes[0..<4]).count == 1)
        #expect(Set(exchange.classes[4..<8]).count == 1)
        #expect(exchange.classes[0] != exchange.classes[4])
        let eight = WordExchange(after: side(true), before: side(false), classCount: 8)
        let two = eight.join([4, 2])[1]
        #expect(Set(two[0..<4]).count == 1 && Set(two[4..<8]).count == 1)
    }

    @Test(arguments: [1.0, 2, 3, 10, 1234.5, 1e9])
    func `logarithms are those of the system`(x: Double) {
        #expect(abs(WordExchange.logarithm(x) - log(x)) < 1e-12 * max(1, log(x)))
    }
}
