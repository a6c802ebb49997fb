import Diagnostics

/// Reads the text of a cron expression.
struct CronReader {
    private let text: String
    private let source: String
    private let line: Int
    private let characters: [Character]

    /// Most bytes of an expression.
    static let mostBytes = 1000

    /// The words that stand for five fields.
    private static let words = [
        "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
        "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
    ]

    init(_ text: String, source: String, line: Int) {
        self.text = text
        self.source = source
        self.line = line
        characters = text.utf8.count > Self.mostBytes ? [] : Array(text)
    }

    func expression() throws(Diagnostic) -> CronExpression {
        guard text.utf8.count <= Self.mostBytes else {
            throw problem(0..<1, "a cron expression has at most \(Self.mostBytes) bytes")
        }
        let pieces = Self.pieces(characters)
        if let first = pieces.first, characters[first.lowerBound] == "@" { return try word(first, pieces) }
        guard pieces.count == 5 else {
            let names = CronField.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw problem(
                pieces.count > 5 ? pieces[5] : characters.count..<characters.count + 1,
                "a cron expression has 5 fields, found \(pieces.count)", hint: "the fields are \(names)")
        }
        var fields: [CronField] = []
        for (kind, piece) in zip(CronField.Kind.allCases, pieces) {
            let reader = CronFieldReader(kind: kind, text: Array(characters[piece])) { range in
                place(range.lowerBound + piece.lowerBound..<range.upperBound + piece.lowerBound)
            }
            fields.append(try reader.field())
        }
        return CronExpression(text: pieces.map { String(characters[$0]) }.joined(separator: " "), fields: fields)
    }

    /// `@daily` and the like.
    private func word(_ first: Range<Int>, _ pieces: [Range<Int>]) throws(Diagnostic) -> CronExpression {
        let word = String(characters[first])
        guard pieces.count == 1 else { throw problem(pieces[1], "nothing follows '\(word)'") }
        if word == "@reboot" { return CronExpression(text: word, fields: []) }
        guard let expanded = Self.words[word] else {
            let known = (Array(Self.words.keys) + ["@reboot"]).sorted()
            throw problem(
                first, "there is no '\(word)'",
                hint: nearestName(to: word, among: known).map { "did you mean '\($0)'?" }
                    ?? "there are \(known.joined(separator: ", "))")
        }
        let fields = Array(expanded).split(separator: " ")
        var read: [CronField] = []
        for (kind, field) in zip(CronField.Kind.allCases, fields) {
            read.append(try CronFieldReader(kind: kind, text: Array(field), place: { _ in place(first) }).field())
        }
        return CronExpression(text: word, fields: read)
    }

    private func problem(_ range: Range<Int>, _ problem: String, hint: String? = nil) -> Diagnostic {
        Diagnostic("bad-cron", problem, at: place(range), hint: hint)
    }

    /// Columns count code points.
    private func place(_ range: Range<Int>) -> SourceLocation {
        func width(_ range: Range<Int>) -> Int {
            characters[range.clamped(to: 0..<characters.count)].reduce(0) { $0 + $1.unicodeScalars.count }
        }
        return SourceLocation(
            file: source, line: line, column: width(0..<range.lowerBound) + 1, length: max(1, width(range)),
            excerpt: characters.isEmpty ? nil : SourceExcerpt(line: text))
    }

    /// Where the pieces between blanks are.
    private static func pieces(_ characters: [Character]) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start: Int?
        for (i, character) in characters.enumerated() {
            let isBlank = character == " " || character == "\t"
            if isBlank, let begun = start {
                pieces.append(begun..<i)
                start = nil
            } else if !isBlank, start == nil {
                start = i
            }
        }
        if let start { pieces.append(start..<characters.count) }
        return pieces
    }
}
