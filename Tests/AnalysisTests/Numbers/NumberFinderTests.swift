import DocumentModel
import Testing

@testable import Analysis

@Suite struct NumberFinderTests {
    /// Every date as `surface = value`, in text order.
    private static func found(_ text: String, _ wanted: NumberFinder.Wanted) -> [String] {
        let finder = NumberFinder(wanted, stage: "test")
        let text = Text(text)
        return finder.find(in: text.bytes).dates.map { "\(text[$0.span]) = \($0.value)" }
    }

    @Test(arguments: [
        ("phone talks on June 11 with", ["June 11 = XXXX-06-11"]),
        ("the Russia Day, June 12.", ["June 12 = XXXX-06-12"]),
        ("on September 16, during which", ["September 16 = XXXX-09-16"]),
        ("on Sept. 16, 2021, during", ["Sept. 16, 2021 = 2021-09-16"]),
        ("11 June 2020", ["11 June 2020 = 2020-06-11"]),
        ("the 11th of June", ["11th of June = XXXX-06-11"]),
        ("on 16 Sept. The next", ["16 Sept = XXXX-09-16"]),
        ("Tuesday, September 16", ["Tuesday, September 16 = XXXX-09-16"]),
        ("Tuesday 16 September 2021", ["Tuesday 16 September 2021 = 2021-09-16"]),
        // No-break spaces, as scraped pages have them, and quotation marks.
        ("Monday, January 7,\u{A0}2019\u{A0}\n\nAn", ["Monday, January 7,\u{A0}2019 = 2019-01-07"]),
        ("“June 11” — ‘2020’", ["June 11 = XXXX-06-11", "2020 = 2020"]),
        ("May 3-5, 2020", ["May 3-5, 2020 = 2020-05-03/2020-05-05"]),
        ("3–5 May", ["3–5 May = XXXX-05-03/XXXX-05-05"]),
        ("in June 2020 and June, 2021", ["June 2020 = 2020-06", "June, 2021 = 2021-06"]),
        ("in May, Theresa May and May Day", ["May = XXXX-05"]),
        ("since March. They March on. March 2,000 miles", ["March = XXXX-03"]),
        ("ASEAN Chair in 2020, a member for 2020-2021.", ["2020 = 2020", "2020-2021 = 2020/2021"]),
        ("the Cross Year 2019-20", ["2019-20 = 2019/2020"]),
        ("the 1990s and the 1980’s", ["1990s = 199", "1980’s = 198"]),
        ("mid-2020, pre-1990", ["2020 = 2020", "1990 = 1990"]),
        ("2020-06-11", ["2020-06-11 = 2020-06-11"]),
        // Which is the day must be clear.
        (
            "16/9/2021, 9/16/2021, 9/6/2021, 5/5/2021, 16.9.2021",
            [
                "16/9/2021 = 2021-09-16", "9/16/2021 = 2021-09-16", "9/6/2021 = 2021-XX-XX", "5/5/2021 = 2021-05-05",
                "16.9.2021 = 2021-09-16",
            ]
        ),
        ("on Tuesday and by Friday", ["Tuesday = XXXX-WXX-2", "Friday = XXXX-WXX-5"]),
        ("31 June 2020, June 31", ["June 2020 = 2020-06"]),
    ])
    func `reads dates with their values`(text: String, expected: [String]) {
        #expect(Self.found(text, .dates) == expected)
    }

    @Test(arguments: [
        "COVID-19 and SARS-CoV-2", "G20, F-16, Su-30, Boeing 737-800, Route 1990", "2,000 tonnes of rice",
        "some 2000 people, 1990 cases", "1.2.2020.3", "A/RES/75/1990", "the 19 in it", "Room 2012", "0.2020", "12:30",
        "S.2021, H.R.2006", "version 2.2020", "20191231", "1234", "Decent Jane Marched", "Mayor Junes",
        "https://example.org/2020/05/17", "3-2020-1",
    ])
    func `passes over numbers that are no dates`(text: String) {
        #expect(Self.found(text, .dates).isEmpty)
    }

    @Test func `holds to the text whatever the text is`() {
        var random = SystemRandomNumberGenerator()
        let seed = random.next()
        var generator = SplitMix(state: seed)
        let pieces = [
            "June", "11", ",", " ", "2020", "-", "$", "€", "US$", "bn", "%", "to", "percent", "’", "\u{A0}", "—", "ế",
            "1",
            "000", ".", "/", "Sept.", "VND", "Rs", "th", "\n", "🙂", "of", "s", "million", "won", "Tuesday",
        ]
        let finder = NumberFinder(.dates, stage: "test")
        for _ in 0..<600 {
            let text = Text(
                (0..<Int(generator.next() % 24)).map { _ in pieces[Int(generator.next() % UInt64(pieces.count))] }
                    .joined())
            let result = finder.find(in: text.bytes)
            let spans = result.dates.map(\.span)
            #expect(spans.allSatisfy { text.isValid($0) && !$0.isEmpty }, "seed \(seed): \(text)")
            #expect(zip(spans, spans.dropFirst()).allSatisfy { !$0.overlaps($1) }, "seed \(seed): \(text)")
            #expect(finder.find(in: text.bytes).dates == result.dates, "seed \(seed): \(text)")
        }
    }
}

/// A small generator with a seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
