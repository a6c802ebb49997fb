import DocumentModel

/// Finds mentions that nobody proposed: surnames of people named in full elsewhere, names behind a title, and short forms
/// that the article explains.
struct LaterMentions {
    /// How sure the rules are.
    static let surnameScore = 0.85
    static let titleScore = 0.8
    static let aliasScore = 0.9

    let words: NameWords
    let chains: PeopleChains
    /// Short forms, as keys of one capitalised word, with the label of what they stand for.
    var shortForms: [UInt64: Label] = [:]

    private var text: ASCIIReader { ASCIIReader(bytes: words.bytes) }

    /// The mentions, in text order; none touches one of `taken`, which are in text order.
    ///
    /// - Complexity: O(*n*) for *n* bytes.
    func find(besides taken: [DocumentModel.Span]) -> [NameMention] {
        var found: [NameMention] = []
        let titles = TitleReader(text: text)
        let bytes = words.bytes
        var cursor = 0
        var i = 0
        var isInWord = false
        while i < bytes.count {
            let byte = bytes[i]
            // Only a capital, or a letter beyond ASCII, at the start of a word may begin a name.
            if byte == 0xC2 || byte == 0xE2 || byte < 0x80 && !ASCIIReader.isWord(byte) {
                isInWord = false
                i += byte < 0x80 ? 1 : byte == 0xC2 ? 2 : 3
                continue
            }
            if isInWord || byte < 0x80 && !ASCIIReader.isCapital(byte) {
                isInWord = true
                i += 1
                continue
            }
            while cursor < taken.count, taken[cursor].end <= i { cursor += 1 }
            if cursor < taken.count, taken[cursor].start <= i {
                i = taken[cursor].end
                isInWord = false
                continue
            }
            let limit = cursor < taken.count ? taken[cursor].start : bytes.count
            var end = i
            guard let word = words.next(&end, bytes.count) else { break }
            i = max(end, i + 1)
            isInWord = false
            guard word.isCapital, word.span.count > 1, word.span.end <= limit else { continue }
            if let mention = mention(word, limit, titles) {
                found.append(mention)
                i = max(i, mention.span.end)
            }
        }
        return found
    }

    /// The mention that begins with a capitalised word, if one does.
    private func mention(_ word: NameWord, _ limit: Int, _ titles: TitleReader) -> NameMention? {
        let isShort = !shortForms.isEmpty && shortForms[word.key] != nil
        let isCalled = chains.isCalled(word.key)
        let previous = previousWord(word)
        let isTitled = previous.map { isTouching($0, word) && titles.isStrict($0.span) } ?? false
        guard isShort || isCalled || isTitled else { return nil }
        var i = word.span.end
        let next = words.next(&i, min(words.bytes.count, i + 64))
        if isShort, let label = shortForms[word.key], word.isAllCapitals || !isInsideRun(word, previous, next) {
            var one = NameMention(word.span, label, .rule("short-form"), score: Self.aliasScore)
            one.note("the article says what it stands for")
            return one
        }
        if isCalled, isSurname(word, previous, next, titles) {
            return NameMention(word.span, .person, .rule("surname"), score: Self.surnameScore)
        }
        guard isTitled, let previous, let end = nameEnd(word, titles, limit) else { return nil }
        // `minister` with a small letter: only a name of two words or more follows it.
        guard ASCIIReader.isCapital(text[previous.span.start]) || end > word.span.end else { return nil }
        return NameMention(
            DocumentModel.Span(word.span.start, end), .person, .rule("title-name"), score: Self.titleScore)
    }

    /// The word before another, over a space or a full stop and a space; nil when something else stands there.
    private func previousWord(_ word: NameWord) -> NameWord? {
        var end = word.span.start
        guard end > 1, words.bytes[end - 1] == 0x20 else { return nil }
        end -= words.bytes[end - 2] == UInt8(ascii: ".") ? 2 : 1
        var start = end
        while start > 0, end - start < 48, ASCIIReader.isWord(words.bytes[start - 1]) { start -= 1 }
        guard start < end else { return nil }
        return words.next(&start, end)
    }

    /// Whether one space, or a full stop and a space, stands between two words.
    private func isTouching(_ a: NameWord, _ b: NameWord) -> Bool {
        let gap = b.span.start - a.span.end
        return gap == 1 && text[a.span.end] == 0x20
            || gap == 2 && text[a.span.end] == UInt8(ascii: ".") && text[a.span.end + 1] == 0x20
    }

    /// Whether a word stands beside another capitalised one.
    private func isInsideRun(_ word: NameWord, _ previous: NameWord?, _ next: NameWord?) -> Bool {
        if let next, next.isCapital, next.span.start == word.span.end + 1, text[word.span.end] == 0x20 { return true }
        if let previous, previous.isCapital, previous.span.end == word.span.start - 1,
            text[word.span.start - 1] == 0x20
        {
            return true
        }
        return false
    }

