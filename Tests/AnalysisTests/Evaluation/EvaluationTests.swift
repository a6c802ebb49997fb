import DocumentModel
import Testing

@testable import Analysis
@testable import TextKernel

/// Mentions written as `PERSON 0 5, ORG 7 9`.
func mentions(_ text: String) -> [Mention] {
    text.split(separator: ",").map { part in
        let words = part.split(separator: " ")
        return Mention(Span(Int(words[1]) ?? 0, Int(words[2]) ?? 0), String(words[0]))
    }
}

@Suite struct EvaluationTests {
    @Test(arguments: [
        ("PER 0 5", "PER 0 5", ["correct"]),
        ("PER 0 5", "ORG 0 5", ["label"]),
        ("PER 0 5", "PER 0 9", ["boundary"]),
        ("PER 0 5", "ORG 2 9", ["both"]),
        ("PER 0 5", "", ["missed"]),
        ("", "PER 0 5", ["spurious"]),
        // Spans that only touch do not overlap.
        ("PER 0 5", "PER 5 9", ["missed", "spurious"]),
        // One to one: of two found in one gold the longer overlap is its partner.
        ("PER 0 9", "PER 0 3, PER 4 9", ["spurious", "boundary"]),
        // The same label goes before the longer overlap.
        ("PER 0 9", "ORG 0 6, PER 7 9", ["spurious", "boundary"]),
        // An exact pair goes before any overlap.
        ("PER 0 3, PER 0 9", "PER 0 3", ["correct", "missed"]),
        // Two readings of one span are two mentions.
        ("PER 0 3, ORG 0 3", "ORG 0 3, PER 0 3", ["correct", "correct"]),
        // One found over two gold: one of them is missed.
        ("PER 0 3, PER 4 9", "PER 0 9", ["missed", "boundary"]),
        // Two exact boundaries before overlaps of another.
        ("A 0 2, B 3 6", "B 0 2, A 3 6", ["label", "label"]),
    ])
    func `mentions are paired one to one`(gold: String, found: String, expected: [String]) {
        #expect(Outcome.all(gold: mentions(gold), found: mentions(found)).map(\.kind.rawValue) == expected)
    }

    /// The worked example of the tests' own: one of each kind, and two more.
    ///
    /// gold PER 0-4 found PER 0-4 (correct); PER 10-14 found ORG 10-14 (label); ORG 20-29 found ORG 20-24 (boundary);
    /// GPE 30-39 found ORG 32-39 (both); GPE 40-44 missed; PER 50-54 spurious.
    static let mixed = Evaluation([
        ScoredText(
            id: "a", gold: mentions("PER 0 4, PER 10 14, ORG 20 29, GPE 30 39, GPE 40 44"),
            found: mentions("PER 0 4, ORG 10 14, ORG 20 24, ORG 32 39, PER 50 54"))
    ])

