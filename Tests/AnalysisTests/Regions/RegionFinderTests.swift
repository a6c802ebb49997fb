import Analysis
import DocumentModel
import Foundation
import Testing

/// Which parts of an article are found, and what is not taken for one.
@Suite struct RegionFinderTests {
    static func labelled(_ text: String, fields: Fields = Fields()) -> Document {
        var document = Document(text, fields: fields)
        RegionFinder(stage: "clean-text").label(&document)
        return document
    }

    /// `kind:text` of each region but the body.
    static func parts(_ text: String) -> [String] {
        let document = labelled(text)
        return document.regions.filter { $0.kind != .body }.map { "\($0.kind.rawValue):\(document.text[$0.span])" }
    }

    struct DatelineCase: Sendable, CustomTestStringConvertible {
        var dateline: String
        var place: String?
        var date: String?
        var value: String?
        var agency: String?
        var testDescription: String { dateline }

        init(_ dateline: String, _ place: String?, _ date: String? = nil, _ value: String? = nil, agency: String? = nil)
        {
            self.dateline = dateline
            self.place = place
            self.date = date
            self.value = value
            self.agency = agency
        }
    }

    @Test(arguments: [
        DatelineCase("HÀ NỘI — ", "HÀ NỘI"),
        DatelineCase("HÀ NỘI – ", "HÀ NỘI"),
        DatelineCase("LONDON, March 3 (Reuters) - ", "LONDON", "March 3", "XXXX-03-03", agency: "Reuters"),
        DatelineCase("WASHINGTON (AP) — ", "WASHINGTON", agency: "AP"),
        DatelineCase("BEIJING, Nov. 5 (Xinhua) -- ", "BEIJING", "Nov. 5", "XXXX-11-05", agency: "Xinhua"),
        DatelineCase("MOSCOW, September 16. /TASS/. ", "MOSCOW", "September 16", "XXXX-09-16", agency: "TASS"),
        DatelineCase("MOSCOW. September 16 (Interfax) - ", "MOSCOW", "September 16", "XXXX-09-16", agency: "Interfax"),
        DatelineCase("Hanoi, June 11 (VNA) – ", "Hanoi", "June 11", "XXXX-06-11", agency: "VNA"),
        DatelineCase("Hanoi (VNA) - ", "Hanoi", agency: "VNA"),
        DatelineCase("Jakarta (ANTARA) - ", "Jakarta", agency: "Antara"),
        DatelineCase("PARIS: ", "PARIS"),
        DatelineCase("KYIV/MOSCOW, March 3 — ", "KYIV/MOSCOW", "March 3", "XXXX-03-03"),
        DatelineCase(
            "SEOUL, 14 February 2021 (Yonhap) -- ", "SEOUL", "14 February 2021", "2021-02-14", agency: "Yonhap"),
        DatelineCase("AUSTIN, Texas (AP) — ", "AUSTIN", agency: "AP"),
        DatelineCase("NUSA DUA, Indonesia — ", "NUSA DUA"),
        DatelineCase("New Delhi [India], May 2 (ANI): ", "New Delhi", "May 2", "XXXX-05-02", agency: "ANI"),
        DatelineCase("New Delhi, Mar 3 (PTI) ", "New Delhi", "Mar 3", "XXXX-03-03", agency: "PTI"),
        DatelineCase("TOKYO, Sept. 1, Kyodo — ", "TOKYO", "Sept. 1", "XXXX-09-01", agency: "Kyodo"),
        DatelineCase("(Reuters) - ", nil, agency: "Reuters"),
        DatelineCase("WASHINGTON, D.C. – ", "WASHINGTON"),
        DatelineCase("Washington, D.C. — ", "Washington"),
        DatelineCase("Bismarck, N.D. – ", "Bismarck"),
        DatelineCase("ST. PETERSBURG — ", "ST. PETERSBURG"),
        DatelineCase("RIO DE JANEIRO — ", "RIO DE JANEIRO"),
        DatelineCase("UNITED NATIONS, Dec 12 (IPS) - ", "UNITED NATIONS", "Dec 12", "XXXX-12-12", agency: "IPS"),
        DatelineCase("ANKARA (AA) — ", "ANKARA", agency: "Anadolu"),
        DatelineCase("МОСКВА, 3 мар — ", "МОСКВА"),
        DatelineCase("HANOI, June 11 (VNA/Xinhua) — ", "HANOI", "June 11", "XXXX-06-11", agency: "VNA"),
    ])
    func `a dateline gives place, date and agency`(row: DatelineCase) {
        let document = Self.labelled(row.dateline + "The president said so on Monday.")
        #expect(document.regions.first?.kind == .dateline)
        #expect(document.regions.first.map { document.text[$0.span] } == row.dateline)
        #expect(document.fields["dateline-place"]?.string == row.place)
        #expect(document.fields["dateline-date"]?.string == row.date)
        #expect(document.fields["dateline-date-value"]?.string == row.value)
        #expect(document.fields["agency"]?.string == row.agency)
    }

