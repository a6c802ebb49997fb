import TextKernel

/// What features are called: their hashes are worked out anew from all that a feature may be made of, with words for each.
///
/// ``TaggerFeatures`` stays as fast as it is; a test holds that no feature of a text is without a name.
struct FeatureNames {
    /// The name of a feature that has none.
    static let rest = "other features"

    /// The features that any token of the document may have.
    private(set) var all: [UInt64: String] = [:]
    private let forms: [WordForm]
    private let surfaces: [String]
    private let types: [String]

    init(_ forms: [WordForm], _ surfaces: [String], types: [String]) {
        self.forms = forms
        self.surfaces = surfaces
        self.types = types.map { Self.words(of: $0) }
        addOfAnyToken()
    }

    /// A type of a lexicon's names in words; the code of one that is not known.
    private static func words(of type: String) -> String {
        let known = [
            "FIRST": "given names", "LAST": "surnames", "RULAST": "Russian surnames", "VN": "Vietnamese names",
            "VNFULL": "Vietnamese full names", "LEADER": "leaders", "TITLE": "titles", "CTRY": "countries",
            "DEM": "nationalities", "REGION": "regions", "ADM1": "provinces", "CAPITAL": "capital cities",
            "CITYL": "large cities", "CITYS": "smaller cities", "CITYA": "other names of cities",
            "ORG": "organisations", "ORGABBR": "acronyms of organisations", "ORGKW": "words of organisations' names",
            "LOCKW": "words of places' names", "COMP": "companies", "COMPS": "smaller companies", "PARTY": "parties",
            "CURR": "currencies", "MONTH": "months", "DOW": "days of the week",
        ]
        return known[type] ?? type
    }

    /// Features that do not depend on where the token stands, or of which there are few.
    private mutating func addOfAnyToken() {
        var all: [UInt64: String] = [:]
        func add(_ template: UInt64, _ value: UInt64, _ name: String) { all[FeatureHash.mix(template, value)] = name }
        add(1, 0, "how frequent the label is")
        for value in UInt64(0)..<128 { add(7, value, "its capitals, digits and marks, and where it stands") }
        for value in UInt64(0)..<128 { add(74, value, "how the word is capitalised in other texts") }
        for value in UInt64(0)..<16 {
            add(
                90, value,
                value & 8 != 0 ? "in small letters elsewhere in the text" : "never in small letters in the text")
        }
        for value in UInt64(0)..<64 { add(95, value, "how it stands elsewhere in the text") }
        add(99, 0, "capitals that stand for no longer name of the text")
        add(99, 1, "capitals that stand for a longer name of the text")
        for (number, type) in types.enumerated() {
            let parts = ["first word of one of the", "inside one of the", "last word of one of the", "one of the"]
            for part in 0..<4 {
                let value = UInt64(number) << 2 | UInt64(part)
                let whole = "\(parts[part]) \(type)"
                add(55, value, whole)
                add(56, value, "the word before is \(whole)")
                add(57, value, "the word after is \(whole)")
                add(97, value, "elsewhere in the text \(whole)")
                for place in UInt64(0)..<16 { add(59, value << 4 | place, whole) }
            }
            add(98, UInt64(number), "elsewhere in the text behind one of the \(type)")
        }
        for (form, surface) in zip(forms, surfaces).dropFirst() {
            let word = "'\(surface)'"
            let capital = FeatureHash.mix(5, form.shortShape)
            add(91, form.lower, "elsewhere in the text after \(word)")
            add(91, capital, "elsewhere in the text after a capital")
            add(92, form.lower, "elsewhere in the text before \(word)")
            add(92, capital, "elsewhere in the text before a capital")
            add(93, form.lower, "elsewhere in the text with \(word) behind it")
            add(94, form.lower, "elsewhere in the text with \(word) before it")
            add(96, form.lower, "the initials of a name of the text that ends in \(word)")
        }
        self.all = all
    }

