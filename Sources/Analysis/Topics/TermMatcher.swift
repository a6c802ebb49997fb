import TextKernel

/// Finds every term of every topic in one walk over a text.
///
/// The kernel's ``PhraseMatcher`` finds the folded words of terms, in every form a term has; what else a term asks for
/// (the case of letters, accents, the length of an ending) is checked on the few places where they stand.
struct TermMatcher: Sendable {
    typealias Match = PhraseMatcher.Match
    typealias Search = PhraseMatcher.Search

    /// The longest text in which terms are looked for; offsets of matches are 32 bits.
    static let byteLimit = PhraseMatcher.byteLimit

    private let phrases: PhraseMatcher
    /// The terms that ask for more than the words; nil for all others, empty when there are none.
    private let checks: [TermCheck?]

    /// Compiles patterns; matches name them by their index.
    ///
    /// - Complexity: O(*n*) for *n* bytes of patterns in all their forms.
    init(_ terms: [TermPattern]) {
        var phrases: [PhraseMatcher.Phrase] = []
        phrases.reserveCapacity(terms.count)
        for (i, term) in terms.enumerated() { phrases += term.phrases(numbered: Int32(i)) }
        self.phrases = PhraseMatcher(phrases)
        checks = terms.contains { $0.options.needsCheck } ? terms.map { TermCheck($0) } : []
    }

    /// Adds the terms in `range` of valid UTF-8 to `search` and returns the number of words.
    ///
    /// - Parameter trustsCapitals: whether a word in capitals says anything; it does not in a title all in capitals.
    /// - Complexity: O(*n*) for *n* bytes; the number of patterns does not matter.
    func find(
        in bytes: [UInt8], _ range: Range<Int>, trustsCapitals: Bool = true, into search: inout Search
    ) -> Int {
        let before = search.matches.count
        let words = phrases.find(in: bytes, range, trustsCapitals: trustsCapitals, into: &search)
        if !checks.isEmpty {
            var kept = before
            for i in before..<search.matches.count {
                let match = search.matches[i]
                if let check = checks[Int(match.phrase)], !check.holds(bytes[Int(match.start)..<Int(match.end)]) {
                    continue
                }
                search.matches[kept] = match
                kept += 1
            }
            search.matches.removeLast(search.matches.count - kept)
        }
        return words
    }
}

/// What a term asks for beyond its folded words, checked where they stand.
struct TermCheck: Sendable {
    private let options: TermPattern.Options
    /// The words as they were written, without commas.
    private let words: [[Character]]
    private let isPrefix: [Bool]

    /// Nil when the folded words are enough.
    init?(_ term: TermPattern) {
        guard term.options.needsCheck else { return nil }
        options = term.options
        words = Self.words(of: term.text.replacing("*", with: ""))
        isPrefix = term.words.filter { $0.bytes != [UInt8(ascii: ",")] }.map(\.isPrefix)
    }

    /// Whether the words of a text, in which the term was found, are as the term asks.
    func holds(_ surface: ArraySlice<UInt8>) -> Bool {
        let found = Self.words(of: String(decoding: surface, as: UTF8.self))
        guard found.count == words.count, isPrefix.count == words.count else { return false }
        return found.indices.allSatisfy { i in
            let (word, written) = (found[i], words[i])
            if let most = options.mostEndingLetters, isPrefix[i], word.count - written.count > most { return false }
            if options.letterCase == .exact,
                !zip(word, written).allSatisfy({ $0.isUppercase == $1.isUppercase })
            {
                return false
            }
            return options.foldsAccents || Self.hasAccents(word, of: written)
        }
    }

    /// Whether the accents are the same: of all letters but the last, which a plural may change, and none beyond.
    private static func hasAccents(_ word: [Character], of written: [Character]) -> Bool {
        let (word, written) = (word.map { $0.lowercased() }, written.map { $0.lowercased() })
        let last = max(0, written.count - 1)
        return word.prefix(last).elementsEqual(written.prefix(last))
            && word.dropFirst(last).filter { !$0.utf8.allSatisfy { $0 < 0x80 } }
                .elementsEqual(written.dropFirst(last).filter { !$0.utf8.allSatisfy { $0 < 0x80 } })
    }

    /// The words of a term or of what it matched: full stops join initials, the `s` of a possessive is none.
    static func words(of text: String) -> [[Character]] {
        var words: [[Character]] = []
        var word: [Character] = []
        func isWord(_ character: Character) -> Bool {
            character.unicodeScalars.first.map { ScalarClass($0).isWord } ?? false
        }
        let characters = Array(text)
        var i = 0
        while i < characters.count {
            let character = characters[i]
            i += 1
            if isWord(character) {
                let isUnspaced = character.unicodeScalars.first.map { ScalarClass($0).isUnspaced } ?? false
                if isUnspaced, !word.isEmpty {
                    words.append(word)
                    word = []
                }
                word.append(character)
                if !isUnspaced { continue }
            } else if character == "." {
                continue
            }
            if !word.isEmpty { words.append(word) }
            word = []
            if "'’".contains(character), i < characters.count, "sS".contains(characters[i]),
                i + 1 == characters.count || !isWord(characters[i + 1])
            {
                i += 1
            }
        }
        return word.isEmpty ? words : words + [word]
    }
}