    @Test(arguments: [
        "NATO — the alliance of thirty — met on Monday.",
        "COVID-19 — a disease — spread.",
        "UPDATE — Oil rose.",
        "WHO: Senator Smith",
        "WHEN: Monday",
        "NOTE: The figures are old.",
        "President Putin — who was in Moscow — said so.",
        "Talks, on March 3, failed — again.",
        "On Friday, President Trump (R) declared an emergency.",
        "Oil rose (Reuters) and fell.",
        "He said: Oil rose.",
        "I - the undersigned - agree.",
        "The European Union (EU) said so.",
        "Smith, 42 — a teacher — won.",
        "Apple, Google — and others — said so.",
        "\"Oil rose,\" he said — twice.",
        "June 11 — Oil rose.",
    ])
    func `what only looks like a dateline is body`(text: String) { #expect(Self.parts(text) == []) }

    @Test(arguments: [
        ("Both accepted with pleasure./.VNA", "/.VNA", "VNA"),
        ("Both accepted./. VNA", "/. VNA", "VNA"),
        ("Both accepted./.", "/.", nil),
        ("Both accepted. — VNS", "— VNS", "VNS"),
        ("Both accepted. VNS\n\n— VNS", "— VNS", "VNS"),
        ("Both accepted. – VNA/VNS", "– VNA/VNS", "VNA"),
        ("Both accepted. -- AP", "-- AP", "AP"),
        ("“Both accepted.” (Xinhua)", "(Xinhua)", "Xinhua"),
        ("Both accepted. /TASS/", "/TASS/", "TASS"),
        (
            "Both accepted.\n\n(Reporting by Jane Doe; Editing by John Roe)",
            "(Reporting by Jane Doe; Editing by John Roe)", nil
        ),
        ("Both accepted. (Reporting by Jane Doe)", "(Reporting by Jane Doe)", nil),
        ("Both accepted.\n\nEND", "END", nil),
        ("Both accepted.\n\n###", "###", nil),
        ("Both accepted.\n\n# # #", "# # #", nil),
        ("Both accepted.\n\n-30-", "-30-", nil),
        ("Both accepted.\nVNA", "VNA", "VNA"),
        ("Both accepted. Enditem", "Enditem", nil),
    ])
    func `a sign-off is found and may name the agency`(text: String, signOff: String, agency: String?) {
        let document = Self.labelled(text)
        #expect(document.regions.last?.kind == .signOff)
        #expect(document.regions.last.map { document.text[$0.span] } == signOff)
        #expect(document.fields["agency"]?.string == agency)
    }

    @Test func `several sign-offs follow each other`() {
        #expect(
            Self.parts("It ended. (Xinhua)\n\n(Reporting by Jane Doe)\n\n###") == [
                "sign-off:(Xinhua)", "sign-off:(Reporting by Jane Doe)", "sign-off:###",
            ])
    }

