/// Words that change what a full stop after them, or before them, means.
///
/// Words of up to eight letters are packed into integers, so that a look-up allocates nothing.
package enum Abbreviations {
    /// What a full stop after an abbreviation means.
    package enum Kind: Sendable {
        /// A name follows: `Dr.`, `Gen.`, `vs.`; never an end.
        case title
        /// A number follows: `No. 5`; otherwise it is a word.
        case number
        /// `Jan.`, with a number after it or in the middle of a sentence.
        case month
        /// `a.m.`, `p.m.`: an end unless a day or a time zone follows.
        case time
        /// May end a sentence, which the next word tells: `Inc.`, `Calif.`
        case ending
    }

    /// What the word in `range` abbreviates; nil when it is not known. Case counts: `Miss.` is not `miss.`
    package static func kind(of bytes: [UInt8], _ range: Range<Int>) -> Kind? { kinds[pack(bytes, range)] }

    /// The same of a word that is packed as ``pack(_:)`` does it.
    static func kind(of packed: UInt64) -> Kind? { kinds[packed] }

    /// Whether a sentence is likely to begin with the word in `range`, even after an abbreviation.
    package static func isStarter(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        starters.contains(pack(bytes, range))
    }

    /// Whether the word in `range` goes on after a time of day: a weekday, month or time zone.
    package static func followsTime(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        // Longer names by their first eight letters: none of them begins another word.
        afterTimes.contains(pack(bytes, range.lowerBound..<min(range.upperBound, range.lowerBound + 8)))
    }

    private static let kinds: PackedTable<Kind> = {
        var kinds = PackedTable<Kind>()
        for (words, kind) in [(titles, Kind.title), (numbers, .number), (months, .month), (endings, .ending)] {
            for word in words.split(separator: " ") { kinds.add(pack(word), kind) }
        }
        for word in ["a.m", "p.m", "A.M", "P.M"] { kinds.add(pack(word[...]), .time) }
        return kinds
    }()

    private static let titles = """
        Mr Mrs Ms Mx Dr Drs Prof Gen Col Lt Sgt Capt Maj Cmdr Cmd Adm Sen Sens Rep Reps Gov Govs Rev Hon St Ste Pres \
        Supt Det Messrs Mme Mlle Brig Cpl Pvt Amb Atty Insp Fr Ft Mt Msgr vs v e.g i.e cf viz approx ca Sec-Gen Lt.Gen \
        Maj.Gen Lt.Col Brig.Gen Dir Dep Asst Assoc Secy
        """
    private static let numbers = """
        No Nos no nos Art Arts art Sec sec Fig Figs fig Vol vol p pp ch Ch para Sect Ref ext Ext Tel tel Nr Bd pg c b d r
        """
    private static let months = "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
    private static let endings = """
        Inc Corp Co Cos Ltd Bros Jr Sr etc Esq Ave Blvd Rd Bhd Plc plc Pte Pty Intl Dept dept Univ Assn Assns Ala Ariz \
        Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va \
        Vt Wash Wis Wyo Ph.D M.D B.A M.A al et mln bln PVT LTD INC CORP Pvt Est est Capt
        """

    private static let starters = packed(
        """
        The A An He She It They We I You In On At But And Or This That These Those There Here His Her Its Their Our My \
        However After Before When While If As For From With Since Although Despite Both All Some Many Most Not One Two \
        Three Then So What Who How Why Where Yet Under By To Each Every Such Another Other Until Because During Also \
        Last Next Now Today Earlier Later Still Even Only Once Nor Asked Three Four Five Currentl Recently Previous Finally \
        Initiall Eventual Original Subseque Addition Unfortun Meanwhil Moreover Furtherm Neverthe Instead Thus Therefor \
        Indeed Among Between Within Without Followin Accordin Upon Through Througho Several Neither Either Rather Perhaps Maybe Together Overall Similarl Likewise Conseque Hence Besides
        """)
    private static let afterTimes = packed(
        """
        Monday Tuesday Wednesda Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun January February March \
        April May June July August Septembe October November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec \
        GMT UTC EST EDT CST CDT MST MDT PST PDT ET CT MT PT BST CET CEST MSK Hanoi Moscow Beijing Eastern Pacific \
        Central
        """)

    private static func packed(_ words: String) -> Set<UInt64> { Set(words.split(separator: " ").map(pack)) }

    /// Up to eight bytes of a word in one number, the first one highest; 0 for a longer word.
    static func pack(_ word: Substring) -> UInt64 {
        let bytes = Array(word.utf8)
        return pack(bytes, bytes.indices)
    }

    private static func pack(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        guard range.count <= 8 else { return 0 }
        var packed: UInt64 = 0
        for i in range { packed = packed << 8 | UInt64(bytes[i]) }
        return packed
    }
}
