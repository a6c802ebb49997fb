import DocumentModel
import Testing

@testable import Analysis

@Suite struct AmountFinderTests {
    static let currencies = Currencies(
        list: """
            # test
            ALL	Lek	Albanian lek
            AUD	Australian Dollar	Australian dollar|Australian dollars	A$|AU$
            CAD	Canadian Dollar	Canadian dollar|Canadian dollars	C$	cent|cents
            CNY	Yuan	yuan|kuai|Chinese yuan	RMB	jiao=1|mao=1
            EUR	Euro	euro|euros	€	euro cents
            GBP	Pound Sterling	+pound|+pounds|pounds sterling	£	pence
            INR	Indian Rupee	rupee|rupees	₹|Rs
            JPY	Yen	yen|Japanese yen	¥
            KRW	Won	+won|South Korean won	₩
            MXN	Mexican Peso	Mexican peso|Mexican pesos	MX$
            NGN	Naira	naira	₦|+N
            USD	US Dollar	dollar|dollars|US dollar|US dollars|U.S. dollars	$|US$	cent|cents
            VND	Dong	dong|Vietnamese dong|đồng	₫
            peso	Peso	peso|pesos
            """)

    /// Every amount as `surface = value…upper unit modifier`, in text order.
    private static func found(_ text: String, _ wanted: AmountFinder.Wanted) -> [String] {
        let finder = AmountFinder(wanted, currencies: currencies, stage: "test")
        let text = Text(text)
        return finder.find(in: text.bytes).map { amount in
            let upper = amount.upperValue.map { "…\($0)" } ?? ""
            return
                (["\(text[amount.span]) = \(amount.value)\(upper)", amount.unit, amount.modifier].compactMap(\.self))
                .joined(separator: " ")
        }
    }

    @Test(arguments: [
        ("to 10 billion USD; while", ["10 billion USD = 10000000000 USD"]),
        ("US$4.7bn", ["US$4.7bn = 4700000000 USD"]),
        ("$4.25 and A$ 5m", ["$4.25 = 4.25 USD", "A$ 5m = 5000000 AUD"]),
        ("VND 3 trillion, VND3,000", ["VND 3 trillion = 3000000000000 VND", "VND3,000 = 3000 VND"]),
        ("Rs 5 crore, Rs. 20 lakh, Rs5", ["Rs 5 crore = 50000000 INR", "Rs. 20 lakh = 2000000 INR", "Rs5 = 5 INR"]),
        ("12,34,567 rupees", ["12,34,567 rupees = 1234567 INR"]),
        (
            "3 million Vietnamese dong, 2 US dollars, 5 đồng",
            ["3 million Vietnamese dong = 3000000 VND", "2 US dollars = 2 USD", "5 đồng = 5 VND"]
        ),
        ("two million dollars and a dollar a day", ["two million dollars = 2000000 USD", "a dollar = 1 USD"]),
        ("half a million euros", ["half a million euros = 500000 EUR"]),
        ("two and a half billion yuan", ["two and a half billion yuan = 2500000000 CNY"]),
        (
            "5.7 cents, 470 pence, a 12-cent-a-share payout",
            ["5.7 cents = 0.057 USD", "470 pence = 4.7 GBP", "12-cent = 0.12 USD"]
        ),
        (
            "£5 million; 5 million pounds; 20 pounds of rice; it costs 20 pounds",
            ["£5 million = 5000000 GBP", "5 million pounds = 5000000 GBP", "20 pounds = 20 GBP"]
        ),
        (
            "$1.000.000 and 1\u{A0}000\u{A0}000 euros, 40 000 euros",
            ["$1.000.000 = 1000000 USD", "1\u{A0}000\u{A0}000 euros = 1000000 EUR", "40 000 euros = 40000 EUR"]
        ),
        ("a 10-billion-dollar plan, a one-yen bid", ["10-billion-dollar = 10000000000 USD", "one-yen = 1 JPY"]),
        // 3 won is what the team did, N95 is a mask.
        ("of 12 won by 3 all, 5 billion won", ["5 billion won = 5000000000 KRW"]),
        ("N95 masks for N95 million", ["N95 million = 95000000 NGN"]),
        ("USD 2020", ["USD 2020 = 2020 USD"]),
        (
            "10€, 10 €, 115USD, 5m euros",
            ["10€ = 10 EUR", "10 € = 10 EUR", "115USD = 115 USD", "5m euros = 5000000 EUR"]
        ),
        (
            "mxn$ 15, c $ 16.4 million, a $ 5 fine",
            ["mxn$ 15 = 15 MXN", "c $ 16.4 million = 16400000 CAD", "$ 5 = 5 USD"]
        ),
        ("$10 Canadian dollars, $5 million USD", ["$10 Canadian dollars = 10 CAD", "$5 million USD = 5000000 USD"]),
        (
            "3.1 MEUR, MEUR 60, 75 USD million",
            ["3.1 MEUR = 3100000 EUR", "MEUR 60 = 60000000 EUR", "75 USD million = 75000000 USD"]
        ),
        ("10 $ 30 $ and 10 $30", ["10 $ = 10 USD", "30 $ = 30 USD", "$30 = 30 USD"]),
        ("500 pesos, 500 Mexican pesos", ["500 pesos = 500 peso", "500 Mexican pesos = 500 MXN"]),
        ("dollar 22.5 million", ["dollar 22.5 million = 22500000 USD"]),
        ("a -$5 million loss, minus 3 dollars", ["$5 million = -5000000 USD", "3 dollars = -3 USD"]),
        ("ALL 50 STATES, ALL 5 million", ["ALL 5 million = 5000000 ALL"]),
    ])
    func `reads sums exactly`(text: String, expected: [String]) {
        #expect(Self.found(text, [.money, .percent]) == expected)
    }

