import DocumentModel
import Testing

@testable import Analysis

@Suite struct DateFinderTests {
    /// Every expression as `surface = value`, with its type where it is no DATE and its modifier where it has one.
    private static func found(_ text: String, _ date: String? = nil) -> [String] {
        let text = Text(text)
        let documentDate = date.flatMap { CivilDate($0) }.map { DocumentDate($0, from: "the field 'published'") }
        return DateFinder(stage: "test").find(in: text.bytes, documentDate: documentDate).dates.map { date in
            let kind = date.kind == .date ? "" : " \(date.kind.rawValue)"
            return "\(text[date.span]) = \(date.value)\(kind)\(date.modifier.map { " \($0)" } ?? "")"
        }
    }

    @Test(arguments: [
        ("phone talks on June 11 with", ["June 11 = XXXX-06-11"]),
        ("the Russia Day, June 12.", ["June 12 = XXXX-06-12"]),
        ("on September 16, during which", ["September 16 = XXXX-09-16"]),
        ("on Sept. 16, 2021, during", ["Sept. 16, 2021 = 2021-09-16"]),
        ("11 June 2020", ["11 June 2020 = 2020-06-11"]),
        ("the 11th of June", ["the 11th of June = XXXX-06-11"]),
        ("on 16 Sept. The next", ["16 Sept = XXXX-09-16"]),
        ("Tuesday, September 16", ["Tuesday, September 16 = XXXX-09-16"]),
        ("Tuesday 16 September 2021", ["Tuesday 16 September 2021 = 2021-09-16"]),
        // No-break spaces, as scraped pages have them, and quotation marks.
        ("Monday, January 7,\u{A0}2019\u{A0}\n\nAn", ["Monday, January 7,\u{A0}2019 = 2019-01-07"]),
        ("“June 11” — ‘2020’", ["June 11 = XXXX-06-11", "2020 = 2020"]),
        ("May 3-5, 2020", ["May 3-5, 2020 = 2020-05-03/2020-05-05"]),
        ("3–5 May", ["3–5 May = XXXX-05-03/XXXX-05-05"]),
        ("in June 2020 and June, 2021", ["June 2020 = 2020-06", "June, 2021 = 2021-06"]),
        ("in May, Theresa May and May Day", ["May = XXXX-05", "May Day = XXXX-05-01"]),
        ("since March. They March on. March 2,000 miles", ["March = XXXX-03"]),
        ("ASEAN Chair in 2020, a member for 2020-2021.", ["2020 = 2020", "2020-2021 = 2020/2021"]),
        ("the Cross Year 2019-20", ["2019-20 = 2019/2020"]),
        ("the 1990s and the 1980’s", ["the 1990s = 199", "the 1980’s = 198"]),
        ("mid-2020, pre-1990", ["mid-2020 = 2020 MID", "1990 = 1990"]),
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
    func `reads dates without knowing when the text was written`(text: String, expected: [String]) {
        #expect(Self.found(text) == expected)
    }

    @Test(arguments: [
        "COVID-19 and SARS-CoV-2", "G20, F-16, Su-30, Boeing 737-800, Route 1990", "2,000 tonnes of rice",
        "some 2000 people, 1990 cases", "1.2.2020.3", "A/RES/75/1990", "the 19 in it", "Room 2012", "0.2020", "12:30",
        "S.2021, S. 2020, H.R.2006", "version 2.2020", "20191231", "1234", "Decent Jane Marched", "Mayor Junes",
        "https://example.org/2020/05/17", "3-2020-1", "It won 3-2, 21-19 and 12:10", "a 4:3 ratio", "$1,990 or 1990%",
        "The spring broke. They fall. He may march.", "a second time, three quarters of voters, second-hand",
        "the last word, next door, this minute", "the Daily Mail and CBS Evening News", "the 75th anniversary",
    ])
    func `passes over what is no date`(text: String) {
        #expect(Self.found(text).isEmpty)
    }

    @Test(arguments: [
        (
            "said Tuesday; will meet on Tuesday; last Friday; next Friday",
            ["Tuesday = 2020-06-09", "Tuesday = 2020-06-16", "last Friday = 2020-06-05", "next Friday = 2020-06-19"]
        ),
        ("It will be held Monday.", ["Monday = 2020-06-15"]),
        (
            "yesterday, last week, two weeks ago, two years ago",
            ["yesterday = 2020-06-11", "last week = 2020-W23", "two weeks ago = 2020-W22", "two years ago = 2018"]
        ),
        (
            "in 2018 or 2019, on May 5 and three days later",
            ["2018 = 2018", "2019 = 2019", "May 5 = 2020-05-05", "three days later = 2020-05-08"]
        ),
        (
            "from 3 to 5 May; between March and June 2019; from November to March 2019",
            [
                "3 to 5 May = 2020-05-03/2020-05-05", "March = 2019-03", "June 2019 = 2019-06", "November = 2018-11",
                "March 2019 = 2019-03",
            ]
        ),
        (
            "tonight; this morning; last night; late Tuesday night",
            [
                "tonight = 2020-06-12TNI TIME", "this morning = 2020-06-12TMO TIME", "last night = 2020-06-11TNI TIME",
                "late Tuesday night = 2020-06-09TNI TIME END",
            ]
        ),
        (
            "at 10:30 a.m. GMT, at noon, at 5pm on Thursday, 1430 GMT",
            [
                "10:30 a.m. GMT = 2020-06-12T10:30 TIME", "noon = 2020-06-12T12:00 TIME",
                "5pm on Thursday = 2020-06-11T17:00 TIME", "1430 GMT = 2020-06-12T14:30 TIME",
            ]
        ),
        (
            "nearly three years; more than two decades; half an hour; two and a half hours",
            [
                "nearly three years = P3Y DURATION LESS_THAN", "more than two decades = P2DE DURATION MORE_THAN",
                "half an hour = PT0.5H DURATION", "two and a half hours = PT2.5H DURATION",
            ]
        ),
        (
            "every Tuesday, twice a week, annually, every two years",
            [
                "every Tuesday = XXXX-WXX-2 SET", "twice a week = P1W SET", "annually = P1Y SET",
                "every two years = P2Y SET",
            ]
        ),
        ("$2.5 billion a year; in a year", ["a year = P1Y SET", "a year = P1Y DURATION"]),
        (
            "Easter 2020, Thanksgiving 2019, Labor Day, Black Friday 2020",
            [
                "Easter 2020 = 2020-04-12", "Thanksgiving 2019 = 2019-11-28", "Labor Day = 2020-09-07",
                "Black Friday 2020 = 2020-11-27",
            ]
        ),
        (
            "fiscal 1999, FY2019, Q3 2019, the second half of 2021, next year's first quarter",
            [
                "fiscal 1999 = 1999", "FY2019 = 2019", "Q3 2019 = 2019-Q3", "the second half of 2021 = 2021-H2",
                "next year's first quarter = 2021-Q1",
            ]
        ),
        (
            "the 19th century, the early 1990s, the ’80s, mid-July",
            ["the 19th century = 18", "the early 1990s = 199 START", "the ’80s = 198", "mid-July = 2020-07 MID"]
        ),
        (
            "now, recently, in the past, the future, recent years, the recent past",
            [
                "now = PRESENT_REF", "recently = PAST_REF", "the past = PAST_REF", "the future = FUTURE_REF",
                "recent years = PAST_REF", "the recent past = PAST_REF",
            ]
        ),
        (
            "six to eight weeks of the three-day visit",
            ["six to eight weeks = PXW DURATION", "three-day = P3D DURATION"]
        ),
    ])
    func `counts from the day of the document`(text: String, expected: [String]) {
        #expect(Self.found(text, "2020-06-12") == expected)
    }

    @Test(arguments: [
        (
            "On Thursday, September 16, they met. In 2020 and 2021 they had not; on June 11 they had.", "2021-06-11",
            "fits only 2021"
        ),
        ("Today, June 11, 2020, they met; since June 9", "2020-06-09", "'Today, June 11, 2020'"),
        ("This year, 2021, they meet on June 11", "2021-06-11", "'This year, 2021'"),
        ("HANOI, June 12, 2020 (VNA) — They met on June 11", "2020-06-11", "the dateline"),
    ])
    func `proves the date of a document from its text`(text: String, value: String, evidence: String) throws {
        let last = try #require(DateFinder(stage: "test").find(in: Array(text.utf8)).dates.last)
        #expect(last.value == value)
        #expect(last.provenance.detail?.contains(evidence) == true, "\(last.provenance.detail ?? "")")
    }

    @Test func `guesses no year, and names the days that it may be`() {
        let found = DateFinder(stage: "test").find(in: Array("On June 11 they met; in 2020 and 2019 too".utf8)).dates
        #expect(found[0].value == "XXXX-06-11")
        #expect(found[0].candidates == ["2020-06-11", "2019-06-11"])
    }

    @Test func `the year in a name says nothing of other dates`() {
        let text = "He spoke on September 16 of the 1982 United Nations Convention."
        let found = DateFinder(stage: "test").find(in: Array(text.utf8)).dates
        #expect(found.first?.value == "XXXX-09-16")
        #expect(found.first?.candidates == [])
    }

    @Test(
        arguments: [
            ("2020-06-12", "2020-06-12", nil), ("2020-06-12T08:30:00Z", "2020-06-12", 30600),
            ("20200612", "2020-06-12", nil),
            ("Fri, 12 Jun 2020 08:30:00 GMT", "2020-06-12", nil), ("June 12, 2020", "2020-06-12", nil),
            ("soon", nil, nil), ("2020", nil, nil),
            ("2020-13-45", nil, nil),
        ] as [(String, String?, Int?)])
    func `reads the date of a field`(field: String, day: String?, second: Int?) {
        let date = DocumentDate(field: field, from: "the field")
        #expect(date?.day?.text == day)
        #expect(date?.secondOfDay == second)
    }

    @Test func `leaves out what names no time of the calendar, on request`() {
        let finder = DateFinder(.calendar, stage: "test")
        let text = Text("Now, for two hours, as every day in May 2020 and 1990 at noon.")
        #expect(finder.find(in: text.bytes).dates.map { text[$0.span] } == ["May 2020", "1990"])
    }

    @Test(arguments: [
        ("from 5 to 6pm", "timerange", ["17:00:00/18:00:00"]), ("last Tuesday", "date", ["2016-11-01"]),
        ("meet on Tuesday", "date", ["2016-11-01", "2016-11-08"]), ("before 2018", "daterange", ["/2018-01-01"]),
        ("for 2 days", "duration", ["172800"]), ("every week", "set", ["not resolved"]),
        ("tomorrow at 8am", "datetime", ["2016-11-08 08:00:00"]),
    ])
    func `gives every reading to those who ask as assistants do`(text: String, kind: String, values: [String]) {
        let found = RecognizersFinder().find(in: Array(text.utf8), reference: CivilDate(2016, 11, 7))
        #expect(found.map(\.kind) == [kind])
        #expect(found.first?.values.map(\.value) == values)
    }

    @Test func `agrees with the gold sample`() {
        var gold = 0
        var found = 0
        var (relaxed, strict, values) = (0, 0, 0)
        var misses: [String] = []
        for document in TimexGold.documents {
            let read = TimexGold.read(document.text)
            let date = CivilDate(document.date).map { DocumentDate($0, from: "the sample") }
            let text = Text(read.text)
            let dates = DateFinder(stage: "test").find(in: text.bytes, documentDate: date).dates
                .filter { date in !read.ignored.contains { $0.overlaps(date.span.start..<date.span.end) } }
            gold += read.expressions.count
            found += dates.count
            for one in read.expressions {
                guard let own = dates.first(where: { $0.span.start < one.end && one.start < $0.span.end }) else {
                    misses.append("\(one)")
                    continue
                }
                relaxed += 1
                if own.span.start == one.start, own.span.end == one.end { strict += 1 }
                if own.value == one.value, own.kind.rawValue == one.kind {
                    values += 1
                } else {
                    misses.append("\(one) \(own.value)")
                }
            }
        }
        func f1(_ right: Int) -> Double { 2 * Double(right) / Double(gold + found) }
        #expect(gold >= 130)
        #expect(f1(relaxed) >= 0.97, "\(f1(relaxed)) \(misses)")
        #expect(f1(strict) >= 0.95, "\(f1(strict)) \(misses)")
        #expect(f1(values) >= 0.95, "\(f1(values)) \(misses)")
    }

    @Test func `holds to the text whatever the text is`() {
        var random = SystemRandomNumberGenerator()
        let seed = random.next()
        var generator = SplitMix(state: seed)
        let pieces = [
            "June", "11", ",", " ", " ", " ", "2020", "-", "$", "to", "’", "\u{A0}", "—", "ế", "1", "000", ".", "/",
            "Sept.", "th", "\n",
            "🙂", "of", "s", "Tuesday", "last", "week", "two", "years", "ago", "the", "end", "half", "past", "a.m.", ":",
            "every",
            "Christmas", "first", "quarter", "morning", "99999999", "and", "a",
        ]
        let finders = [DateFinder(.timex3, stage: "test"), DateFinder(.recognizers, stage: "test")]
        let date = DocumentDate(CivilDate(2020, 6, 12), from: "the test")
        for _ in 0..<500 {
            let text = Text(
                (0..<Int(generator.next() % 24)).map { _ in pieces[Int(generator.next() % UInt64(pieces.count))] }
                    .joined())
            for finder in finders {
                let result = finder.find(in: text.bytes, documentDate: date)
                let spans = result.dates.map(\.span)
                #expect(spans.allSatisfy { text.isValid($0) && !$0.isEmpty }, "seed \(seed): \(text)")
                #expect(zip(spans, spans.dropFirst()).allSatisfy { !$0.overlaps($1) }, "seed \(seed): \(text)")
                #expect(finder.find(in: text.bytes, documentDate: date).dates == result.dates, "seed \(seed): \(text)")
            }
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
