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
        let bytes = word.bytes
        let last = bytes[bytes.count - 1]
        let before = bytes[bytes.count - 2]
        if "sxz".utf8.contains(last) || (last == UInt8(ascii: "h") && "cs".utf8.contains(before)) {
            return bytes + "es".utf8
        }
        if last == UInt8(ascii: "y"), !isVowel(before) { return bytes.dropLast() + "ies".utf8 }
        return bytes + "s".utf8
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

    private static func isVowel(_ byte: UInt8) -> Bool { "aeiou".utf8.contains(byte) }
}
