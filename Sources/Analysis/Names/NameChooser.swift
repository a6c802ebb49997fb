import DocumentModel

/// Why a name with several readings has the one it has.
struct NameChoice: Sendable {
    /// The other readings, as entries.
    var others: [Int32] = []
    /// What decided, in words.
    var reason: String?
    /// Whether the place is none of the list's: `Paris, Texas`. Its canonical name then, up to where.
    var elsewhere: String?
}

/// Chooses among the things with one name by what the article says: Georgia, Congo, Washington; `Paris, Texas`.
struct NameChooser {
    let finder: NameFinder
    let text: ASCIIReader

    /// Chooses for every name in `open`, which gives places in `result.found` with their other readings.
    func choose(_ result: inout NameFinder.Matches, _ open: [(index: Int, others: [Int32])]) {
        var next = 0
        var counts: [UInt16: Int]?
        for i in result.found.indices {
            if next < open.count, open[next].index == i {
                if counts == nil { counts = Self.counts(result.found, open, finder) }
                choose(i, open[next].others, &result, counts ?? [:])
                next += 1
            } else if isCity(result.found[i]) {
                checkPlace(i, &result)
            }
        }
    }

    /// How often the names without namesakes name each country.
    private static func counts(
        _ found: [NameFinder.Found], _ open: [(index: Int, others: [Int32])], _ finder: NameFinder
    ) -> [UInt16: Int] {
        var counts: [UInt16: Int] = [:]
        var next = 0
        for (i, one) in found.enumerated() {
            if next < open.count, open[next].index == i {
                next += 1
                continue
            }
            let country = finder.country(one.entry)
            if country != 0, one.standing != .doubtful { counts[country, default: 0] += 1 }
        }
        return counts
    }

    private func choose(
        _ i: Int, _ others: [Int32], _ result: inout NameFinder.Matches, _ counts: [UInt16: Int]
    ) {
        let found = result.found[i]
        let readings = [found.entry] + others
        var best = found.entry
        var reason: String?
        if let (country, words) = neighbour(i, result.found),
            let there = readings.first(where: { finder.country($0) == country })
        {
            best = there
            reason = "beside '\(words)'"
        } else if let (part, words) = wordBeside(found.span) {
            if let there = readings.first(where: { finder.id($0)?.hasPrefix("geonames-admin1:") == part }) {
                best = there
                reason = "beside '\(words)'"
            }
        } else {
            for other in others {
                let (a, b) = (finder.country(best), finder.country(other))
                if a != b, b != 0, counts[b] ?? 0 > counts[a] ?? 0 { best = other }
            }
            let country = finder.country(best)
            if let count = counts[country], count > 0 {
                reason = "the article names \(examples(of: country, result.found, except: found.span))"
            } else {
                reason = "nothing in the article says which"
            }
        }
        result.found[i].entry = best
        result.found[i].choice = Int32(truncatingIfNeeded: result.choices.count)
        result.choices.append(NameChoice(others: Array(readings.filter { $0 != best }.prefix(4)), reason: reason))
    }

    /// The country of a name right beside one, behind a comma or in brackets: `Georgia, USA`, `Tbilisi, Georgia`.
    private func neighbour(_ i: Int, _ found: [NameFinder.Found]) -> (country: UInt16, words: String)? {
        let span = found[i].span
        if i + 1 < found.count, follows(found[i + 1].span, span) {
            let country = finder.country(found[i + 1].entry)
            if country != 0 { return (country, surface(found[i + 1].span)) }
        }
        if i > 0, follows(span, found[i - 1].span) {
            let country = finder.country(found[i - 1].entry)
            if country != 0 { return (country, surface(found[i - 1].span)) }
        }
        if let state = stateAbbreviation(after: span), let country = finder.countryNumber("US") {
            return (country, surface(state))
        }
        return nil
    }

    /// Whether `next` stands behind `span` after `, ` or ` (`.
    private func follows(_ next: DocumentModel.Span, _ span: DocumentModel.Span) -> Bool {
        next.start == span.end + 2
            && (text[span.end] == UInt8(ascii: ",") && text[span.end + 1] == 0x20
                || text[span.end] == 0x20 && text[span.end + 1] == UInt8(ascii: "("))
    }

    /// A word that says whether a state or a country is meant: `Washington state`, `the Republic of Georgia`.
    private func wordBeside(_ span: DocumentModel.Span) -> (isState: Bool, words: String)? {
        if text[span.end] == 0x20, let next = text.word(at: span.end + 1) {
            let words = DocumentModel.Span(span.end + 1, next.end)
            if next.word == "state" { return (true, surface(words)) }
            if Self.stateOffices.contains(next.word) { return (true, surface(words)) }
        }
        guard let of = text.wordBefore(span.start), of.word == "of", let head = text.wordBefore(of.start) else {
            return nil
        }
        let words = DocumentModel.Span(head.start, of.start + 2)
        if head.word == "state" { return (true, surface(words)) }
        if head.word == "republic" || head.word == "country" { return (false, surface(words)) }
        return nil
    }

    /// Whether the name is a city, and not one of a user's.
    private func isCity(_ found: NameFinder.Found) -> Bool {
        found.standing != .users && finder.id(found.entry)?.hasPrefix("geonames:") == true
    }

