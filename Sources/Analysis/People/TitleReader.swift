import DocumentModel

/// Reads the titles and offices before a name: `Party General Secretary and State President`, `Mr`, `Lt. Gen.`
struct TitleReader {
    /// What stands before a name.
    struct Reading {
        /// `title` and `office`, each at most once.
        var attributes: [Entity.Attribute] = []
        /// 1 for a man, 2 for a woman, 0 when it does not say.
        var gender: UInt8 = 0
        /// The words of offices that are heads: `president`, `secretary`.
        var heads: [WordKey] = []
        /// Where the first title begins.
        var start = 0
    }

    private enum Kind {
        static let title = 1
        static let office = 2
        static let modifier = 3
    }

    /// The most words of titles before a name.
    private static let mostWords = 14

    let text: ASCIIReader

    /// The name without the titles at its front; at least one capitalised word stays.
    func withoutTitles(_ span: DocumentModel.Span) -> DocumentModel.Span {
        var start = span.start
        var i = span.start
        for _ in 0..<8 {
            guard let word = text.word(at: i), word.end < span.end, let kind = Self.words[word.word] else { break }
            var next = word.end
            if text[next] == UInt8(ascii: ".") { next += 1 }
            while next < span.end, text[next] == 0x20 || text[next] == UInt8(ascii: "-") { next += 1 }
            guard next < span.end, next > word.end, isName(next) else { break }
            if kind != Kind.modifier { start = next }
            i = next
        }
        // `Minister of Trade and [Industry Jo Ray]`: what an office is for is no part of the name.
        if i > start, let reading = before(i), reading.start < span.start, !reading.heads.isEmpty { start = i }
        return DocumentModel.Span(start, span.end)
    }

    /// Whether a name may begin at `i`: with a capital, or a letter beyond ASCII.
    private func isName(_ i: Int) -> Bool { ASCIIReader.isCapital(text[i]) || text[i] >= 0xC3 }

    /// Whether the word at `span` is a title or office.
    func isTitle(_ span: DocumentModel.Span) -> Bool {
        guard let word = text.word(at: span.start), word.end == span.end else { return false }
        return Self.words[word.word].map { $0 != Kind.modifier } ?? false
    }

    /// Whether the word at `span` is a title that a name follows more often than not.
    func isStrict(_ span: DocumentModel.Span) -> Bool {
        guard let word = text.word(at: span.start), word.end == span.end else { return false }
        return Self.strict.contains(word.word)
    }

    /// The titles and offices that end right before `start`; nil when there are none.
    func before(_ start: Int) -> Reading? {
        guard text[start - 1] == 0x20 || text[start - 1] == 0x0A || text[start - 1] >= 0x80 else { return nil }
        var i = start
        /// Where the accepted words begin, and the words themselves from the last to the first.
        var first = start
        var read: [(key: WordKey, kind: Int, start: Int, end: Int)] = []
        var headSeen = false
        var strangers = 0
        for _ in 0..<Self.mostWords {
            guard let word = wordBefore(i) else { break }
            i = word.start
            if let kind = Self.words[word.key] {
                if kind != Kind.modifier { headSeen = true }
                if headSeen { first = i }
                read.append((word.key, kind, word.start, word.end))
                strangers = 0
            } else if Self.connectors.contains(word.key), !read.isEmpty || strangers > 0 {
                continue
            } else {
                // `Minister of Foreign Affairs Bui Thanh Son`, `President of France Emmanuel Macron`.
                if headSeen || !ASCIIReader.isCapital(text[word.start]) { break }
                strangers += 1
                if strangers > 4 { break }
            }
        }
        guard headSeen else { return nil }
        return reading(first, start, read.filter { $0.start >= first })
    }

    /// The word before `i`, over a space, a hyphen or a full stop; no sentence ends between.
    private func wordBefore(_ i: Int) -> (key: WordKey, start: Int, end: Int)? {
        var end = i
        if text[end - 1] == UInt8(ascii: "-") {
            end -= 1
        } else {
            let space = text.spaceBefore(end)
            guard space > 0 else { return nil }
            end -= space
        }
        let stop = end
        if text[end - 1] == UInt8(ascii: ".") { end -= 1 }
        let start = text.lettersStart(end)
        guard start < end, end - start <= 16, text.isWordStart(start) else { return nil }
        let key = WordKey(text.bytes, start..<end)
        // Behind a full stop only an abbreviation is a title.
        if stop != end, !Self.abbreviations.contains(key) { return nil }
        return (key, start, stop)
    }

