import DocumentModel

/// Makes the tagger's labels finer by the words of a name: PLACE becomes GPE, LOC or FAC; MISC becomes EVENT, LAW or
/// PRODUCT, or stays.
struct LabelRefiner {
    private enum Kind {
        static let location = 1
        static let facility = 2
        static let event = 3
        static let law = 4
        /// A building that the tagger may call an organisation.
        static let building = 5
    }

    let words: NameWords

    /// The finer label of a name of the tagger, with the word that decided.
    func refined(_ mention: NameMention) -> (label: Label, by: String?) {
        switch mention.label.rawValue {
        case "PLACE": place(mention.span)
        case "MISC": other(mention.span)
        case "ORG": organisation(mention.span)
        default: (mention.label, nil)
        }
    }

    /// The first and the last word of a name, and whether there are others.
    private func ends(_ span: DocumentModel.Span) -> (first: NameWord, last: NameWord)? {
        var i = span.start
        guard let first = words.next(&i, span.end) else { return nil }
        var last = first
        for _ in 0..<24 {
            guard let word = words.next(&i, span.end) else { break }
            last = word
        }
        return (first, last)
    }

    private func kind(_ word: NameWord, _ table: WordTable) -> Int? {
        guard word.span.count <= 16 else { return nil }
        return table[WordKey(words.bytes, word.span.range)]
    }

    private func text(_ word: NameWord) -> String { String(decoding: words.bytes[word.span.range], as: UTF8.self) }

    private func place(_ span: DocumentModel.Span) -> (Label, String?) {
        guard let (first, last) = ends(span), first.span != last.span else { return (.geopolitical, nil) }
        if let kind = kind(last, Self.lastWords) {
            if kind == Kind.location { return (.location, text(last)) }
            if kind == Kind.facility || kind == Kind.building { return (.facility, text(last)) }
        }
        if kind(first, Self.firstWords) == Kind.location { return (.location, text(first)) }
        return (.geopolitical, nil)
    }

    /// A bridge is no organisation; a hospital that acts may be one.
    private func organisation(_ span: DocumentModel.Span) -> (Label, String?) {
        guard let (first, last) = ends(span), first.span != last.span, kind(last, Self.lastWords) == Kind.facility
        else {
            return (.organisation, nil)
        }
        return (.facility, text(last))
    }

    private func other(_ span: DocumentModel.Span) -> (Label, String?) {
        guard let (first, last) = ends(span) else { return (.miscellaneous, nil) }
        if let kind = kind(last, Self.lastWords) {
            if kind == Kind.event { return (.event, text(last)) }
            if kind == Kind.law, first.span != last.span { return (.law, text(last)) }
        }
        if let kind = kind(first, Self.firstWords), first.span != last.span {
            if kind == Kind.event { return (.event, text(first)) }
            if kind == Kind.law { return (.law, text(first)) }
        }
        return isModel(span) ? (.product, "a number") : (.miscellaneous, nil)
    }

    /// Whether a name has a number as products do: `F-16`, `Boeing 737`, `iPhone 12`; a year is none.
    private func isModel(_ span: DocumentModel.Span) -> Bool {
        let reader = ASCIIReader(bytes: words.bytes)
        var i = span.start
        while i < span.end {
            if ASCIIReader.isDigit(words.bytes[i]) {
                let end = reader.digitsEnd(i)
                let count = min(end, span.end) - i
                return i > span.start && count < 4
            }
            i += 1
        }
        return false
    }

    private static let lastWords: WordTable = [
        "river": 1, "sea": 1, "ocean": 1, "lake": 1, "bay": 1, "gulf": 1, "strait": 1, "straits": 1, "mountain": 1,
        "mountains": 1, "island": 1, "islands": 1, "isles": 1, "peninsula": 1, "desert": 1, "valley": 1, "coast": 1,
        "delta": 1, "basin": 1, "plateau": 1, "forest": 1, "hills": 1, "glacier": 1, "volcano": 1, "region": 1,
        "beach": 1, "reef": 1, "archipelago": 1, "falls": 1, "canyon": 1, "plain": 1, "plains": 1, "rainforest": 1,
        "hemisphere": 1, "continent": 1, "corridor": 1, "creek": 1, "lagoon": 1, "cape": 1, "shoal": 1, "ridge": 1,
        "airport": 2, "bridge": 2, "prison": 2, "jail": 2, "dam": 2, "stadium": 2, "highway": 2, "street": 2,
        "avenue": 2, "boulevard": 2, "road": 2, "tower": 2, "towers": 2, "palace": 2, "square": 2, "tunnel": 2,
        "canal": 2, "freeway": 2, "expressway": 2, "motorway": 2, "airbase": 2, "cemetery": 2, "monument": 2,
        "memorial": 5, "plaza": 2, "arena": 2, "pier": 2, "railway": 5, "refinery": 2, "pipeline": 2, "penitentiary": 2,
        "hospital": 2, "station": 2, "port": 5, "harbour": 5, "harbor": 5, "museum": 2, "church": 5, "cathedral": 2,
        "mosque": 2, "temple": 2, "synagogue": 2, "theatre": 5, "theater": 5, "hotel": 5, "mall": 5, "library": 5,
        "court": 5, "park": 2, "zoo": 2, "garden": 2, "gardens": 2, "building": 5, "hall": 5, "center": 5, "centre": 5,
        "base": 5, "camp": 5, "school": 5, "university": 5, "college": 5, "castle": 5, "plant": 5, "house": 5,
        "monastery": 2, "shrine": 2, "abbey": 5, "ground": 5, "field": 5, "club": 5, "mine": 5, "terminal": 5,
        "war": 3, "wars": 3, "olympics": 3, "games": 3, "cup": 3, "championship": 3, "championships": 3, "festival": 3,
        "revolution": 3, "uprising": 3, "summit": 3, "election": 3, "elections": 3, "massacre": 3, "tournament": 3,
        "open": 3, "prix": 3, "expo": 3, "earthquake": 3, "tsunami": 3, "referendum": 3, "genocide": 3,
        "holocaust": 3, "pandemic": 3, "paralympics": 3, "crisis": 3, "intifada": 3, "marathon": 3, "derby": 3,
        "carnival": 3, "conflict": 3, "invasion": 3, "spring": 3,
        "act": 4, "treaty": 4, "convention": 4, "agreement": 4, "agreements": 4, "accord": 4, "accords": 4,
        "protocol": 4, "constitution": 4, "amendment": 4, "bill": 4, "charter": 4, "pact": 4, "directive": 4, "law": 4,
        "ordinance": 4, "memorandum": 4, "covenant": 4,
    ]

    private static let firstWords: WordTable = [
        "mount": 1, "lake": 1, "river": 1, "gulf": 1, "strait": 1, "straits": 1, "bay": 1, "cape": 1, "isle": 1,
        "mt": 1, "sea": 1, "hurricane": 3, "typhoon": 3, "cyclone": 3, "operation": 3, "battle": 3, "treaty": 4,
        "convention": 4, "battles": 3, "siege": 3,
    ]
}
