import TextKernel

/// The forms that an English word may have in a text.
///
/// Forms are written out when terms are compiled, so that finding them costs nothing. Some that English has not are
/// among them (`baned`): no text has them either.
enum TermForms {
    /// The plural of a noun of small ASCII letters; nil for anything else.
    static func plural(of word: PhraseMatcher.Word) -> [UInt8]? {
        guard !word.isPrefix, !word.isCapitals, word.bytes.count >= 3, word.bytes.allSatisfy({ $0 &- 97 < 26 }) else {
            return nil
        }
        let last = word.bytes[word.bytes.count - 1]
        let before = word.bytes[word.bytes.count - 2]
        var plural: [UInt8] = []
        plural.reserveCapacity(word.bytes.count + 2)
        plural += word.bytes
        switch (before, last) {
        case (_, UInt8(ascii: "s")), (_, UInt8(ascii: "x")), (_, UInt8(ascii: "z")),
            (UInt8(ascii: "c"), UInt8(ascii: "h")), (UInt8(ascii: "s"), UInt8(ascii: "h")):
            plural.append(UInt8(ascii: "e"))
        case (_, UInt8(ascii: "y")) where !isVowel(before):
            plural[plural.count - 1] = UInt8(ascii: "i")
            plural.append(UInt8(ascii: "e"))
        default: break
        }
        plural.append(UInt8(ascii: "s"))
        return plural
    }

    /// The word, its plural or third person, its past and its participle.
    static func all(of word: PhraseMatcher.Word) -> [[UInt8]] {
        guard let plural = plural(of: word) else { return [word.bytes] }
        let bytes = word.bytes
        let last = bytes[bytes.count - 1]
        let before = bytes[bytes.count - 2]
        var forms = [bytes, plural]
        func add(_ stem: some Sequence<UInt8>, _ endings: String...) {
            for ending in endings { forms.append(Array(stem) + ending.utf8) }
        }
        if last == UInt8(ascii: "e") {
            add(bytes.dropLast(), "ed", "ing")
            if before == UInt8(ascii: "i") { add(bytes.dropLast(2), "ying") }
        } else if last == UInt8(ascii: "y"), !isVowel(before) {
            add(bytes.dropLast(), "ied")
            add(bytes, "ing")
        } else {
            add(bytes, "ed", "ing")
            // ban, commit: a consonant behind one vowel may be doubled.
            if !isVowel(last), !"wxy".utf8.contains(last), isVowel(before), !isVowel(bytes[bytes.count - 3]) {
                add(bytes + [last], "ed", "ing")
            }
        }
        return forms
    }

    private static func isVowel(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): true
        default: false
        }
    }
}
