import Testing

@testable import TextKernel

@Suite struct TokenizerTests {
    private func tokens(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return Tokenizer.tokens(of: bytes).map { String(decoding: bytes[$0.range], as: UTF8.self) }
    }

    /// Each case is the text with a bar between tokens; the bar and the spaces around it are taken out where the text has
    /// none.
    @Test(arguments: [
        // What wires write.
        ("with pleasure./.VNA", "with pleasure ./. VNA"),
        ("COVID-19 in Việt Nam-Russia talks", "COVID-19 in Việt Nam - Russia talks"),
        ("the U.S. sum: US$4.7bn.", "the U.S. sum : US$ 4.7 bn ."),
        ("Asia-Pacific F-16s Il-76 5-HT IL-2", "Asia - Pacific F-16s Il-76 5-HT IL-2"),
        ("COVID-19-related MH-60R 10-year-old mid-1990s", "COVID-19 - related MH-60R 10 - year - old mid - 1990s"),
        ("HÀ NỘI — VNA/VNS", "HÀ NỘI — VNA / VNS"),
        ("reached.The pleasure.VNA U.S.Senate", "reached . The pleasure . VNA U.S. Senate"),
        // Apostrophes.
        ("countries’ Russia’s U.N.'s RUSSIA'S", "countries ’ Russia ’s U.N. 's RUSSIA 'S"),
        ("don't can’t won't I'm they've she'll he'd we're", "do n't ca n’t wo n't I 'm they 've she 'll he 'd we 're"),
        ("O'Brien Côte d'Ivoire Sana'a o'clock", "O'Brien Côte d'Ivoire Sana'a o'clock"),
        ("'90s 1990's 'single' ‘single’ John's'", "'90s 1990 's ' single ' ‘ single ’ John 's '"),
        // Full stops.
        ("Mr. J. K. Rowling, J.K. Rowling, J.K.Rowling", "Mr. J. K. Rowling , J.K. Rowling , J.K. Rowling"),
        ("a Ph.D. in D.C. at 3 p.m. e.g. Inc. etc.", "a Ph.D. in D.C. at 3 p.m. e.g. Inc. etc."),
        ("No. 5 No.5 No. Sept.11 p. 17", "No. 5 No. 5 No . Sept. 11 p. 17"),
        ("It is vitamin C.", "It is vitamin C ."), ("King Charles I. He", "King Charles I. He"),
        ("U.S... etc.. wait.. so ... … ……", "U.S ... etc. . wait .. so ... … ……"),
        ("v2.1 B.1.1.7 ASP.NET report.v2.pdf page.12", "v2.1 B.1.1.7 ASP.NET report.v2.pdf page . 12"),
        // Numbers.
        ("1,000.5 -3.2 1.000,5 10:30 3/5 (-5) .5", "1,000.5 -3.2 1.000,5 10:30 3/5 ( -5 ) .5"),
        ("2020-2021 2019–20 2020-06-11 16/9/2021", "2020 - 2021 2019 – 20 2020-06-11 16/9/2021"),
        ("$4.7bn €1.5-2m HK$5 $100k USD10bn Rs5", "$ 4.7 bn € 1.5 - 2m HK$ 5 $ 100 k USD 10 bn Rs 5"),
        ("20% 25°C 10km 8am 8p.m. 5th 1990s 4G", "20 % 25 °C 10 km 8 am 8 p.m. 5th 1990s 4G"),
        // Addresses, names and tags.
        ("https://a.org/b_(c).html, (www.x.vn/y?z=1).", "https://a.org/b_(c).html , ( www.x.vn/y?z=1 ) ."),
        ("a.b-c@d.org! #tag @a_b example.com. is.gd/ab", "a.b-c@d.org ! #tag @a_b example.com . is.gd/ab"),
        ("node.js 10@5 a@b @ # http://", "node.js 10 @ 5 a @ b @ # http : / /"),
        // Other marks.
        ("AT&T R&D C++ Disney+ A & B and/or", "AT&T R&D C++ Disney+ A & B and / or"),
        ("“Why?!” ``old'' [x] (he said)", "“ Why ?! ” `` old '' [ x ] ( he said )"),
        ("• one\n- two\n* three\n1. four", "• one - two * three 1 . four"),
        ("snake_case __init__ n=12 P<0.05", "snake_case __ init __ n = 12 P < 0.05"),
        ("中文ABC ½ 👍🏽👩‍👩‍👧 e\u{301}a", "中 文 ABC ½ 👍🏽 👩‍👩‍👧 e\u{301}a"),
        ("co\u{AD}operate a\u{200B} b\u{A0}c\u{2003}d", "co\u{AD}operate a b c d"),
        ("", ""), (" \n\t ", ""), ("\u{FEFF}", ""),
    ])
    func `a text is divided by the table of rules`(text: String, expected: String) {
        #expect(tokens(text) == expected.split(separator: " ").map(String.init))
    }

    @Test func `ten megabytes without a space take no more time than any others`() {
        // One hundredth of that here, for debug builds.
        for unit in ["a.", "1-", "''", "_", "a@", "www.", "中", "x'", "1,", "a\u{AD}", "./.", "1A-", "\u{200D}"] {
            let bytes = Array(String(repeating: unit, count: 100_000 / unit.utf8.count).utf8)
            let tokens = Tokenizer.tokens(of: bytes)
            #expect(tokens.last.map { Int($0.end) <= bytes.count } ?? true)
        }
    }
}