    @Test(arguments: [
        "He works for AP", "They met in Hanoi (AP", "He joined the EU (European Union).",
        "Sales rose — Bloomberg said.",
        "Contact: Jane Doe, 202/224-5344.", "See http://example.org/a/b/.", "It cost 30", "in the AP",
        "He read VNA/VNS",
        "They left the party (UNI members did too).",
    ])
    func `what only looks like a sign-off is body`(text: String) { #expect(Self.parts(text) == []) }

    @Test(arguments: [
        ("President Nguyễn Xuân Phúc. VNA/VNS Photo", "President Nguyễn Xuân Phúc.", "VNA/VNS Photo"),
        ("The port at dusk (Photo: Reuters)", "The port at dusk", "(Photo: Reuters)"),
        ("The port at dusk. Photo by Jane Doe", "The port at dusk.", "Photo by Jane Doe"),
        ("The port at dusk. (AP Photo/Jane Doe)", "The port at dusk.", "(AP Photo/Jane Doe)"),
        (
            "The port at dusk on March 3, 2021. REUTERS/Jane Doe", "The port at dusk on March 3, 2021.",
            "REUTERS/Jane Doe"
        ),
        ("The port at dusk. Image: Genium.", "The port at dusk.", "Image: Genium."),
        ("The port at dusk — Photo: VNA", "The port at dusk —", "Photo: VNA"),
        ("The port at dusk — VNA/VNS Photo Jane Doe", "The port at dusk —", "VNA/VNS Photo Jane Doe"),
        ("The port at dusk. AFP via Getty Images", "The port at dusk.", "AFP via Getty Images"),
        ("The port (Photo: VNA)", "The port", "(Photo: VNA)"),
        ("Photo: Jane Doe / NASA", "", "Photo: Jane Doe / NASA"),
    ])
    func `a photo caption ends with its credit`(line: String, caption: String, credit: String) {
        let document = Self.labelled(line + "\n\nOil rose on Monday.")
        let expected =
            (caption.isEmpty ? [] : ["caption:\(caption)"]) + ["credit:\(credit)", "body:Oil rose on Monday."]
        #expect(document.regions.map { "\($0.kind.rawValue):\(document.text[$0.span])" } == expected)
    }

    @Test(arguments: [
        "He took a photo of the port.", "The photo by the port shows oil.", "In the picture: a port.",
        "Reuters reported a photo.", "Photo editors said so.", "She has an image problem.",
    ])
    func `what only speaks of a photo is body`(text: String) { #expect(Self.parts(text + "\n\nOil rose.") == []) }

    @Test func `headline, byline, date and dateline stand before the body`() {
        let text = """
            Oil price rises to a new high

            By Jane Doe and John Roe, Associated Press

            Saturday, January 12, 2019

            LONDON (AP) — Oil rose on Monday to more than was ever paid for it, traders in the City said.

            The port at dusk. Photo by Jane Doe

            It then fell.
            """
        let document = Self.labelled(text)
        #expect(
            document.regions.map { "\($0.kind.rawValue):\($0.provenance.rule)" } == [
                "headline:short-first-line", "byline:by", "dateline:date-line", "dateline:dateline-agency",
                "body:between",
                "caption:credit-word", "credit:credit-word", "body:rest",
            ])
        #expect(document.fields["dateline-date"]?.string == "Saturday, January 12, 2019")
        #expect(document.fields["dateline-date-value"]?.string == "2019-01-12")
    }

    @Test func `a document with a title has no other headline`() {
        let text =
            "OIL PRICE RISES\n\nOil rose on Monday to more than was ever paid for it, traders in the City of London said."
        #expect(
            Self.labelled(text, fields: ["title": "Oil price rises"]).regions.first?.provenance.rule == "equals-title")
        #expect(Self.labelled(text, fields: ["title": "Gas"]).regions.map(\.kind) == [.body])
    }

    @Test func `fields that the source set stay`() {
        let document = Self.labelled(
            "LONDON, March 3 (Reuters) - Oil rose.", fields: ["agency": "AP", "dateline-date": "x"])
        #expect(
            document.fields == [
                "agency": "AP", "dateline-date": "x", "dateline-place": "LONDON", "dateline-date-value": "XXXX-03-03",
            ])
    }

    @Test(arguments: ["", " ", "\n\n", "a", "—", "(", "/.", "./.VNA", "(AP)", "HÀ NỘI —", "###", "By A B"])
    func `texts of nothing but a fragment have regions inside the text`(text: String) {
        let document = Self.labelled(text)
        for region in document.regions { #expect(document.text.isValid(region.span) && !region.span.isEmpty) }
    }
}
