import DocumentModel
import Testing

@testable import Analysis

@Suite struct NumberFinderTests {
    private static let currencies = Currencies(
        list: """
            # test
            USD	US Dollar	US dollars|US dollar|U.S. dollars|dollars|dollar|$|US$
            AUD	Australian Dollar	Australian dollars|A$
            EUR	Euro	euros|euro|€
            GBP	Pound Sterling	pounds sterling|£
            VND	Dong	dong|Vietnamese dong|₫
            INR	Indian Rupee	rupees|Rs
            KRW	Won	South Korean won|won|₩
            ALL	Lek
            """)

    /// Every date and amount as `surface = value unit`, in text order.
    private static func found(_ text: String, _ wanted: NumberFinder.Wanted) -> [String] {
        let finder = NumberFinder(wanted, currencies: currencies, stage: "test")
        let text = Text(text)
        let result = finder.find(in: text.bytes)
        let dates = result.dates.map { ($0.span, "\(text[$0.span]) = \($0.value)") }
        let amounts = result.amounts.map { amount in
            let upper = amount.upperValue.map { "…\($0)" } ?? ""
            return (amount.span, "\(text[amount.span]) = \(amount.value)\(upper)\(amount.unit.map { " \($0)" } ?? "")")
        }
        return (dates + amounts).sorted { $0.0 < $1.0 }.map(\.1)
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

    @Test(arguments: [
        ("to 10 billion USD; while", ["10 billion USD = 10000000000 USD"]),
        ("US$4.7bn", ["US$4.7bn = 4700000000 USD"]),
        ("$4.25 and A$ 5m", ["$4.25 = 4.25 USD", "A$ 5m = 5000000 AUD"]),
        ("€1.5-2 million", ["€1.5-2 million = 1500000…2000000 EUR"]),
        ("VND 3 trillion, VND3,000", ["VND 3 trillion = 3000000000000 VND", "VND3,000 = 3000 VND"]),
        ("Rs 5 crore, Rs. 20 lakh, Rs5", ["Rs 5 crore = 50000000 INR", "Rs. 20 lakh = 2000000 INR", "Rs5 = 5 INR"]),
        (
            "22 percent, 94%, 0.5 per cent, 3 pct",
            ["22 percent = 22 %", "94% = 94 %", "0.5 per cent = 0.5 %", "3 pct = 3 %"]
        ),
        ("up 2 percentage points", ["2 percentage points = 2 pp"]),
        ("from 15 to 20 percent, 5–7%", ["15 to 20 percent = 15…20 %", "5–7% = 5…7 %"]),
        // What falls is no range.
        ("fell from $212 million to $37 million", ["$212 million = 212000000 USD", "$37 million = 37000000 USD"]),
        (
            "$2,000 to $3,000 and $500,000 to $2 million",
            ["$2,000 to $3,000 = 2000…3000 USD", "$500,000 to $2 million = 500000…2000000 USD"]
        ),
        ("a .8 percent cut", [".8 percent = 0.8 %"]),
        (
            "3 million Vietnamese dong, 2 US dollars",
            ["3 million Vietnamese dong = 3000000 VND", "2 US dollars = 2 USD"]
        ),
        ("50 Australian dollars", ["50 Australian dollars = 50 AUD"]),
        ("5.7 cents", ["5.7 cents = 0.057 USD"]),
        (
            "£5 million; 5 million pounds; 20 pounds of rice",
            ["£5 million = 5000000 GBP", "5 million pounds = 5000000 GBP"]
        ),
        (
            "$1.000.000 and 1\u{A0}000\u{A0}000 euros",
            ["$1.000.000 = 1000000 USD", "1\u{A0}000\u{A0}000 euros = 1000000 EUR"]
        ),
        ("a 10-billion-dollar plan", ["10-billion-dollar = 10000000000 USD"]),
        // 3 won is what the team did.
        ("of 12 won by 3 all, 5 billion won", ["5 billion won = 5000000000 KRW"]),
        ("$5 in 2020", ["$5 = 5 USD", "2020 = 2020"]),
        ("USD 2020", ["USD 2020 = 2020 USD"]),
    ])
    func `reads sums and shares exactly`(text: String, expected: [String]) {
        #expect(Self.found(text, [.dates, .money, .percent]) == expected)
    }

    @Test(arguments: [
        ("the 75th anniversary, the 21st", ["75th = 75", "21st = 21"]),
        ("2,000 people and 10 million more", ["2,000 = 2000", "10 million = 10000000"]),
        ("22th, COVID-19, 5 USD", ["5 USD = 5 USD"]),
    ])
    func `reads ordinals and plain numbers on request`(text: String, expected: [String]) {
        #expect(Self.found(text, [.money, .ordinals, .cardinals]) == expected)
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
        let finder = NumberFinder(
            [.dates, .money, .percent, .ordinals, .cardinals], currencies: Self.currencies, stage: "test")
        for _ in 0..<600 {
            let text = Text(
                (0..<Int(generator.next() % 24)).map { _ in pieces[Int(generator.next() % UInt64(pieces.count))] }
                    .joined())
            let result = finder.find(in: text.bytes)
            let spans = (result.dates.map(\.span) + result.amounts.map(\.span)).sorted()
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