    /// `Paris, Texas` is not the Paris of the list; `Washington said` is a government.
    private func checkPlace(_ i: Int, _ result: inout NameFinder.Matches) {
        let found = result.found[i]
        var choice: NameChoice?
        if text[found.span.end] == UInt8(ascii: ",") {
            if i + 1 < result.found.count, follows(result.found[i + 1].span, found.span),
                let id = finder.id(result.found[i + 1].entry), id.hasPrefix("geonames-admin1:"),
                !lies(found.entry, in: id)
            {
                let next = result.found[i + 1]
                let state = finder.canonicalName(next.entry) ?? surface(next.span)
                choice = NameChoice(
                    others: [found.entry], reason: "beside '\(surface(next.span))'",
                    elsewhere: "\(surface(found.span)), \(state)")
            } else if let state = stateAbbreviation(after: found.span),
                let country = finder.code(finder.country(found.entry)), country != "US"
            {
                choice = NameChoice(
                    others: [found.entry], reason: "beside '\(surface(state))'",
                    elsewhere: "\(surface(found.span)), \(surface(state))")
            }
        } else if finder.part(found.entry) == NameList.capital, text[found.span.end] == 0x20,
            let verb = text.word(at: found.span.end + 1), Self.saying.contains(verb.word)
        {
            let country = finder.code(finder.country(found.entry)) ?? ""
            choice = NameChoice(
                reason: "stands for the government: '\(surface(DocumentModel.Span(found.span.start, verb.end)))'"
                    + (country.isEmpty ? "" : " (\(country))"))
        }
        guard let choice else { return }
        result.found[i].choice = Int32(truncatingIfNeeded: result.choices.count)
        result.choices.append(choice)
    }

    /// Whether a city's entry lies in the province with an id such as `geonames-admin1:US.TX`.
    private func lies(_ city: Int32, in province: String) -> Bool {
        guard let country = finder.code(finder.country(city)) else { return false }
        guard let part = finder.part(city), part != NameList.capital else {
            return province.hasPrefix("geonames-admin1:\(country).")
        }
        return province == "geonames-admin1:\(country).\(part)"
    }

    /// The span of a state's abbreviation behind `, `: `Athens, Ga.`, `Paris, TX`.
    private func stateAbbreviation(after span: DocumentModel.Span) -> DocumentModel.Span? {
        guard text[span.end] == UInt8(ascii: ","), text[span.end + 1] == 0x20,
            ASCIIReader.isCapital(text[span.end + 2]), let word = text.word(at: span.end + 2),
            let form = Self.states[word.word]
        else { return nil }
        let isCapitals = ASCIIReader.isCapital(text[span.end + 3]) && word.end == span.end + 4
        if form & 2 != 0, isCapitals { return DocumentModel.Span(span.end + 2, word.end) }
        if form & 1 != 0, text[word.end] == UInt8(ascii: ".") { return DocumentModel.Span(span.end + 2, word.end + 1) }
        return nil
    }

    /// Up to two names of a country in the article, for the reason.
    private func examples(of country: UInt16, _ found: [NameFinder.Found], except span: DocumentModel.Span) -> String {
        var names: [String] = []
        // Only the first names: a long article has the reason early.
        for one in found.prefix(200) where one.span != span && finder.country(one.entry) == country {
            let name = surface(one.span)
            if !names.contains(name) { names.append(name) }
            if names.count == 2 { break }
        }
        return names.isEmpty ? "its country" : names.joined(separator: " and ")
    }

    private func surface(_ span: DocumentModel.Span) -> String {
        String(decoding: text.bytes[span.range], as: UTF8.self)
    }

    /// Offices that a state has and a country does not.
    private static let stateOffices: WordTable = ["governor", "gov", "senator", "sen", "rep", "legislature"]

    /// What governments do in the news.
    private static let saying: WordTable = [
        "said", "says", "wants", "wanted", "warned", "warns", "accused", "accuses", "denied", "denies", "insists",
        "insisted", "demanded", "demands", "urged", "urges", "believes", "announced", "claims", "claimed", "condemned",
        "blamed", "blames", "rejected", "rejects", "vowed", "imposed", "hopes", "fears", "sees", "considers", "offered",
        "refused", "recognised", "recognized", "recognises", "recognizes", "backs", "backed",
    ]

    /// Abbreviations of US states: 1 with a full stop, 2 as two capitals, 3 both.
    private static let states: WordTable = [
        "al": 2, "ak": 2, "az": 2, "ar": 2, "ca": 2, "co": 2, "ct": 2, "de": 2, "fl": 2, "ga": 3, "hi": 2, "id": 2,
        "il": 2, "in": 2, "ia": 2, "ks": 2, "ky": 3, "la": 3, "me": 2, "md": 3, "ma": 2, "mi": 2, "mn": 2, "ms": 2,
        "mo": 3, "mt": 2, "ne": 2, "nv": 2, "nh": 2, "nj": 2, "nm": 2, "ny": 2, "nc": 2, "nd": 2, "oh": 2, "ok": 2,
        "or": 2, "pa": 3, "ri": 2, "sc": 2, "sd": 2, "tn": 2, "tx": 2, "ut": 2, "vt": 3, "va": 3, "wa": 2, "wv": 2,
        "wi": 2, "wy": 2, "dc": 2, "ala": 1, "ariz": 1, "ark": 1, "calif": 1, "colo": 1, "conn": 1, "del": 1,
        "fla": 1, "ill": 1, "ind": 1, "kan": 1, "mass": 1, "mich": 1, "minn": 1, "miss": 1, "mont": 1, "neb": 1,
        "nev": 1, "okla": 1, "ore": 1, "tenn": 1, "tex": 1, "wash": 1, "wis": 1, "wyo": 1,
    ]
}
