/// Tells from the words around a date whether its sentence speaks of the past or the future.
///
/// The nearest verb before the date decides, else the nearest one after it: `will meet on Tuesday` is ahead, `said
/// Tuesday it will` is behind. Words are looked at within one sentence and within a bounded distance.
struct TenseReader {
    enum Tense: Sendable { case past, future, unknown }

    let text: ASCIIReader

    /// The tense that governs the expression in a range of bytes.
    func tense(around range: Range<Int>) -> Tense {
        var i = range.lowerBound
        var isPassive = false
        var passed = 0
        // Back to the start of the sentence.
        while i > 0, passed < 22 {
            let byte = text[i - 1]
            if byte == UInt8(ascii: "."), isSentenceEnd(i - 1) { break }
            if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: ";") { break }
            if byte == 0x0A, text[i - 2] == 0x0A { break }
            guard ASCIIReader.isLetter(byte) else {
                i -= 1
                continue
            }
            let start = text.lettersStart(i)
            defer {
                i = start
                passed += 1
            }
            // A capital begins a name, or `May`.
            guard i - start <= 16, ASCIIReader.isSmall(text[start]) else { continue }
            let word = WordKey(text.bytes, start..<i)
            if isPassive {
                // `will be held`, `is to be held`, `was held`.
                if word == "be" || word == "been" || word == "being" || Self.adverbs.contains(word) {
                    if word == "be" { return .future }
                    continue
                }
                return .past
            }
            if Self.future.contains(word) { return .future }
            if Self.past.contains(word) || isPastForm(start, i) { isPassive = true }
        }
        if isPassive { return .past }
        i = range.upperBound
        passed = 0
        while i < text.count, passed < 14 {
            let byte = text[i]
            if byte == UInt8(ascii: "."), isSentenceEnd(i) { break }
            if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: ";") { break }
            if byte == 0x0A, text[i + 1] == 0x0A { break }
            guard ASCIIReader.isLetter(byte) else {
                i += 1
                continue
            }
            let end = text.lettersEnd(i)
            defer {
                i = end
                passed += 1
            }
            guard end - i <= 16, ASCIIReader.isSmall(text[i]) else { continue }
            let word = WordKey(text.bytes, i..<end)
            if Self.future.contains(word) { return .future }
            if Self.past.contains(word) || isPastForm(i, end) { return .past }
        }
        return .unknown
    }

    private func isSentenceEnd(_ i: Int) -> Bool {
        let space = text.space(i + 1)
        let next = text[i + 1 + space]
        guard space > 0 || text[i + 1] == 0x0A || i + 1 >= text.count, !ASCIIReader.isSmall(next),
            !ASCIIReader.isDigit(next)
        else { return false }
        // `Mr. Smith`, `U.S. President`, `Sept. 5`.
        let start = text.lettersStart(i)
        return i - start > 3 || !ASCIIReader.isCapital(text[start]) && i > start
    }

    /// Whether a word has the form of a regular past: `visited`; names in capitals have not.
    private func isPastForm(_ start: Int, _ end: Int) -> Bool {
        end - start >= 5 && text[end - 1] | 0x20 == UInt8(ascii: "d") && text[end - 2] | 0x20 == UInt8(ascii: "e")
            && ASCIIReader.isSmall(text[start]) && text[end - 3] != UInt8(ascii: "e")
    }

    private static let future: WordTable = [
        "will", "would", "shall", "ll", "upcoming", "plans", "plan", "planned", "planning", "expects", "expect",
        "expected",
        "expecting", "scheduled", "due", "slated", "hopes", "intends", "must", "should", "may", "might", "can", "could",
        "next",
        "going", "wo", "forecast", "forecasts", "projected", "tomorrow", "let", "deadline", "until", "ahead",
    ]
    private static let past: WordTable = [
        "was", "were", "had", "did", "has", "have", "said", "told", "met", "held", "took", "made", "came", "went",
        "gave", "got",
        "left", "found", "won", "lost", "fell", "rose", "began", "saw", "led", "sent", "spoke", "struck", "shot", "hit",
        "broke",
        "brought", "became", "felt", "kept", "paid", "ran", "sold", "fought", "wrote", "drew", "flew", "grew", "knew",
        "threw",
        "died", "been", "bought", "built", "caught", "chose", "drove", "fed", "fled", "heard", "hung", "laid", "lay",
        "meant",
        "rode", "sang", "sank", "sat", "shook", "slid", "slept", "stood", "stole", "swore", "swept", "taught",
        "thought", "tied",
        "understood", "withdrew", "ago", "yesterday", "earlier", "previously", "since", "dropped", "closed",
    ]
    private static let adverbs: WordTable = [
        "also", "already", "not", "only", "then", "later", "recently", "reportedly",
    ]
}