    @Test(arguments: [
        ("three dollars and ten cents", "three dollars and ten cents = 3.1 USD"),
        ("13 dollars 50 cents", "13 dollars 50 cents = 13.5 USD"), ("15 dollars 50.", "15 dollars 50 = 15.5 USD"),
        ("17 USD 25 more", "17 USD 25 = 17.25 USD"),
        ("thirteen dollars forty five", "thirteen dollars forty five = 13.45 USD"),
        ("one kuai and five mao five", "one kuai and five mao five = 1.55 CNY"),
        // Something counted stands behind the second number.
        ("3 dollars 20 people", "3 dollars = 3 USD"), ("three dollars two hundred times", "three dollars = 3 USD"),
        ("5 dollars 50%", "5 dollars = 5 USD"), ("5 million dollars 50", "5 million dollars = 5000000 USD"),
    ])
    func `adds smaller units to whole ones`(text: String, expected: String) {
        #expect(Self.found(text, .money).first == expected)
    }

    @Test(arguments: [
        ("€1.5-2 million", ["€1.5-2 million = 1500000…2000000 EUR"]),
        ("from 15 to 20 percent, 5–7%", ["15 to 20 percent = 15…20 %", "5–7% = 5…7 %"]),
        ("between $5 and $10", ["$5 = 5 USD EQUAL_OR_MORE", "$10 = 10 USD EQUAL_OR_LESS"]),
        ("between two and three million dollars", ["two and three million dollars = 2000000…3000000 USD"]),
        ("two or three percent", ["two or three percent = 2…3 %"]),
        ("5% to 7%", ["5% = 5 % EQUAL_OR_MORE", "7% = 7 % EQUAL_OR_LESS"]), ("5%-7%", ["5%-7% = 5…7 %"]),
        ("rose from 5% to 7%", ["5% = 5 %", "7% = 7 %"]),
        ("ranging from 5% to 7%", ["5% = 5 % EQUAL_OR_MORE", "7% = 7 % EQUAL_OR_LESS"]),
        ("5 to 7 cents", ["5 to 7 cents = 0.05…0.07 USD"]),
        // What falls is no range.
        ("fell $212 million to $37 million", ["$212 million = 212000000 USD", "$37 million = 37000000 USD"]),
        (
            "$2,000 to $3,000; $500,000-$2 million; $5 to 7 million",
            [
                "$2,000 = 2000 USD EQUAL_OR_MORE", "$3,000 = 3000 USD EQUAL_OR_LESS",
                "$500,000-$2 million = 500000…2000000 USD", "$5 to 7 million = 5000000…7000000 USD",
            ]
        ),
        ("paid $3 to 4 people", ["$3 = 3 USD"]), ("$3 — 4 of them", ["$3 = 3 USD"]),
    ])
    func `reads ranges`(text: String, expected: [String]) {
        #expect(Self.found(text, [.money, .percent]) == expected)
    }