    /// The features of token `i` of `sentence`.
    func of(
        _ i: Int, in sentence: Range<Int>, _ document: TaggerDocument, _ letters: [[UInt8]], _ features: TaggerFeatures
    ) -> [UInt64: String] {
        var names: [UInt64: String] = [:]
        func add(_ template: UInt64, _ value: UInt64, _ name: String) { names[FeatureHash.mix(template, value)] = name }
        func number(_ token: Int) -> Int { sentence.contains(token) ? Int(document.words[token]) : 0 }
        let numbers = (-2...2).map { number(i + $0) }
        let (p2, p1, a, n1, n2) = (
            forms[numbers[0]], forms[numbers[1]], forms[numbers[2]], forms[numbers[3]], forms[numbers[4]]
        )
        let words = zip(numbers, -2...2).map { number, offset in
            number == 0 ? (offset < 0 ? "the start" : "the end") : "'\(surfaces[number])'"
        }
        let own = "the word is \(words[2])"
        let shape = "how the word is written"
        add(2, a.exact, own)
        add(3, a.lower, own)
        for start in UInt64(1)...2 { add(8, FeatureHash.mix(a.lower, start), own) }
        for (template, value) in [(4, a.shape), (5, a.shortShape)] { add(UInt64(template), value, shape) }
        add(46, FeatureHash.mix(a.suffix, a.shortShape), "how the word is written and ends")
        addAffixes(letters[numbers[2]], add)
        // The word before, the word after.
        add(10, p1.lower, words[1] == "the start" ? "the first word" : "the word before is \(words[1])")
        add(11, n1.lower, words[3] == "the end" ? "the last word" : "the word after is \(words[3])")
        add(12, p2.lower, "two words before stands \(words[0])")
        add(13, n2.lower, "two words after stands \(words[4])")
        add(14, p1.shortShape, "how the word before is written")
        add(15, n1.shortShape, "how the word after is written")
        add(16, p2.shortShape, "how the words around are written")
        add(17, n2.shortShape, "how the words around are written")
        add(18, p1.suffix, "how the word before ends")
        add(19, n1.suffix, "how the word after ends")
        add(47, p1.prefix, "how the word before begins")
        add(48, n1.prefix, "how the word after begins")
        // Several words.
        add(20, FeatureHash.mix(p1.lower, a.lower), "\(words[1]) and then \(words[2])")
        add(21, FeatureHash.mix(a.lower, n1.lower), "\(words[2]) and then \(words[3])")
        add(25, FeatureHash.mix(p1.lower, a.shortShape), "a word written so after \(words[1])")
        add(26, FeatureHash.mix(n1.lower, a.shortShape), "a word written so before \(words[3])")
        add(27, FeatureHash.mix(p2.lower, p1.lower), "the words before are \(words[0]) and \(words[1])")
        add(28, FeatureHash.mix(n1.lower, n2.lower), "the words after are \(words[3]) and \(words[4])")
        add(29, FeatureHash.mix(p1.lower, n1.lower), "between \(words[1]) and \(words[3])")
        let before = FeatureHash.mix(p1.shortShape, a.shortShape)
        let shapes = FeatureHash.mix(before, n1.shortShape)
        let around = "how the words around are written"
        add(22, before, around)
        add(23, FeatureHash.mix(a.shortShape, n1.shortShape), around)
        add(24, shapes, around)
        add(30, FeatureHash.mix(FeatureHash.mix(p2.shortShape, shapes), n2.shortShape), around)
        addClusters((p2, p1, a, n1, n2), add)
        addLists(i, in: sentence, document, (p1, a, n1), words, add)
        return names
    }

    private func addAffixes(_ lower: [UInt8], _ add: (UInt64, UInt64, String) -> Void) {
        for count in 1...4 where lower.count > count {
            let prefix = String(decoding: lower.prefix(count), as: UTF8.self)
            let suffix = String(decoding: lower.suffix(count), as: UTF8.self)
            add(100 + UInt64(count), FeatureHash.of(lower, in: 0..<count), "begins with '\(prefix)-'")
            add(
                110 + UInt64(count), FeatureHash.of(lower, in: (lower.count - count)..<lower.count),
                "ends in '-\(suffix)'")
        }
        if let hyphen = lower.firstIndex(of: 0x2D) {
            let (head, tail) = (0..<hyphen, (hyphen + 1)..<lower.count)
            add(
                121, FeatureHash.of(lower, in: head),
                "'\(String(decoding: lower[head], as: UTF8.self))' before its hyphen")
            add(
                122, FeatureHash.of(lower, in: tail),
                "'\(String(decoding: lower[tail], as: UTF8.self))' behind its hyphen")
        }
    }

