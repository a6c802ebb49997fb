/// The words that numbers are written with, each looked up once.
struct NumberWord {
    /// What a word does in a number.
    enum Kind: Int {
        /// Zero to nineteen.
        case small
        /// Twenty, thirty …
        case ten
        case hundred
        /// A multiplier; the value is its power of ten.
        case scale
        /// Twelve, behind a number.
        case dozen
        /// The lower half of a fraction alone: half, quarter.
        case part
    }

    var kind: Kind
    var value: Int
    /// `third`, `hundredth`: an ordinal, and the lower half of a fraction.
    var isOrdinal: Bool
    /// `thirds`, `quarters`, `millions`.
    var isPlural: Bool
    /// `bn`, `mln`: stands behind digits alone.
    var isShort: Bool

    private static func code(_ kind: Kind, _ value: Int, _ flags: Int = 0) -> Int { kind.rawValue | flags | value << 8 }
    private static let ordinal = 16
    private static let plural = 32
    private static let short = 64

    private init(code: Int) {
        kind = Kind(rawValue: code & 15) ?? .small
        value = code >> 8
        isOrdinal = code & Self.ordinal != 0
        isPlural = code & Self.plural != 0
        isShort = code & Self.short != 0
    }

    /// The number word with these letters; nil when it is none.
    init?(_ word: WordKey) {
        guard let code = Self.table[word] else { return nil }
        self.init(code: code)
    }

    private static let table = WordTable(
        zip(
            [
                "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
                "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
            ], 0...19
        ).map { ($0, code(.small, $1)) }
            + [("nought", code(.small, 0)), ("naught", code(.small, 0))]
            + zip(
                [
                    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
                    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
                    "seventeenth", "eighteenth", "nineteenth",
                ], 0...19
            ).map { ($0, code(.small, $1, ordinal)) }
            // `seconds` are none: they are time.
            + zip(
                [
                    "thirds", "fourths", "fifths", "sixths", "sevenths", "eighths", "ninths", "tenths", "elevenths",
                    "twelfths", "thirteenths", "fourteenths", "fifteenths", "sixteenths",
                ], 3...16
            ).map { ($0, code(.small, $1, ordinal | plural)) }
            + zip(
                ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2...9
            ).map { ($0, code(.ten, 10 * $1)) }
            + [("fourty", code(.ten, 40)), ("nineth", code(.small, 9, ordinal))]
            + zip(
                [
                    "twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth",
                    "ninetieth",
                ], 2...9
            ).map { ($0, code(.ten, 10 * $1, ordinal)) }
            + [
                ("hundred", code(.hundred, 100)), ("hundredth", code(.hundred, 100, ordinal)),
                ("hundredths", code(.hundred, 100, ordinal | plural)),
                ("dozen", code(.dozen, 12)), ("dozens", code(.dozen, 12, plural)),
                ("half", code(.part, 2)), ("halves", code(.part, 2, plural)),
                ("quarter", code(.part, 4)), ("quarters", code(.part, 4, plural)),
            ]
            + scales)

    private static let scales: [(WordKey, Int)] = [
        ("thousand", 3, 0), ("lakh", 5, 0), ("lakhs", 5, plural), ("lac", 5, short), ("lacs", 5, short),
        ("million", 6, 0), ("millions", 6, plural), ("mn", 6, short), ("mln", 6, short), ("mio", 6, short),
        ("mil", 6, short), ("crore", 7, 0), ("crores", 7, plural), ("cr", 7, short),
        ("billion", 9, 0), ("billions", 9, plural), ("bn", 9, short), ("bln", 9, short), ("milliard", 9, 0),
        ("trillion", 12, 0), ("trillions", 12, plural), ("tn", 12, short), ("trn", 12, short), ("tln", 12, short),
        ("quadrillion", 15, 0), ("thousands", 3, plural),
        ("thousandth", 3, ordinal), ("millionth", 6, ordinal), ("billionth", 9, ordinal), ("trillionth", 12, ordinal),
        ("thousandths", 3, ordinal | plural), ("millionths", 6, ordinal | plural),
        ("billionths", 9, ordinal | plural), ("trillionths", 12, ordinal | plural),
    ].map { ($0.0, code(.scale, $0.1, $0.2)) }

    /// Whether a number can begin with these three letters in small letters (of a word of three or more).
    ///
    /// One look into a table of 32,768 bits for each word of a text.
    @inline(__always) static func mayBegin(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Bool {
        let index = Int(a & 31) << 10 | Int(b & 31) << 5 | Int(c & 31)
        return beginnings[index >> 6] >> UInt64(index & 63) & 1 != 0
    }

    private static let beginnings: [UInt64] = {
        var bits = [UInt64](repeating: 0, count: 512)
        let heads = [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "twenty", "nought", "naught", "hundred", "half", "quarter", "first", "second", "third", "fifth",
            "ninth", "dozen", "million", "thousand", "billion", "trillion", "crore", "lakh",
            // Numbers that only say how large, and what stands behind an article: `a dollar`, `a percentage point`.
            "several", "few", "couple", "many", "dollar", "euro", "cent", "percentage", "pound", "penny", "franc",
            "rupee", "yen", "yuan",
        ]
        for head in heads {
            let letters = Array(head.utf8)
            let index = Int(letters[0] & 31) << 10 | Int(letters[1] & 31) << 5 | Int(letters[2] & 31)
            bits[index >> 6] |= 1 << UInt64(index & 63)
        }
        return bits
    }()
}
