import TextKernel

/// A word or phrase to be found in text, as an editor writes it: `oil price`, `vaccin*`, `WHO`, `defence, security`.
///
/// - Words are compared folded: case, accents and the kind of dash or apostrophe do not matter, and a pattern never
///   matches inside a word.
/// - Between two words of a phrase there may be spaces, hyphens, quotes or one line end, and a comma only where the
///   pattern has one. `COVID-19` and `covid 19` are the same pattern.
/// - The last word may stand in the plural: `tariff` finds `tariffs`, `embassy` `embassies`, `tax` `taxes`.
/// - `*` at the end of a word of at least three letters stands for any ending: `vaccin*`.
/// - A word of two or more capitals matches only capitals: `WHO` finds `WHO` and `W.H.O.`, not `who`.
///
/// ``Options`` change each of these.
package struct TermPattern: Hashable, Sendable {
    /// How the words of a text must fit those of a pattern.
    package struct Options: Hashable, Sendable {
        /// How the case of letters must fit.
        package enum LetterCase: String, Sendable, CaseIterable {
            /// Words of capitals match only capitals, all others any case.
            case capitals
            /// Any case: `WHO` finds `who`.
            case any
            /// The case of every letter as it is written: `Apple` finds neither `apple` nor `APPLE`.
            case exact
        }

        /// Which forms of a word are found too.
        package enum Stemming: String, Sendable, CaseIterable {
            /// The plural of the last word.
            case plural
            /// The forms of nouns and verbs of every word: `negotiate` finds `negotiates`, `negotiated`, `negotiating`.
            case full
            /// Only what is written.
            case none
        }

        package var letterCase = LetterCase.capitals
        package var stemming = Stemming.plural
        /// The most letters that `*` stands for; nil for any number.
        package var mostEndingLetters: Int?
        /// Whether accents do not matter.
        package var foldsAccents = true

        /// What a term without options has.
        package init() {}

        /// Whether the folded words are not enough.
        var needsCheck: Bool { letterCase == .exact || mostEndingLetters != nil || !foldsAccents }
    }

    /// One word of a pattern: its folded bytes, a single comma for a comma.
    typealias Word = PhraseMatcher.Word

    /// What is wrong with a pattern.
    package enum Fault: Error, Hashable, Sendable {
        case empty
        /// A `*` that does not end a word of at least three letters.
        case misplacedWildcard
        case tooManyWords
        case tooLongWord
        /// More forms than ``formLimit``, with full stemming.
        case tooManyForms
        /// A character that no text can match: a full stop, a bracket …
        case unmatchable(Character)
    }

    /// The most words of a pattern.
    package static let wordLimit = 8
    /// The most letters of a word, folded and in UTF-8; an ending has room behind them.
    package static let letterLimit = 95
    /// The most spellings that the forms of its words may have together.
    package static let formLimit = 256

    /// The pattern as it was written; evidence names it.
    package let text: String
    package let options: Options
    let words: [Word]
    /// Whether the text is the words as they are, with a space between them.
    private let isPlain: Bool

    /// Reads a pattern.
    package init(_ text: String, _ options: Options = Options()) throws(Fault) {
        self.text = text
        self.options = options
        let plain = Self.plainWords(of: text)
        isPlain = plain != nil
        if let plain { words = plain } else { words = try Self.words(of: text, options) }
        guard words.allSatisfy({ $0.bytes.count <= Self.letterLimit }) else { throw .tooLongWord }
        if options.stemming == .full {
            var count = 1
            for word in words {
                count *= TermForms.all(of: word).count
                if count > Self.formLimit { throw .tooManyForms }
            }
        }
    }

    /// The words of a pattern of nothing but small letters, digits and single spaces, as most are; nil of others.
    private static func plainWords(of text: String) -> [Word]? {
        let bytes = Array(text.utf8)
        var words: [Word] = []
        var start = 0
        for (i, byte) in bytes.enumerated() {
            if byte &- 97 < 26 || byte &- 48 < 10 { continue }
            guard byte == 0x20, i > start else { return nil }
            words.append(Word(Array(bytes[start..<i])))
            start = i + 1
        }
        if start == bytes.count || words.count >= wordLimit { return nil }
        words.append(Word(start == 0 ? bytes : Array(bytes[start...])))
        return words
    }

    /// The words, folded.
    private static func words(of text: String, _ options: Options) throws(Fault) -> [Word] {
        var words: [Word] = []
        var current = String.UnicodeScalarView()
        func close(prefix: Bool = false) throws(Fault) {
            guard !current.isEmpty else {
                if prefix { throw .misplacedWildcard }
                return
            }
            let word = Word(String(current), isPrefix: prefix, options)
            if prefix && (current.count < 3 || word.bytes.count < 3) { throw .misplacedWildcard }
            if word.bytes.isEmpty { throw .empty }
            words.append(word)
            current = String.UnicodeScalarView()
        }
        let scalars = Array(text.unicodeScalars)
        /// Whether a single capital stands there, as in `U.N.`
        func isInitial(_ i: Int) -> Bool {
            i >= 0 && scalars[i].isCapital && (i == 0 || !scalars[i - 1].isWord)
        }
        for (i, scalar) in scalars.enumerated() {
            if scalar.isUnspaced {
                try close()
                current.append(scalar)
                try close()
            } else if scalar.isWord {
                if i > 0, scalars[i - 1] == "*" { throw .misplacedWildcard }
                current.append(scalar)
            } else if scalar == "*" {
                try close(prefix: true)
            } else if scalar == ".", isInitial(i - 1) {
                continue
            } else if scalar == "," {
                try close()
                words.append(Word([UInt8(ascii: ",")]))
            } else if PhraseMatcher.isJoiner(scalar) || scalar.properties.isWhitespace {
                try close()
            } else {
                throw .unmatchable(Character(scalar))
            }
        }
        try close()
        guard words.contains(where: { $0.bytes != [UInt8(ascii: ",")] }) else { throw .empty }
        guard words.count <= wordLimit else { throw .tooManyWords }
        return words
    }
}