    private func addClusters(
        _ words: (p2: WordForm, p1: WordForm, a: WordForm, n1: WordForm, n2: WordForm),
        _ add: (UInt64, UInt64, String) -> Void
    ) {
        let (p2, p1, a, n1, n2) = words
        let (own, before, after, around) = (
            "words used like this one", "words used like the one before", "words used like the one after",
            "words used like those around"
        )
        for (first, form, name) in [(60, a, own), (63, p1, before), (66, n1, after)] {
            add(UInt64(first), UInt64(form.clusters.coarse), name)
            add(UInt64(first) + 1, UInt64(form.clusters.middle), name)
            add(UInt64(first) + 2, UInt64(form.clusters.fine), name)
        }
        let (c, cp, cn) = (UInt64(a.clusters.middle), UInt64(p1.clusters.middle), UInt64(n1.clusters.middle))
        let (cpp, cnn) = (UInt64(p2.clusters.middle), UInt64(n2.clusters.middle))
        add(69, cpp, around)
        add(70, cnn, around)
        add(71, cp << 8 | c, around)
        add(72, c << 8 | cn, around)
        add(73, cp << 8 | cn, around)
        add(75, FeatureHash.mix(c, a.shortShape), own)
        add(76, FeatureHash.mix(UInt64(p1.clusters.fine), a.shortShape), before)
        add(77, FeatureHash.mix(UInt64(n1.clusters.fine), a.shortShape), after)
        add(78, UInt64(n1.clusters.capitals), "how the word after is capitalised in other texts")
        add(79, FeatureHash.mix(a.lower, cp), before)
        add(80, FeatureHash.mix(a.lower, cn), after)
        add(81, FeatureHash.mix(cpp << 8 | cp, a.shortShape), around)
        add(82, FeatureHash.mix(cn << 8 | cnn, a.shortShape), around)
    }

    private func addLists(
        _ i: Int, in sentence: Range<Int>, _ document: TaggerDocument,
        _ forms: (p1: WordForm, a: WordForm, n1: WordForm), _ words: [String],
        _ add: (UInt64, UInt64, String) -> Void
    ) {
        let here = document.listHashes[i]
        let before = i > sentence.lowerBound ? document.listHashes[i - 1] : 2
        let after = i + 1 < sentence.upperBound ? document.listHashes[i + 1] : 2
        let own = listed(document.lists[i])
        add(50, here, own)
        add(58, FeatureHash.mix(here, forms.a.shortShape), own)
        add(51, before, "the lists of the word before")
        add(52, after, "the lists of the word after")
        add(53, FeatureHash.mix(here, after), "\(own), beside the word after")
        add(54, FeatureHash.mix(before, here), "\(own), beside the word before")
        var rest = document.lists[i].all
        while rest != 0 {
            let bit = rest & (0 &- rest)
            let number = rest.trailingZeroBitCount
            let value = UInt64(number) << 2 | document.lists[i].part(bit)
            let type = number < types.count ? types[number] : "lists"
            add(44, FeatureHash.mix(value, forms.p1.lower), "of the \(type), after \(words[1])")
            add(45, FeatureHash.mix(value, forms.n1.lower), "of the \(type), before \(words[3])")
            rest &= rest - 1
        }
    }

    /// `in the lists of surnames, leaders`.
    private func listed(_ marks: TaggerDocument.ListMarks) -> String {
        var found: [String] = []
        for (number, type) in types.enumerated() where marks.all & 1 << UInt32(number) != 0 { found.append(type) }
        return found.isEmpty ? "in no list" : "in the lists of \(found.joined(separator: ", "))"
    }
}
