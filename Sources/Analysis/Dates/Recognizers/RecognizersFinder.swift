/// Finds dates and times as the cases of Recognizers-Text have them.
package struct RecognizersFinder: Sendable {
    /// An expression with its span in UTF-8 bytes.
    package struct Found: Sendable {
        package var start: Int
        package var end: Int
        /// `date`, `daterange`, `datetime` …
        package var kind: String
        package var modifier: String?
        /// Each reading's TIMEX and value: `2016-11-08`, `2016-11-07/2016-11-14`.
        package var values: [(timex: String, value: String)]
    }

    /// A finder that knows no document.
    package init() {}

    /// Finds everything in `bytes`, seen from a day and the seconds since its midnight.
    package func find(in bytes: [UInt8], reference day: CivilDate, secondOfDay: Int = 0) -> [Found] {
        let text = ASCIIReader(bytes: bytes)
        let resolver = RecognizersResolver(now: Moment(day, second: secondOfDay))
        var lexer = TemporalLexer(text, anyCase: true)
        var found: [Found] = []
        while lexer.next() {
            let tokens = lexer.tokens
            let composer = RecognizersComposer(
                grammar: TemporalGrammar(text: text, tokens: tokens, style: .recognizers), resolver: resolver)
            for piece in composer.pieces() where piece.end > piece.start && piece.start >= 0 {
                var end = piece.end
                if tokens[end - 1].kind == .possessive, end - piece.start >= 2 { end -= 1 }
                found.append(
                    Found(
                        start: tokens[piece.start].start, end: tokens[end - 1].end, kind: piece.found.kind.rawValue,
                        modifier: piece.found.modifier, values: piece.found.values()))
            }
        }
        return found
    }
}