extension PhraseMatcher.Word {
    /// Folds a word; `WHO` and `G20` are capitals, `A` and `19` are not.
    fileprivate init(_ word: String, isPrefix: Bool, _ options: TermPattern.Options) {
        let isCapitals =
            options.letterCase == .capitals && !isPrefix && word.unicodeScalars.count >= 2
            && word.unicodeScalars.contains(where: \.isCapital)
            && word.unicodeScalars.allSatisfy { $0.isCapital || ("0"..."9").contains($0) }
        let bytes = Array(word.utf8)
        let isASCII = bytes.allSatisfy { $0 < 0x80 }
        let folded = isASCII ? bytes.map { $0 &- 65 < 26 ? $0 | 32 : $0 } : Folding.folded(bytes)
        self.init(folded, isPrefix: isPrefix, isCapitals: isCapitals)
    }
}

extension TermPattern {
    /// What the kernel looks for.
    func phrases(numbered number: Int32) -> [PhraseMatcher.Phrase] {
        switch options.stemming {
        case .none: [PhraseMatcher.Phrase(words, number: number)]
        case .plural:
            [PhraseMatcher.Phrase(words, number: number, plural: words.last.flatMap { TermForms.plural(of: $0) })]
        case .full: spellings.map { PhraseMatcher.Phrase($0, number: number) }
        }
    }

    /// Every spelling that this pattern matches.
    private var spellings: [[Word]] {
        switch options.stemming {
        case .none: return [words]
        case .plural:
            guard let last = words.last, let plural = TermForms.plural(of: last) else { return [words] }
            return [words, words.dropLast() + [Word(plural)]]
        case .full:
            return words.reduce([[]]) { spellings, word in
                let forms = TermForms.all(of: word)
                return spellings.flatMap { before in
                    forms.map { before + [Word($0, isPrefix: word.isPrefix, isCapitals: word.isCapitals)] }
                }
            }
        }
    }

    /// A key for every spelling that this pattern matches; two patterns that share one are duplicates.
    package var keys: [String] {
        if isPlain, options.stemming != .full, !options.needsCheck {
            guard options.stemming == .plural, let last = words.last, let plural = TermForms.plural(of: last) else {
                return [text]
            }
            var other = Array(text.utf8)
            other.replaceSubrange(other.count - last.bytes.count..<other.count, with: plural)
            return [text, String(decoding: other, as: UTF8.self)]
        }
        let keys = spellings.map { words in
            var key: [UInt8] = []
            for word in words {
                if !key.isEmpty { key.append(0x20) }
                key += word.bytes
                if word.isPrefix { key.append(UInt8(ascii: "*")) }
                if word.isCapitals { key.append(UInt8(ascii: "^")) }
            }
            return String(decoding: key, as: UTF8.self)
        }
        guard options.needsCheck else { return keys }
        // What is checked beyond the words makes another term of it.
        let more =
            "\(options.letterCase == .exact || !options.foldsAccents ? text : "") \(options.mostEndingLetters ?? -1)"
        return keys.map { "\($0) \(more)" }
    }
}

/// The classes of characters; those of ASCII without the kernel's tables, which a taxonomy of ASCII then never unpacks.
extension Unicode.Scalar {
    fileprivate var isWord: Bool {
        isASCII ? (value | 32) &- 97 < 26 || value &- 48 < 10 : ScalarClass(self).isWord
    }
    fileprivate var isCapital: Bool { isASCII ? value &- 65 < 26 : ScalarClass(self).isUppercase }
    fileprivate var isUnspaced: Bool { !isASCII && ScalarClass(self).isUnspaced }
}
