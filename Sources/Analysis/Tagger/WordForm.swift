import TextKernel

/// What is known of a word from its letters alone; worked out once for each distinct word.
struct WordForm {
    /// Hashes: of the bytes, of the folded form with digits as 0, of the folded form.
    var exact: UInt64 = 0
    var lower: UInt64 = 0
    var folded: UInt64 = 0
    /// Hashes of the shape (`Xxxxx`, `00.0`) and of the shape without repetitions (`Xx`).
    var shape: UInt64 = 0
    var shortShape: UInt64 = 0
    var prefix: UInt64 = 0
    var suffix: UInt64 = 0
    /// The hash of the ASCII letters of an acronym, folded.
    var letters: UInt64 = 0
    /// The lists the word stands in alone, a bit for each type.
    var listed: UInt32 = 0
    /// Whether longer names begin with the word: 1 those found in any case, 2 those that need a capital.
    var beginsNames: UInt8 = 0
    /// The numbers of the word's clusters, coarse to fine, and the class of its capitals.
    var clusters = Lexicon.Clusters()
    /// The number of its lower-cased form among those of one ``WordStore``.
    var lowerNumber: UInt32 = 0
    var traits: Traits = []
    /// Scalars, at most 65,535.
    var length: UInt16 = 0
    /// The first byte of the folded form.
    var initial: UInt8 = 0

    struct Traits: OptionSet {
        let rawValue: UInt16
        /// Begins with a capital.
        static let capital = Traits(rawValue: 1)
        /// Has capitals and no small letter.
        static let allCapitals = Traits(rawValue: 2)
        static let digit = Traits(rawValue: 4)
        static let hyphen = Traits(rawValue: 8)
        /// Has letters with marks, or beyond ASCII.
        static let marked = Traits(rawValue: 16)
        /// Letters only.
        static let letters = Traits(rawValue: 32)
        /// A sign after which a sentence may begin.
        static let opens = Traits(rawValue: 64)
        /// A small word that stands inside names: of, the, and, for …
        static let joins = Traits(rawValue: 128)
        /// At least two capitals.
        static let capitals = Traits(rawValue: 256)
        static let stop = Traits(rawValue: 512)
    }

    /// What stands before and after the words of a sentence.
    static let outside: WordForm = {
        var form = WordForm()
        form.exact = 999
        form.lower = 999
        form.folded = 999
        form.shape = 999
        form.shortShape = 999
        form.prefix = 999
        form.suffix = 999
        form.clusters = Lexicon.Clusters(fine: 1023, middle: 255, coarse: 63, capitals: 7)
        return form
    }()
}

/// The letters of a word, looked at closely: what ``WordForm`` and the word's own features are made of.
struct WordLetters {
    /// Longer words are known by their first bytes alone.
    static let limit = 96

    /// Folded, digits as 0.
    let lower: [UInt8]
    let form: WordForm

    /// Looks at the word in `range`, with a lexicon for its lists and clusters.
    init(_ bytes: [UInt8], _ range: Range<Int>, _ lexicon: Lexicon) {
        var end = range.upperBound
        if range.count > Self.limit {
            end = max(UTF8Kernel.scalarBoundary(atOrBefore: range.lowerBound + Self.limit, in: bytes), range.lowerBound)
        }
        let word = Array(bytes[range.lowerBound..<end])
        let folded = Folding.folded(word)
        lower = folded.map { $0 &- 48 < 10 ? 48 : $0 }
        var form = WordForm()
        form.exact = FeatureHash.of(word)
        form.lower = FeatureHash.of(lower)
        form.folded = FeatureHash.of(folded)
        form.initial = lower.first ?? 0
        form.prefix = FeatureHash.of(lower, in: 0..<min(3, lower.count))
        form.suffix = FeatureHash.of(lower, in: max(0, lower.count - 3)..<lower.count)
        form.letters = FeatureHash.of(lower.filter { $0 &- 97 < 26 })
        Self.look(word, &form)
        if Self.openings.contains(lower) { form.traits.insert(.opens) }
        if Self.joiners.contains(lower) { form.traits.insert(.joins) }
        Self.look(form.folded, lexicon, &form)
        form.clusters = lexicon.clusters(of: form.lower)
        self.form = form
    }

    /// Shapes and traits.
    private static func look(_ word: [UInt8], _ form: inout WordForm) {
        var shape: [UInt8] = []
        var short: [UInt8] = []
        var length = 0
        var capitals = 0
        var hasSmall = false
        form.traits = .letters
        for scalar in String(decoding: word, as: UTF8.self).unicodeScalars {
            let bits = ScalarClass(scalar)
            let mark: UInt8
            switch bits.kind {
            case .letter where bits.isUppercase:
                mark = 0x58
                capitals += 1
                if length == 0 { form.traits.insert(.capital) }
            case .letter, .mark:
                mark = 0x78
                hasSmall = true
            case .digit:
                mark = 0x30
                form.traits.insert(.digit)
            default: mark = scalar.value < 128 ? UInt8(truncatingIfNeeded: scalar.value) : 0x7E
            }
            if mark != 0x58, mark != 0x78 { form.traits.remove(.letters) }
            if mark == 0x2D { form.traits.insert(.hyphen) }
            if mark == 0x2E { form.traits.insert(.stop) }
            if scalar.value >= 0xC0, mark == 0x58 || mark == 0x78 { form.traits.insert(.marked) }
            if length < 10 { shape.append(mark) }
            if short.last != mark { short.append(mark) }
            length += 1
        }
        if length == 0 { form.traits.remove(.letters) }
        if capitals > 0, !hasSmall { form.traits.insert(.allCapitals) }
        if capitals > 1 { form.traits.insert(.capitals) }
        form.shape = FeatureHash.of(shape)
        form.shortShape = FeatureHash.of(short)
        form.length = UInt16(clamping: length)
    }

    /// Lists.
    private static func look(_ word: UInt64, _ lexicon: Lexicon, _ form: inout WordForm) {
        func value(_ rule: Lexicon.CaseRule) -> UInt32 { lexicon.value(after: rule.rawValue, word).value }
        let anyhow = value(.any)
        let capital = value(.capital)
        form.listed = anyhow & Lexicon.typeBits
        if !form.traits.isDisjoint(with: [.capital, .digit]) { form.listed |= capital & Lexicon.typeBits }
        if form.traits.contains(.allCapitals) || (form.length > 3 && form.traits.contains(.capitals)) {
            form.listed |= value(.capitals) & Lexicon.typeBits
        }
        form.beginsNames = (anyhow & Lexicon.goesOn != 0 ? 1 : 0) | (capital & Lexicon.goesOn != 0 ? 2 : 0)
    }

    private static let openings = Set(
        [".", "!", "?", ":", "\"", "'", "*", "-", "``", "(", "[", ";", "\u{AB}", "\u{2022}"].map {
            Folding.folded(Array($0.utf8))
        })
    private static let joiners = Set(["of", "the", "and", "for", "on", "&", "in"].map { Array($0.utf8) })
}