    @Test(arguments: [
        ("nearly $3 billion", "APPROX"), ("about $3", "APPROX"), ("more than $3", "MORE_THAN"),
        ("over $3", "MORE_THAN"),
        ("in excess of $3", "MORE_THAN"), ("less than $3", "LESS_THAN"), ("under $3", "LESS_THAN"),
        ("up to $3", "EQUAL_OR_LESS"),
        ("as much as $3", "EQUAL_OR_LESS"), ("no more than $3", "EQUAL_OR_LESS"), ("at least $3", "EQUAL_OR_MORE"),
        ("no less than $3", "EQUAL_OR_MORE"), ("$3 or more", "EQUAL_OR_MORE"), ("$3+", "EQUAL_OR_MORE"),
        ("~$3", "APPROX"),
    ])
    func `says what the words around a sum make of it`(text: String, modifier: String) {
        let finder = AmountFinder(.money, currencies: Self.currencies, stage: "test")
        let found = finder.find(in: Array(text.utf8))
        #expect(found.map(\.modifier) == [modifier])
        // The words stay outside.
        #expect(found.map(\.value).first?.first == "3")
    }

    @Test(arguments: [
        ("millions of dollars", "millions of dollars = 1000000 USD MORE_THAN"),
        ("tens of millions of US dollars", "tens of millions of US dollars = 10000000 USD MORE_THAN"),
        ("several hundred thousand euros", "several hundred thousand euros = 100000 EUR MORE_THAN"),
        ("a few million yen", "a few million yen = 1000000 JPY MORE_THAN"),
    ])
    func `reads sums that only say how large`(text: String, expected: String) {
        #expect(Self.found(text, .money) == [expected])
    }

    @Test(arguments: [
        (
            "22 percent, 94%, 0.5 per cent, 3 pct",
            ["22 percent = 22 %", "94% = 94 %", "0.5 per cent = 0.5 %", "3 pct = 3 %"]
        ),
        ("up 2 percentage points", ["2 percentage points = 2 pp"]),
        ("a .8 percent cut", [".8 percent = 0.8 %"]), ("thirty-five percent", ["thirty-five percent = 35 %"]),
        (
            "0.25 of a point, half a percentage point",
            ["0.25 of a point = 0.25 pp", "half a percentage point = 0.5 pp"]
        ),
        ("a quarter of a percent", ["a quarter of a percent = 0.25 %"]),
        (
            "25 basis points, 50bps, a percentage point",
            ["25 basis points = 25 bp", "50bps = 50 bp", "a percentage point = 1 pp"]
        ),
        ("-0.5%, minus five percent, (−3%)", ["-0.5% = -0.5 %", "minus five percent = -5 %", "−3% = -3 %"]),
        ("https://www.test.com/search?q=30%25%2020%", []),
    ])
    func `reads shares`(text: String, expected: [String]) {
        #expect(Self.found(text, [.money, .percent]) == expected)
    }