    private func reading(
        _ first: Int, _ name: Int, _ read: [(key: WordKey, kind: Int, start: Int, end: Int)]
    ) -> Reading? {
        var reading = Reading()
        reading.start = first
        // Titles right before the name (`President Dr. Tedros`) and before the office (`Dr. President`) are apart.
        var officeStart = -1
        var officeEnd = -1
        var titleStart = -1
        var titleEnd = -1
        let hasOffice = read.contains { $0.kind == Kind.office }
        for word in read {
            if let gender = Self.genders[word.key] { reading.gender = UInt8(truncatingIfNeeded: gender) }
            if word.kind == Kind.office { reading.heads.append(word.key) }
            let isTitle = word.kind == Kind.title && (!hasOffice || Self.addresses.contains(word.key))
            if isTitle {
                if titleEnd < 0 { titleEnd = word.end }
                titleStart = word.start
            } else {
                if officeEnd < 0 { officeEnd = word.end }
                officeStart = word.start
            }
        }
        if hasOffice, officeStart >= 0 {
            // `President of France Emmanuel Macron`: what follows the office belongs to it.
            let end = titleStart < 0 ? trimmedEnd(name) : officeEnd
            append("office", officeStart, max(end, officeEnd), &reading)
        }
        if titleStart >= 0 {
            append("title", hasOffice ? titleStart : first, titleEnd, &reading)
        } else if !hasOffice {
            append("title", first, read.first?.end ?? name, &reading)
        }
        return reading
    }

    private func trimmedEnd(_ name: Int) -> Int {
        var end = name
        while end > 0, text[end - 1] == 0x20 || text[end - 1] == 0x0A || text[end - 1] == 0xA0 || text[end - 1] == 0xC2
        {
            end -= 1
        }
        return end
    }

    private func append(_ name: String, _ start: Int, _ end: Int, _ reading: inout Reading) {
        guard start < end else { return }
        let span = DocumentModel.Span(start, end)
        var value = String(decoding: text.bytes[span.range], as: UTF8.self)
        if value.utf8.contains(0x0A) { value = value.split { $0.isWhitespace }.joined(separator: " ") }
        reading.attributes.append(Entity.Attribute(name, value, at: span))
    }

    private static let connectors: WordTable = ["and", "of", "for", "the"]

    /// Titles that stand before a name or an office without being part of the office.
    private static let addresses: WordTable = [
        "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "rev", "hon", "shri",
        "smt",
        "comrade", "madame", "madam", "herr", "frau", "datuk", "tan", "sri", "tun", "doctor",
    ]

    /// Which of a couple a title names: 1 a man, 2 a woman.
    private static let genders: WordTable = [
        "mr": 1, "sir": 1, "lord": 1, "king": 1, "prince": 1, "shri": 1, "herr": 1, "chairman": 1, "spokesman": 1,
        "congressman": 1, "emperor": 1, "sultan": 1, "mrs": 2, "ms": 2, "miss": 2, "dame": 2, "lady": 2, "queen": 2,
        "princess": 2, "smt": 2, "frau": 2, "madame": 2, "madam": 2, "chairwoman": 2, "spokeswoman": 2,
        "congresswoman": 2, "empress": 2,
    ]

    private static let strict: WordTable = [
        "mr", "mrs", "ms", "dr", "prof", "professor", "sir", "dame", "shri", "smt", "datuk", "gen", "lt", "col",
        "maj", "capt", "sgt", "adm", "sheikh", "ayatollah", "justice", "judge", "president", "minister", "premier",
        "chancellor", "senator", "sen", "governor", "gov", "rep", "congressman", "congresswoman", "mayor", "ambassador",
        "pm", "secretary", "chairman", "chairwoman", "spokesman", "spokeswoman", "queen", "king",
        "pope", "archbishop", "bishop", "colonel", "captain", "lieutenant", "sergeant", "admiral",
    ]

