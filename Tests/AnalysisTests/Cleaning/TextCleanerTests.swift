import Analysis
import DocumentModel
import Testing

/// What is cleaned, by example.
@Suite struct TextCleanerTests {
    /// Making a cleaner is slow in a debug build.
    static let cleaner = TextCleaner()

    static func clean(_ text: String) -> String { cleaner.cleaned(Text(text)).string }

    static func clean(_ text: String, _ change: (inout CleaningOptions) -> Void) -> String {
        var options = CleaningOptions()
        change(&options)
        return TextCleaner(options).cleaned(Text(text)).string
    }

    @Test(arguments: [
        ("a\r\nb\rc\u{2028}d\u{2029}e", "a\nb\nc\nd\ne"),
        ("a\u{C}b\u{B}c", "a\nb\nc"),
        ("a\r\n\r\nb", "a\n\nb"),
        // A carriage return before a pair is a line end of its own.
        ("a\r\r\nb", "a\n\nb"),
    ])
    func `line ends become LF`(text: String, clean: String) { #expect(Self.clean(text) == clean) }

    @Test(arguments: [
        ("10\u{A0}km,\u{202F}5\u{2009}%\u{3000}x", "10 km, 5 % x"),
        ("a  b\tc \t d", "a b c d"),
        ("  a \n\n\n\n b\n \nc  \n", "a\n\nb\n\nc"),
        ("a \n b", "a\nb"),
        ("Saturday\u{A0}\n\nOil", "Saturday\n\nOil"),
        ("\n\n", ""),
        (" ", ""),
        ("", ""),
    ])
    func `spaces and blank lines become one`(text: String, clean: String) { #expect(Self.clean(text) == clean) }

    @Test(arguments: [
        ("\u{FEFF}oil\u{200B} pri\u{AD}ce\u{2060}s", "oil prices"),
        ("a\u{0}b\u{7F}c\u{1B}d\u{FFFE}e", "abcde"),
        ("\u{202A}left\u{202C} \u{200E}right", "left right"),
        // The joiner of a family, the non-joiner of a Persian plural and the joiner of a Hindi conjunct stay.
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("کتاب\u{200C}ها", "کتاب\u{200C}ها"),
        ("क्\u{200D}ष", "क्\u{200D}ष"),
        ("oil\u{200D}price \u{200C}x", "oilprice x"),
        // The flag of Scotland is made of tags; tags alone hide text.
        (
            "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
            "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}"
        ),
        ("oil\u{E0041}\u{E0042}", "oil"),
    ])
    func `controls and invisible characters go unless they matter`(text: String, clean: String) {
        #expect(Array(Self.clean(text).utf8) == Array(clean.utf8))
    }

    @Test(arguments: [
        ("e\u{301}", "é"), ("Vie\u{323}\u{302}t Nam", "Việt Nam"), ("\u{212B}", "Å"), ("\u{1112}\u{1161}\u{11AB}", "한"),
        // A mark after an invisible character belongs to the letter before it.
        ("e\u{200B}\u{301}", "é"),
        ("q\u{307}\u{323}", "q\u{323}\u{307}"),
    ])
    func `letters and marks are composed`(text: String, clean: String) {
        #expect(Array(Self.clean(text).utf8) == Array(clean.utf8))
    }

    @Test(arguments: [
        ("Shell &amp; BP", "Shell & BP"), ("&eacute;&#233;&#xE9;&#XE9;", "éééé"), ("&#8217;&#146;&rsquo;", "’’’"),
        ("a&nbsp;b", "a b"), ("&Omega;&alpha;&hellip;&mdash;&euro;", "Ωα…—€"),
        // Once, not twice.
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        // What is no reference stays.
        (
            "AT&T R&D; &unknown; &#0; &#xD800; &#1114112; &#; &amp",
            "AT&T R&D; &unknown; &#0; &#xD800; &#1114112; &#; &amp"
        ),
        ("&#99999999999999999999;", "&#99999999999999999999;"),
        ("&#128512;", "😀"), ("x&#8203;y", "xy"),
    ])
    func `character references are decoded once`(text: String, clean: String) { #expect(Self.clean(text) == clean) }

    @Test func `quotes and dashes are folded on request`() {
        let text = "“Oil” — the ‘black gold’ – rose «fast»"
        #expect(Self.clean(text) == text)
        #expect(Self.clean(text) { $0.foldQuotes = true } == "\"Oil\" — the 'black gold' – rose \"fast\"")
        #expect(Self.clean(text) { $0.foldDashes = true } == "“Oil” - the ‘black gold’ - rose «fast»")
    }

    @Test func `each group can be left out`() {
        let text = " a\u{A0}b &amp; Ã© é"
        #expect(Self.clean(text) { $0.normalise = false } == " a\u{A0}b & é é")
        #expect(Self.clean(text) { $0.decodeEntities = false } == "a b &amp; é é")
        #expect(Self.clean(text) { $0.repairMojibake = false } == "a b & Ã© é")
    }

    @Test func `what cleaning made is not decoded again`() throws {
        var document = Document("&amp;lt; &am&#8203;p; &\u{200B}gt;")
        let cleaner = Self.cleaner
        try cleaner.clean(&document)
        #expect(document.text.string == "&lt; &amp; &gt;")
        let once = document
        try cleaner.clean(&document)
        #expect(document.text == once.text)
        #expect(document.alignment == once.alignment)
    }

    @Test func `an annotated text that is not clean is refused, a clean one is left`() throws {
        var document = Document("oil  price")
        document.sentences = [Span(0, 3)]
        #expect(throws: (any Error).self) { try Self.cleaner.clean(&document) }
        document = Document("oil price")
        document.sentences = [Span(0, 3)]
        try Self.cleaner.clean(&document)
    }

    @Test func `each edit names its rule and what it replaced`() {
        let edits = Self.cleaner.edits(of: Document("a\u{A0} b &amp; Ã©\r\n"))
        let shown = edits.map { "\($0.rule.rawValue) \($0.span) '\(String(decoding: $0.replacement, as: UTF8.self))'" }
        #expect(
            shown == [
                "entity 6..<11 '&'", "mojibake-windows-1252 12..<16 'é'", "space 1..<3 ' '", "line-end 16..<17 ''",
                "space-run 1..<4 ' '", "blank-lines 17..<18 ''",
            ])
    }
}
