/// The words with which texts introduce other names.
enum AliasCues {
    /// How a text introduces a name.
    struct Cue: Sendable {
        /// The words, in small letters.
        let words: [StaticString]
        /// What the rule is called.
        let rule: String
        /// Whether a short form may follow, and a name.
        let short: Bool
        let name: Bool
        /// Whether the name is only taken where it ends before a mark: the cue has other uses.
        var isWeak = false
    }

    /// In the order in which they are tried: longer ones before what they begin with.
    static let all: [Cue] = [
        Cue(words: ["also", "known", "as"], rule: "also-known-as", short: true, name: true),
        Cue(words: ["also", "called"], rule: "also-called", short: true, name: true),
        Cue(words: ["also", "termed"], rule: "also-called", short: true, name: true),
        Cue(words: ["also", "referred", "to", "as"], rule: "also-called", short: true, name: true),
        Cue(words: ["also", "abbreviated", "as"], rule: "abbreviated", short: true, name: false),
        Cue(words: ["better", "known", "as"], rule: "better-known-as", short: true, name: true),
        Cue(words: ["best", "known", "as"], rule: "better-known-as", short: true, name: true),
        Cue(words: ["widely", "known", "as"], rule: "known-as", short: true, name: true),
        Cue(words: ["commonly", "known", "as"], rule: "known-as", short: true, name: true),
        Cue(words: ["popularly", "known", "as"], rule: "known-as", short: true, name: true),
        Cue(words: ["locally", "known", "as"], rule: "known-as", short: true, name: true),
        Cue(words: ["previously", "known", "as"], rule: "formerly", short: true, name: true),
        Cue(words: ["formerly", "known", "as"], rule: "formerly", short: true, name: true),
        Cue(words: ["formerly", "called"], rule: "formerly", short: true, name: true),
        Cue(words: ["formerly", "the"], rule: "formerly", short: true, name: true, isWeak: true),
        Cue(words: ["formerly"], rule: "formerly", short: true, name: true, isWeak: true),
        Cue(words: ["previously", "called"], rule: "formerly", short: true, name: true),
        Cue(words: ["once", "known", "as"], rule: "formerly", short: true, name: true),
        Cue(words: ["now", "known", "as"], rule: "now", short: true, name: true),
        Cue(words: ["now", "called"], rule: "now", short: true, name: true),
        Cue(words: ["now"], rule: "now", short: true, name: true, isWeak: true),
        Cue(words: ["known", "as"], rule: "known-as", short: true, name: true),
        Cue(words: ["known", "locally", "as"], rule: "known-as", short: true, name: true),
        Cue(words: ["referred", "to", "as"], rule: "called", short: true, name: true),
        Cue(words: ["hereafter", "referred", "to", "as"], rule: "hereafter", short: true, name: false),
        Cue(words: ["hereafter"], rule: "hereafter", short: true, name: false),
        Cue(words: ["hereinafter"], rule: "hereafter", short: true, name: false),
        Cue(words: ["henceforth"], rule: "hereafter", short: true, name: false),
        Cue(words: ["abbreviated", "to"], rule: "abbreviated", short: true, name: false),
        Cue(words: ["abbreviated", "as"], rule: "abbreviated", short: true, name: false),
        Cue(words: ["abbreviated"], rule: "abbreviated", short: true, name: false),
        Cue(words: ["designated", "as"], rule: "called", short: true, name: false),
        Cue(words: ["designated"], rule: "called", short: true, name: false),
        Cue(words: ["denoted", "as"], rule: "called", short: true, name: false),
        Cue(words: ["denoted", "by"], rule: "called", short: true, name: false),
        Cue(words: ["denoted"], rule: "called", short: true, name: false),
        Cue(words: ["termed"], rule: "called", short: true, name: true),
        Cue(words: ["called", "the"], rule: "called", short: true, name: true),
        Cue(words: ["called"], rule: "called", short: true, name: true),
        Cue(words: ["named"], rule: "called", short: true, name: false),
        Cue(words: ["dubbed", "the"], rule: "dubbed", short: true, name: true),
        Cue(words: ["dubbed"], rule: "dubbed", short: true, name: true),
        Cue(words: ["nicknamed", "the"], rule: "nicknamed", short: true, name: true),
        Cue(words: ["nicknamed"], rule: "nicknamed", short: true, name: true),
        Cue(words: ["aka"], rule: "also-known-as", short: true, name: true),
        Cue(words: ["a.k.a."], rule: "also-known-as", short: true, name: true),
        Cue(words: ["alias"], rule: "also-known-as", short: false, name: true),
        Cue(words: ["i.e.,"], rule: "that-is", short: true, name: false),
        Cue(words: ["i.e."], rule: "that-is", short: true, name: false),
        Cue(words: ["ie"], rule: "that-is", short: true, name: false),
        Cue(words: ["or", "the"], rule: "or", short: true, name: false),
        Cue(words: ["or"], rule: "or", short: true, name: false),
        Cue(words: ["the", "so-called"], rule: "called", short: true, name: false),
        Cue(words: ["so-called"], rule: "called", short: true, name: false),
        Cue(words: ["short", "for"], rule: "short-for", short: true, name: false),
        Cue(words: ["which", "stands", "for"], rule: "short-for", short: true, name: false),
        Cue(words: ["stands", "for"], rule: "short-for", short: true, name: false),
        Cue(words: ["the"], rule: "the", short: true, name: false),
    ]

    /// The cue for a short form with which `range` begins, and where it ends.
    static func introduction(_ bytes: [UInt8], _ range: Range<Int>) -> (Cue, Int)? {
        guard let (cue, end) = cue(bytes, range), cue.short else { return nil }
        return (cue, end)
    }

    /// The cue with which `range` begins, and where what follows begins.
    static func cue(_ bytes: [UInt8], _ range: Range<Int>) -> (Cue, Int)? {
        guard let first = range.first, initials.contains(bytes[first] | 32) else { return nil }
        for cue in all {
            if let end = end(of: cue, bytes, range) { return (cue, end) }
        }
        return nil
    }

    private static let initials = Set(all.compactMap { $0.words.first?.withUTF8Buffer { $0.first } })

    private static func end(of cue: Cue, _ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var i = range.lowerBound
        for word in cue.words {
            let matches = word.withUTF8Buffer { word in
                i + word.count < range.upperBound && word.indices.allSatisfy { bytes[i + $0] | 32 == word[$0] | 32 }
            }
            guard matches else { return nil }
            i += word.utf8CodeUnitCount
            guard AliasText.isSpace(bytes, i) else { return nil }
            while i < range.upperBound, AliasText.isSpace(bytes, i) { i += 1 }
        }
        return i < range.upperBound ? i : nil
    }
}
