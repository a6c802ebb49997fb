import Analysis
import DocumentModel
import Foundation
import Testing

/// What holds for every text. The seed is part of each failure's message.
@Suite struct CleaningPropertyTests {
    /// Pieces that concern every rule, alone and together.
    private static let pieces = [
        " ", " ", "\n", "\n\n", "\r\n", "\r", "\t", "\u{C}", "\u{2028}", "\u{A0}", "\u{202F}", "\u{3000}", "a", "B",
        "oil", "1",
        ".", "é", "e\u{301}", "e", "\u{301}", "\u{323}", "\u{307}", "\u{34F}", "ß", "Ã", "©", "Ãƒ", "Â", "Ã©", "â€™",
        "â€", "™", "Ä", "…", "”",
        "РџС", "в„–", "√©", "‚Äô", "Ã¢â‚¬â„¢", "\u{85}", "\u{93}", "\u{81}", "\u{0}", "\u{7F}", "\u{200B}", "\u{200C}",
        "\u{200D}", "\u{AD}",
        "\u{FEFF}", "👩", "‍👧", "🏴", "\u{E0067}", "ک", "क", "\u{94D}", "가", "\u{11A8}", "\u{1161}", "越", "&amp;", "&",
        "amp;", "&lt;", "#", ";", "&#8203;",
        "&#x301;", "&nbsp;", "&Atilde;", "&copy;", "&#150;", "“", "‘", "—", "\u{FFFE}",
        String(Unicode.Scalar(UInt32(0xFDD0)).map(Character.init) ?? " "), "\u{FFFD}",
        "\u{212B}", "\u{1F71}", "𝔸", "\u{1D15E}",
    ]

    private static func text(_ random: inout SystemSeed) -> String {
        (0..<random.below(24)).map { _ in pieces[random.below(pieces.count)] }.joined()
    }

    private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

    /// SplitMix64.
    struct SystemSeed {
        private(set) var state: UInt64
        init(_ seed: UInt64) { state = seed }
        mutating func below(_ bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((z ^ (z >> 31)) % UInt64(bound))
        }
    }

    private static let cleaners: [TextCleaner] = [
        CleaningOptions(),
        {
            var options = CleaningOptions()
            (options.foldQuotes, options.foldDashes) = (true, true)
            return options
        }(),
        {
            var options = CleaningOptions()
            options.normalise = false
            return options
        }(),
    ].map { TextCleaner($0) }

    @Test(arguments: 0..<8) func `cleaning a second time changes nothing`(seed: UInt64) throws {
        var random = SystemSeed(seed)
        for round in 0..<150 {
            let text = Self.text(&random)
            for (index, cleaner) in Self.cleaners.enumerated() {
                var document = Document(text)
                try cleaner.clean(&document)
                let once = document
                try cleaner.clean(&document)
                #expect(
                    document.text == once.text && document.alignment == once.alignment,
                    "seed \(seed), round \(round), options \(index): \(text.debugDescription)")
            }
        }
    }

    @Test(arguments: 100..<104) func `the result is valid UTF-8 in NFC without odd white space`(seed: UInt64) throws {
        var random = SystemSeed(seed)
        for round in 0..<150 {
            let text = Self.text(&random)
            let clean = Self.cleaners[0].cleaned(Text(text))
            let place: Comment = "seed \(seed), round \(round): \(text.debugDescription)"
            #expect(Text(validating: clean.bytes) != nil, place)
            let string = clean.string
            #expect(Array(string.precomposedStringWithCanonicalMapping.utf8) == clean.bytes, place)
            for odd in ["  ", " \n", "\n ", "\n\n\n", "\r", "\t", "\u{A0}", "\u{200B}"] {
                #expect(clean.bytes.firstRange(of: Array(odd.utf8)) == nil, place)
            }
            #expect(string == string.trimmingCharacters(in: .whitespacesAndNewlines), place)
        }
    }

    @Test(arguments: 200..<204) func `between changes the original has the same bytes`(seed: UInt64) throws {
        var random = SystemSeed(seed)
        for round in 0..<150 {
            let text = Self.text(&random)
            var document = Document(text)
            try Self.cleaners[0].clean(&document)
            let place: Comment = "seed \(seed), round \(round): \(text.debugDescription)"
            var done = Span(0, 0)
            for change in document.alignment.changes + [
                .init(
                    original: Span(document.original.byteCount, document.original.byteCount),
                    current: Span(document.text.byteCount, document.text.byteCount))
            ] {
                let current = Span(done.end, change.current.start)
                let original = document.original(of: current)
                #expect(document.original.isValid(original) && document.text.isValid(change.current), place)
                if !current.isEmpty { #expect(document.text[current] == document.original[original], place) }
                done = change.current
            }
        }
    }

    @Test(arguments: 300..<304) func `the alignment is the edits'`(seed: UInt64) throws {
        var random = SystemSeed(seed)
        for round in 0..<100 {
            let text = Self.text(&random)
            let document = Document(text)
            let edits = Self.cleaners[0].edits(of: document)
            #expect(
                edits.isEmpty == (Self.cleaners[0].cleaned(document.text) == document.text),
                "seed \(seed), round \(round)")
            for edit in edits {
                #expect(document.text.isValid(edit.span), "seed \(seed), round \(round): \(text.debugDescription)")
            }
        }
    }

    @Test(arguments: 400..<404) func `regions are in order, inside the text and on scalar boundaries`(seed: UInt64)
        throws
    {
        var random = SystemSeed(seed)
        let parts = [
            "HANOI", "Hanoi", ", ", " — ", " - ", ": ", "(AP)", "/TASS/", "June 11", "./.", "VNA", "Photo", "VNS Photo",
            " via ", "Getty Images", "Photo by ", "AP", "REUTERS/", ")", "[", "]",
            "Image: ", ".", "\n\n", "\n",
            "By Jane Doe", "END", "###", "é", "越南", "“", "(", "/", "Reporting by ", "The oil price rose", " ", "2019",
            "[India]", "👩‍👧",
        ]
        for round in 0..<300 {
            let text = (0..<random.below(14)).map { _ in parts[random.below(parts.count)] }.joined()
            var document = Document(text)
            RegionFinder(stage: "clean-text").label(&document)
            var end = 0
            for region in document.regions {
                #expect(
                    document.text.isValid(region.span) && !region.span.isEmpty && region.span.start >= end,
                    "seed \(seed), round \(round): \(text.debugDescription)")
                // Between regions is only white space.
                #expect(
                    document.text.isValid(Span(end, max(end, region.span.start)))
                        && Self.isBlank(document.text[Span(end, max(end, region.span.start))]),
                    "seed \(seed), round \(round): \(text.debugDescription)")
                end = region.span.end
            }
            #expect(
                Self.isBlank(document.text[Span(end, document.text.byteCount)]),
                "seed \(seed), round \(round)")
        }
    }
}
