import DocumentModel
import TextKernel
import Testing

@testable import Analysis

@Suite struct AliasFinderTests {
    private func pairs(_ string: String) -> [String] {
        let text = Text(string)
        return AliasFinder.find(in: text).map { pair in
            "\(text[pair.short]) = \(text[pair.long])" + (pair.by.map { " by \(text[$0])" } ?? "")
        }
    }

    @Test(arguments: [
        (
            "the 1982 United Nations Convention on the Law of the Sea (UNCLOS).",
            ["UNCLOS = United Nations Convention on the Law of the Sea"]
        ),
        ("said the Vietnam News Agency (VNA) on Tuesday", ["VNA = Vietnam News Agency"]),
        ("VNA (Vietnam News Agency) said", ["VNA = Vietnam News Agency"]),
        ("non-governmental organisations (NGOs)", ["NGOs = non-governmental organisations"]),
        ("the Centers for Disease Control and Prevention (CDC)", ["CDC = Centers for Disease Control and Prevention"]),
        ("the No Child Left Behind Act (NCLB)", ["NCLB = No Child Left Behind Act"]),
        ("human immunodeficiency virus infection (HIV)", ["HIV = human immunodeficiency virus"]),
        ("signals (HR = heart rate; BP = blood pressure)", ["HR = heart rate", "BP = blood pressure"]),
        (
            "the law of the sea, or UNCLOS, and the World Health Organization, or WHO, met",
            ["WHO = World Health Organization"]
        ),
        ("The World Trade Organization, WTO, met", ["WTO = World Trade Organization"]),
        (
            "an odds ratio [OR] of 2 (95% confidence interval [CI], 1-3)",
            ["OR = odds ratio", "CI = confidence interval"]
        ),
        ("the thyroid-stimulating hormone, abbreviated TSH, rose", ["TSH = thyroid-stimulating hormone"]),
        ("the “United Nations” (hereinafter “UN”)", ["UN = United Nations"]),
        ("Liên hợp quốc (LHQ)", ["LHQ = Liên hợp quốc"]),
    ])
    func `short forms are bound to their long forms`(text: String, expected: [String]) {
        #expect(pairs(text) == expected)
    }

    @Test(arguments: [
        (
            "in the South China Sea (called East Sea by Việt Nam) by peaceful means",
            ["East Sea = South China Sea by Việt Nam"]
        ),
        ("from Burma, now Myanmar, to Siam", ["Myanmar = Burma"]),
        ("in Eswatini (formerly Swaziland).", ["Swaziland = Eswatini"]),
        ("Islamic State, also known as Daesh, said", ["Daesh = Islamic State"]),
        ("Ho Chi Minh City, formerly known as Saigon, has", ["Saigon = Ho Chi Minh City"]),
        ("Eric Blair, better known as George Orwell, wrote", ["George Orwell = Eric Blair"]),
        ("Joaquín Guzmán, dubbed “El Chapo”, fled", ["El Chapo = Joaquín Guzmán"]),
    ])
    func `other names are bound to the usual ones, with who calls them so`(text: String, expected: [String]) {
        #expect(pairs(text) == expected)
    }

    @Test(arguments: [
        "a sample (n = 12) differed (P < 0.05, Fig. 1)", "the mice (C57BL/6) ate (ad libitum)",
        "He (the man) ran (fast).",
        "in Michigan, called Trump’s order swift", "Ann Lee, now President of Utopia, spoke",
        "groups: (A) cases, (B) rest",
        "(UN)", "()", "((", "x (", "(A", "f(x) and word(s)", "a (b) (c) (d)", "Paris (France) and London (UK)",
        "born in 1982 (aged 40), she", "the report (Smith, 2001) and (see Table 2)",
    ])
    func `brackets that explain nothing give nothing`(text: String) { #expect(pairs(text) == []) }

    @Test func `the gold sample is found with a precision of 0.98 and a recall of 0.95 or more`() {
        var right = 0
        var found = 0
        var wanted = 0
        for (string, pairs) in AcronymGold.abstracts {
            let text = Text(string)
            let given = AliasFinder.find(in: text).map { "\(text[$0.short]) = \(text[$0.long])" }
            let gold = pairs.map { "\($0.short) = \($0.long)" }
            right += Set(given).intersection(gold).count
            found += given.count
            wanted += gold.count
        }
        #expect(wanted >= 200)
        #expect(Double(right) >= 0.98 * Double(found), "\(right) of \(found)")
        #expect(Double(right) >= 0.95 * Double(wanted), "\(right) of \(wanted)")
    }

    @Test func `later uses of a short form belong to the nearest explanation before them`() {
        let text: Text = "The IAEA said NGOs met. National grid organisation (NGO) and NGOs; NGO, NGOx."
        let found = AliasFinder.find(in: text)
        let uses = AliasFinder.uses(of: found, in: text, tokens: Tokenizer.tokens(of: text.bytes))
        #expect(found.count == 1)
        #expect(uses.map(\.span.start) == [14, 61, 67])
        #expect(uses.allSatisfy { text[$0.span] == "NGO" && $0.pair == 0 })
    }

    @Test(arguments: 0..<40)
    func `any text gives pairs inside it, on scalar boundaries`(seed: UInt64) {
        var random = SplitMix(state: seed)
        let parts = [
            "(", ")", "[", "]", ",", " ", " ", "World Health Organization", "WHO", "é", "β", "also known as ", "\n\n",
            "=",
            "or ", "called ", "Đông", "now ", "by ", "IL-2", "\u{A0}", "“", "”", ".", "; ", "interleukin 2", "alpha",
        ]
        let string = (0..<Int.random(in: 0...60, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }
            .joined()
        let text = Text(string)
        for pair in AliasFinder.find(in: text) {
            #expect(text.isValid(pair.short) && text.isValid(pair.long), "seed \(seed)")
            #expect(!pair.short.isEmpty && !pair.long.isEmpty && !pair.short.overlaps(pair.long), "seed \(seed)")
            #expect(pair.by.map { text.isValid($0) } ?? true, "seed \(seed)")
        }
    }
}
