import DocumentModel

/// Puts right what taggers get wrong at the borders of names, before the names are joined.
struct TaggedCleaner {
    let bytes: [UInt8]

    private var text: ASCIIReader { ASCIIReader(bytes: bytes) }

    /// The names, cleaned: those that are no names are left out, and those below `threshold`.
    func cleaned(_ tagged: [TaggedName], threshold: Double) -> [TaggedName] {
        var kept: [TaggedName] = []
        kept.reserveCapacity(tagged.count)
        let titles = TitleReader(text: text)
        var end = 0
        for var one in tagged {
            // A proposal from outside may lie anywhere.
            guard one.span.start >= end, one.span.end <= bytes.count, one.score >= threshold else { continue }
            switch one.label.rawValue {
            case "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL": continue
            case "PER": one.label = .person
            default: break
            }
            trim(&one.span)
            switch one.label.family {
            case .person:
                one.span = titles.withoutTitles(one.span)
            case .place:
                dropThe(&one.span, alsoCapital: true)
            case .organisation:
                dropThe(&one.span, alsoCapital: false)
                dropOffice(&one.span, titles)
            case .people, .other, .own: break
            }
            guard !one.span.isEmpty, !isCommonNoun(one) else { continue }
            end = one.span.end
            kept.append(one)
        }
        return kept
    }

    /// Takes spaces, quotes and the like from both ends, and a possessive.
    private func trim(_ span: inout DocumentModel.Span) {
        while span.start < span.end, isTrimmed(bytes[span.start]) { span.start += 1 }
        while span.end > span.start, isTrimmed(bytes[span.end - 1]) { span.end -= 1 }
        if span.count > 2, bytes[span.end - 1] == UInt8(ascii: "s") {
            if bytes[span.end - 2] == UInt8(ascii: "'") {
                span.end -= 2
            } else if span.count > 4, bytes[span.end - 2] == 0x99, bytes[span.end - 3] == 0x80,
                bytes[span.end - 4] == 0xE2
            {
                span.end -= 4
            }
        }
    }

    private func isTrimmed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ","), UInt8(ascii: ";"),
            UInt8(ascii: ":"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private func dropThe(_ span: inout DocumentModel.Span, alsoCapital: Bool) {
        guard span.count > 4, text.isWord("the", at: span.start), bytes[span.start + 3] == 0x20,
            bytes[span.start] == UInt8(ascii: "t") || alsoCapital
        else { return }
        span.start += 4
    }

    /// `ASEAN Chair` is an organisation and its office.
    private func dropOffice(_ span: inout DocumentModel.Span, _ titles: TitleReader) {
        let start = text.lettersStart(span.end)
        guard start > span.start + 1, bytes[start - 1] == 0x20,
            Self.offices.contains(WordKey(bytes, start..<span.end))
        else { return }
        span.end = start - 1
    }

    /// A common noun that stands capitalised alone: the State, the Opposition.
    private func isCommonNoun(_ one: TaggedName) -> Bool {
        guard one.label.family != .person, one.span.count <= 16, let word = text.word(at: one.span.start) else {
            return false
        }
        // `COVID-19` is a disease, whatever the tagger says.
        if word.word == "covid" { return true }
        guard word.end == one.span.end else { return false }
        if ASCIIReader.isSmall(bytes[one.span.end - 1]), Self.commonNouns.contains(word.word) { return true }
        return one.label == .organisation && Self.things.contains(word.word)
    }

    private static let offices: WordTable = [
        "chair", "president", "chairman", "chairwoman", "spokesman", "spokeswoman",
    ]

    /// Words that taggers take for names when they stand capitalised alone.
    private static let commonNouns: WordTable = [
        "state", "kingdom", "opposition", "church", "police", "we", "government", "party", "republic", "he", "she",
        "they",
        "it", "the", "this", "minister", "president", "internet", "god", "web", "embassy", "ministry",
    ]

    /// Acronyms of things without a name of their own.
    private static let things: WordTable = [
        "gdp", "ceo", "cfo", "coo", "pm", "mp", "mps", "hiv", "aids", "dna", "tv", "gmt", "utc", "est", "edt", "cdt",
        "cst",
        "pst", "pdt", "bst", "uav", "uavs", "ied", "ieds", "vbied", "lng", "seo", "vip", "gps", "sms", "phd", "covid",
        "suv", "rpg", "icu", "faq", "ngo", "ngos", "ai", "pdf",
    ]
}