    private static let abbreviations: WordTable = [
        "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "sgt", "adm", "brig", "cmdr", "sen", "rep",
        "reps", "sens", "gov", "rev", "hon", "fr", "st", "atty", "pres", "supt", "insp", "sec", "cpl",
    ]

    /// 1 titles, 2 offices, 3 words that only stand before one of these.
    private static let words: WordTable = [
        "mr": 1, "mrs": 1, "ms": 1, "miss": 1, "dr": 1, "prof": 1, "professor": 1, "sir": 1, "dame": 1, "lord": 1,
        "lady": 1, "rev": 1, "reverend": 1, "hon": 1, "shri": 1, "smt": 1, "comrade": 1, "madame": 1, "madam": 1,
        "herr": 1, "frau": 1, "datuk": 1, "tan": 1, "sri": 1, "tun": 1, "doctor": 1, "gen": 1, "general": 1, "lt": 1,
        "lieutenant": 1, "col": 1, "colonel": 1, "maj": 1, "major": 1, "capt": 1, "captain": 1, "sgt": 1,
        "sergeant": 1, "adm": 1, "admiral": 1, "brig": 1, "brigadier": 1, "marshal": 1, "cmdr": 1, "commander": 1,
        "corporal": 1, "cpl": 1, "king": 1, "queen": 1, "prince": 1, "princess": 1, "emperor": 1, "empress": 1,
        "emir": 1, "sultan": 1, "sheikh": 1, "ayatollah": 1, "imam": 1, "pope": 1, "cardinal": 1, "archbishop": 1,
        "bishop": 1, "justice": 1, "judge": 1, "detective": 1, "inspector": 1, "superintendent": 1, "constable": 1,
        "president": 2, "minister": 2, "premier": 2, "chancellor": 2, "secretary": 2, "chairman": 2, "chairwoman": 2,
        "chairperson": 2, "senator": 2, "sen": 2, "governor": 2, "gov": 2, "representative": 2, "rep": 2,
        "congressman": 2, "congresswoman": 2, "mayor": 2, "ambassador": 2, "envoy": 2, "director": 2,
        "commissioner": 2, "speaker": 2, "spokesman": 2, "spokeswoman": 2, "spokesperson": 2, "leader": 2, "ceo": 2,
        "cfo": 2, "founder": 2, "pm": 2, "mp": 2, "taoiseach": 2, "attorney": 2, "prosecutor": 2, "councillor": 2,
        "councilor": 2, "lawmaker": 2, "legislator": 2, "chief": 2, "head": 2, "chair": 2, "treasurer": 2,
        "comptroller": 2, "consul": 2, "delegate": 2, "negotiator": 2, "adviser": 2, "advisor": 2, "coordinator": 2,
        "rapporteur": 2, "coach": 2, "manager": 2, "economist": 2, "analyst": 2, "pres": 2,
        "prime": 3, "vice": 3, "deputy": 3, "foreign": 3, "defence": 3, "defense": 3, "finance": 3, "interior": 3,
        "state": 3, "party": 3, "crown": 3, "former": 3, "ex": 3, "acting": 3, "interim": 3, "first": 3, "senior": 3,
        "executive": 3, "national": 3, "security": 3, "trade": 3, "health": 3, "energy": 3, "assistant": 3,
        "outgoing": 3, "incoming": 3, "late": 3, "permanent": 3, "special": 3, "under": 3, "home": 3, "education": 3,
        "agriculture": 3, "environment": 3, "transport": 3, "labour": 3, "labor": 3,
        "opposition": 3, "majority": 3, "minority": 3, "house": 3, "senate": 3, "parliament": 3, "regional": 3,
        "press": 3, "government": 3, "elect": 3, "economy": 3, "economic": 3, "affairs": 3, "commerce": 3,
        "industry": 3, "planning": 3, "politburo": 3, "central": 3, "committee": 3,
        "military": 3, "police": 3, "army": 3, "navy": 3, "co": 3,
    ]
}