    /// Whether a word that somebody is called by stands here as a name of its own.
    private func isSurname(
        _ word: NameWord, _ previous: NameWord?, _ next: NameWord?, _ titles: TitleReader
    ) -> Bool {
        // `Minister for the Middle East` names nobody Minister; `al-Hariri` is more than Hariri.
        if titles.isTitle(word.span) || text[word.span.start - 1] == UInt8(ascii: "-") && isParticleBefore(word) {
            return false
        }
        if word.span.count < 3, text[word.span.start] < 0x80, previous.map({ !titles.isTitle($0.span) }) ?? true {
            return false
        }
        if let next, next.isCapital, next.span.start == word.span.end + 1, text[word.span.end] == 0x20,
            text.word(at: next.span.start).map({ !NameContext.followers.contains($0.word) }) ?? true
        {
            return false
        }
        guard let previous, isTouching(previous, word), previous.isCapital,
            text[previous.span.end] == 0x20 || titles.isTitle(previous.span)
        else {
            return !(startsSentence(word) && isCommon(word))
        }
        if titles.isTitle(previous.span) { return true }
        guard let before = text.word(at: previous.span.start), before.end == previous.span.end else { return false }
        return NameContext.openers.contains(before.word)
    }

    /// Whether no word of the same sentence stands right before: only a small letter or a comma says that one does.
    private func startsSentence(_ word: NameWord) -> Bool {
        var i = word.span.start
        while i > 0, words.bytes[i - 1] == 0x20 { i -= 1 }
        guard i > 0, i < word.span.start else { return true }
        let byte = words.bytes[i - 1]
        return !(ASCIIReader.isLetter(byte) || ASCIIReader.isDigit(byte) || byte == UInt8(ascii: ","))
    }

    /// Whether a particle stands before a hyphen before a word.
    private func isParticleBefore(_ word: NameWord) -> Bool {
        let end = word.span.start - 1
        var start = end
        while start > 0, end - start < 6, ASCIIReader.isLetter(words.bytes[start - 1]) { start -= 1 }
        return words.next(&start, end).map { PeopleChains.particles.contains($0.key) } ?? false
    }

    private func isCommon(_ word: NameWord) -> Bool {
        guard let key = text.word(at: word.span.start) else { return false }
        return Self.common.contains(key.word) || NameContext.openers.contains(key.word)
    }

    /// Where a name that begins with `word` ends; nil when it can be none.
    private func nameEnd(_ word: NameWord, _ titles: TitleReader, _ limit: Int) -> Int? {
        guard isNameWord(word, titles), !isOpener(word) else { return nil }
        var end = word.span.end
        var i = end
        var pending = word
        for _ in 0..<4 {
            guard i < limit, let following = words.next(&i, limit), following.span.start == pending.span.end + 1,
                text[pending.span.end] == 0x20 || text[pending.span.end] == UInt8(ascii: "-")
            else { break }
            if following.isCapital {
                guard isNameWord(following, titles) else { return nil }
                end = following.span.end
            } else if !PeopleChains.particles.contains(following.key) {
                break
            }
            pending = following
        }
        return end
    }

    /// Whether a word may be of somebody's name.
    private func isNameWord(_ word: NameWord, _ titles: TitleReader) -> Bool {
        if titles.isTitle(word.span) { return false }
        guard let key = text.word(at: word.span.start) else { return true }
        return !Self.things.contains(key.word)
    }

    /// Whether a word begins sentences.
    private func isOpener(_ word: NameWord) -> Bool {
        text.word(at: word.span.start).map { NameContext.openers.contains($0.word) } ?? false
    }

    /// Surnames that are words, which begin sentences.
    private static let common: WordTable = [
        "brown", "white", "black", "green", "young", "long", "short", "hope", "love", "may", "march", "april", "june",
        "king", "price", "best", "day", "most", "last", "first", "new", "so", "an", "do", "he", "she", "we", "will",
        "mark", "rice", "bush", "banks", "case", "field", "wood", "stone", "rose", "hill", "little", "small", "good",
        "more", "much", "many", "park", "church", "power", "rich", "early", "sharp", "strong", "wise", "west", "east",
        "north", "south", "major", "page", "gates", "law", "land", "cook", "baker", "hunt", "grant", "chance", "son",
        "van", "than", "one", "two", "low", "chan", "man", "ban", "can", "dung", "hung", "long", "minh", "on", "thus",
    ]

    /// Words behind a title that make it the name of a thing: `President Office`, `Prince Street`.
    private static let things: WordTable = [
        "office", "department", "day", "house", "palace", "council", "assembly", "committee", "party", "street", "road",
        "university", "ministry", "commission", "court", "hospital", "airport", "bridge", "award", "prize", "cup",
        "league", "act", "group", "election", "elections", "republic", "state", "states", "national", "island",
        "islands",
        "county", "province", "city", "kingdom", "government", "conference", "convention", "session", "inc", "corp",
        "motors", "electric", "staff", "elect", "candidate", "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", "today", "yesterday", "he", "she", "they", "it", "we", "his", "her", "this", "that",
        "there", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november",
        "december", "i", "you", "who", "not", "no", "affairs", "foreign", "prime", "vice", "deputy", "general",
    ]
}