    @Test(arguments: [
        // correct, partial, incorrect, missed, spurious; the gold side and the found side are the same for all labels.
        (MatchScheme.strict, [1, 0, 3, 1, 1]),
        (MatchScheme.exact, [2, 0, 2, 1, 1]),
        (MatchScheme.partial, [2, 2, 0, 1, 1]),
        (MatchScheme.type, [2, 0, 2, 1, 1]),
    ])
    func `the four schemes count as SemEval does`(scheme: MatchScheme, expected: [Int]) {
        let counts = Self.mixed.scores.microCounts(scheme)
        #expect(
            [counts.correctGold, counts.partialGold, counts.incorrectGold, counts.missed, counts.spurious] == expected)
        #expect(
            [counts.correctFound, counts.partialFound, counts.incorrectFound, counts.missed, counts.spurious]
                == expected)
        let right = (Double(expected[0]) + Double(expected[1]) / 2) / 5
        #expect(counts.precision == right)
        #expect(counts.recall == right)
    }

    @Test func `a pair of two labels counts under both`() {
        let scores = Self.mixed.scores
        #expect(scores.labelNames == ["GPE", "PER", "ORG"])
        #expect(scores.counts("PER", .strict).gold == 2)
        #expect(scores.counts("PER", .strict).precision == 0.5)
        #expect(scores.counts("ORG", .exact).precision == 1.0 / 3)
        #expect(scores.counts("ORG", .exact).recall == 0)
        #expect(scores.counts("ORG", .type).precision == 1.0 / 3)
        #expect(scores.counts("ORG", .type).recall == 1)
        #expect(scores.counts("GPE", .partial).recall == 0.25)
        #expect(scores.counts("GPE", .partial).precision == nil)
    }

    @Test func `macro is the mean of the labels that have gold`() throws {
        let macro = try #require(Self.mixed.scores.macro(.strict))
        #expect(abs(macro.precision - 0.5 / 3) < 1e-12)
        #expect(abs(macro.recall - 0.5 / 3) < 1e-12)
        #expect(abs(macro.f1 - 0.5 / 3) < 1e-12)
        #expect(Scores().macro(.strict) == nil)
    }

    @Test func `the confusion matrix has a row and a column for nothing`() {
        let matrix = Self.mixed.confusion
        #expect(matrix[gold: "PER", found: "ORG"] == 1)
        #expect(matrix[gold: "GPE", found: "ORG"] == 1)
        #expect(matrix[gold: "GPE", found: nil] == 1)
        #expect(matrix[gold: nil, found: "PER"] == 1)
        #expect(matrix[gold: "PER", found: "GPE"] == 0)
        #expect(matrix.cells.map(\.count).reduce(0, +) == 6)
    }

    @Test func `nothing at all has no score`() {
        let counts = ScoreCounts()
        #expect(counts.precision == nil && counts.recall == nil && counts.f1 == nil)
        let missed = Evaluation([ScoredText(id: "a", gold: mentions("X 0 1"), found: [])]).scores.microCounts(.strict)
        #expect(missed.precision == nil && missed.recall == 0 && missed.f1 == 0)
    }

    @Test func `hundreds of mentions one inside the other take no more than a moment`() {
        let gold = (0..<300).map { Mention(Span($0, 20_000 - $0), "A") }
        let found = (0..<300).map { Mention(Span($0, 19_999 - $0), "A") }
        let outcomes = Outcome.all(gold: gold, found: found)
        #expect(outcomes.count >= 300)
        #expect(outcomes.count { $0.kind == .boundary } > 0)
    }

    @Test func `a value is right where the spans overlap`() {
        func dates(_ start: Int, _ end: Int, _ value: String?) -> [Mention] {
            [Mention(Span(start, end), "DATE", value: value)]
        }
        func correct(_ found: [Mention]) -> Int {
            Evaluation([ScoredText(id: "a", gold: dates(0, 9, "2020-06"), found: found)], schemes: [.value])
                .scores.microCounts(.value).correctGold
        }
        #expect(correct(dates(2, 9, "2020-06")) == 1)
        #expect(correct(dates(0, 9, "2020")) == 0)
        #expect(correct(dates(0, 9, nil)) == 0)
    }

    /// The chunks of seqeval's page: gold `O O B-MISC I-MISC I-MISC O / B-PER I-PER O`, found `O O B-MISC I-MISC I-MISC
    /// I-MISC / B-PER I-PER O`, where it prints precision, recall and F1 of 0.50.
    @Test func `strict is what conlleval and seqeval print`() {
        let evaluation = Evaluation([
            ScoredText(id: "1", gold: mentions("MISC 2 5"), found: mentions("MISC 2 6")),
            ScoredText(id: "2", gold: mentions("PER 0 2"), found: mentions("PER 0 2")),
        ])
        let micro = evaluation.scores.microCounts(.strict)
        #expect(micro.precision == 0.5 && micro.recall == 0.5 && micro.f1 == 0.5)
        #expect(evaluation.scores.counts("PER", .strict).f1 == 1)
        #expect(evaluation.scores.counts("MISC", .strict).f1 == 0)
        #expect(evaluation.scores.macro(.strict)?.f1 == 0.5)
    }
}

/// The scorer against the obvious one: sets of (span, label), as conlleval counts.
@Suite struct StrictScoreTwinTests {
    @Test(arguments: 0..<40)
    func `strict scores are those of plain sets`(seed: Int) {
        var dice = SplitMix64(seed: UInt64(seed))
        func some() -> [Mention] {
            var all: Set<Mention> = []
            for _ in 0..<dice.next() % 12 {
                let start = Int(dice.next() % 30)
                all.insert(
                    Mention(Span(start, start + 1 + Int(dice.next() % 5)), ["A", "B", "C"][Int(dice.next() % 3)]))
            }
            return all.sorted()
        }
        let texts = (0..<5).map { ScoredText(id: "\($0)", gold: some(), found: some()) }
        let scores = Evaluation(texts).scores
        for label in ["A", "B", "C", nil] {
            func kept(_ mentions: [Mention]) -> Set<Mention> {
                Set(mentions.filter { label == nil || $0.label == label })
            }
            let counts = label.map { scores.counts($0, .strict) } ?? scores.microCounts(.strict)
            #expect(counts.correctGold == texts.map { kept($0.gold).intersection(kept($0.found)).count }.reduce(0, +))
            #expect(counts.correctFound == counts.correctGold)
            #expect(counts.gold == texts.map { kept($0.gold).count }.reduce(0, +))
            #expect(counts.found == texts.map { kept($0.found).count }.reduce(0, +))
        }
        // Every mention is in one outcome, and the four schemes are ordered.
        let micro = { scores.microCounts($0) as ScoreCounts }
        #expect(micro(.strict).correctGold <= micro(.exact).correctGold)
        #expect(micro(.strict).correctGold <= micro(.type).correctGold)
        #expect(micro(.exact).correctGold == micro(.partial).correctGold)
        for scheme in MatchScheme.allCases where scheme != .value {
            let counts = micro(scheme)
            #expect(counts.incorrectGold == counts.incorrectFound)
            #expect(counts.gold - counts.missed == counts.found - counts.spurious)
        }
    }
}
