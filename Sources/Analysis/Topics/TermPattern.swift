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
package struct TermPattern: Hashable, Sendable {
    /// One word of a pattern.
    struct Word: Hashable, Sendable {
        /// The folded bytes; a single comma for a comma.
        var bytes: [UInt8]
        /// Whether any word that begins like this one matches.
        var isPrefix = false
        /// Whether the text must have it in capitals.
        var isCapitals = false
    }

    /// What is wrong with a pattern.
    package enum Fault: Error, Hashable, Sendable {
        case empty
        /// A `*` that does not end a word of at least three letters.
        case misplacedWildcard
        case tooManyWords
        /// A character that no text can match: a full stop, a bracket …
        case unmatchable(Character)
    }

    /// The most words of a pattern.
    package static let wordLimit = 8

    /// The pattern as it was written; evidence names it.
    package let text: String
    let words: [Word]

    /// Reads a pattern.
    package init(_ text: String) throws(Fault) {
        self.text = text
        if let plain = Self.plainWords(of: text) { words = plain } else { words = try Self.words(of: text) }
    }

    /// The words of a pattern of nothing but small letters, digits and single spaces, as most are; nil of others.
    private static func plainWords(of text: String) -> [Word]? {
        var words = [Word(bytes: [])]
        for byte in text.utf8 {
            if byte == 0x20 {
                if words[words.count - 1].bytes.isEmpty { return nil }
                words.append(Word(bytes: []))
            } else if byte &- 97 < 26 || byte &- 48 < 10 {
                words[words.count - 1].bytes.append(byte)
            } else {
                return nil
            }
        }
        return words.last?.bytes.isEmpty == true || words.count > wordLimit ? nil : words
    }

    /// The words, folded.
    private static func words(of text: String) throws(Fault) -> [Word] {
        var words: [Word] = []
        var current = String.UnicodeScalarView()
        func close(prefix: Bool = false) throws(Fault) {
            guard !current.isEmpty else {
                if prefix { throw .misplacedWildcard }
                return
            }
            let word = Word(String(current), isPrefix: prefix)
            if prefix && current.count < 3 { throw .misplacedWildcard }
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
                words.append(Word(bytes: [UInt8(ascii: ",")]))
            } else if TermMatcher.isJoiner(scalar) || scalar.properties.isWhitespace {
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

extension TermPattern.Word {
    /// Folds a word; `WHO` and `G20` are capitals, `A` and `19` are not.
    fileprivate init(_ word: String, isPrefix: Bool) {
        let isCapitals =
            !isPrefix && word.unicodeScalars.count >= 2 && word.unicodeScalars.contains(where: \.isCapital)
            && word.unicodeScalars.allSatisfy { $0.isCapital || ("0"..."9").contains($0) }
        let bytes = Array(word.utf8)
        let isASCII = bytes.allSatisfy { $0 < 0x80 }
        let folded = isASCII ? bytes.map { $0 &- 65 < 26 ? $0 | 32 : $0 } : Folding.folded(bytes)
        self.init(bytes: folded, isPrefix: isPrefix, isCapitals: isCapitals)
    }

    /// The forms that a text may have at the end of a phrase: the word and its plural.
    var forms: [[UInt8]] {
        guard !isPrefix, !isCapitals, bytes.count >= 3, bytes.allSatisfy({ (97...122).contains($0) }) else {
            return [bytes]
        }
        let last = bytes[bytes.count - 1]
        let before = bytes[bytes.count - 2]
        let hisses =
            "sxz".utf8.contains(last) || (last == UInt8(ascii: "h") && "cs".utf8.contains(before))
        if hisses { return [bytes, bytes + "es".utf8] }
        if last == UInt8(ascii: "y"), !"aeou".utf8.contains(before) { return [bytes, bytes.dropLast() + "ies".utf8] }
        return [bytes, bytes + "s".utf8]
    }
}

extension TermPattern {
    /// A key for every form that this pattern matches; two patterns that share one are duplicates.
    package var keys: [String] {
        guard let last = words.last else { return [] }
        var head: [UInt8] = []
        for word in words.dropLast() { head += word.bytes + word.keySuffix + [0x20] }
        return last.forms.map { String(decoding: head + $0 + last.keySuffix, as: UTF8.self) }
    }
}

extension TermPattern.Word {
    /// What tells a word in capitals and the beginning of a word from the plain word.
    fileprivate var keySuffix: [UInt8] {
        isPrefix ? [UInt8(ascii: "*")] : isCapitals ? [UInt8(ascii: "^")] : []
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