    @Test(arguments: [
        ("300,000 barrels per day", "300,000 barrels per day = 300000 barrel/day"),
        ("1.2 million tonnes", "1.2 million tonnes = 1200000 t"),
        ("500 metric tons a year", "500 metric tons a year = 500 t/year"), ("a 600-MW plant", "600-MW = 600 MW"),
        ("5 bcm of gas", "5 bcm = 5000000000 m3"), ("40 km/h", "40 km/h = 40 km/h"),
        ("25 miles an hour", "25 miles an hour = 25 mi/h"),
        ("two square kilometres", "two square kilometres = 2 km2"), ("3 km2", "3 km2 = 3 km2"), ("7 m³", "7 m³ = 7 m3"),
        ("40 degrees Celsius", "40 degrees Celsius = 40 °C"), ("-5°C", "-5°C = -5 °C"),
        ("10-foot wall", "10-foot = 10 ft"),
        ("3 kilowatt-hours", "3 kilowatt-hours = 3 kWh"), ("5 to 7 hectares", "5 to 7 hectares = 5…7 ha"),
    ])
    func `reads quantities with their units`(text: String, expected: String) {
        #expect(Self.found(text, [.money, .percent, .quantities]) == [expected])
    }

    @Test(arguments: [
        ("the 75th anniversary, the 21st", ["75th = 75", "21st = 21"]),
        ("2,000 people and 10 million more", ["2,000 = 2000", "10 million = 10000000"]),
        ("22th, COVID-19, G20, 5 USD", ["5 USD = 5 USD"]),
        ("the second of two, a second term, per second", ["second = 2", "two = 2", "second = 2"]),
        ("a dozen eggs, two hundred and fifty men", ["a dozen = 12", "two hundred and fifty = 250"]),
        ("no one, one another, this one, one man", ["one = 1"]), ("half of them, half-hearted", ["half = 0.5"]),
        ("1.2.3 and 12:30", ["30 = 30"]),
    ])
    func `reads ordinals and plain numbers on request`(text: String, expected: [String]) {
        #expect(Self.found(text, [.money, .ordinals, .cardinals]) == expected)
    }

    @Test func `gives names of currencies without a number on request`() {
        #expect(
            Self.found("dollar : 143.80 yen, 50 dollar rmb", [.money, .currencyNames])
                == ["dollar =  USD", "143.80 yen = 143.8 JPY", "50 dollar = 50 USD", "rmb =  CNY"])
        #expect(Self.found("the dollar", .money).isEmpty)
    }

    @Test func `holds to the text whatever the text is`() {
        let pieces = [
            "June", "11", ",", " ", " ", "2020", "-", "$", "€", "US$", "bn", "%", "to", "percent", "’", "\u{A0}", "—",
            "ế",
            "1", "000", ".", "/", "VND", "Rs", "th", "\n", "🙂", "of", "s", "million", "won", "two", "half", "a", "and",
            "dollars", "cents", "hundred", "between", "pound", "km", "²", "per", "day", "°", "−", "½", "millions",
            "MEUR",
        ]
        let finder = AmountFinder(
            [.money, .percent, .quantities, .ordinals, .cardinals, .currencyNames], currencies: Self.currencies,
            stage: "test")
        var generator = SplitMix(state: 3)
        for _ in 0..<800 {
            let text = Text(
                (0..<Int(generator.next() % 24)).map { _ in pieces[Int(generator.next() % UInt64(pieces.count))] }
                    .joined(separator: generator.next() % 2 == 0 ? " " : ""))
            let spans = finder.find(in: text.bytes).map(\.span)
            #expect(spans.allSatisfy { text.isValid($0) && !$0.isEmpty }, "\(text)")
            #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.end <= $1.start }, "\(text)")
        }
    }

    @Test(arguments: [
        "9", "1,", "$", "million ", "one ", "one hundred ", "a ", "$1-", "and a half ", "5 to ", "1.", "½", "ế",
        "1 000 ",
    ])
    func `takes time in proportion to the text`(piece: String) {
        let text = Array(String(repeating: piece, count: 4000).utf8)
        let finder = AmountFinder(
            [.money, .percent, .quantities, .ordinals, .cardinals], currencies: Self.currencies, stage: "test")
        let clock = ContinuousClock()
        let time = clock.measure { _ = finder.find(in: text) }
        #expect(time < .seconds(5))
    }
}
