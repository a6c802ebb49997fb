/// The words that the rules of tokens know.
enum TokenWords {
    /// What stands after an apostrophe as a token: the `s` of `Russia's`, the `re` of `they're`.
    static func isClitic(_ word: UInt64) -> Bool { clitics[word] != nil }
    /// The end of an ordinal or plural number: `th`, `s`.
    static func isOrdinal(_ word: UInt64) -> Bool { ordinals[word] != nil }
    /// What is parted from the number before: `km`, `bn`, `pm`.
    static func isUnit(_ word: UInt64) -> Bool { units[word] != nil }
    /// What is parted from a sum only: the `m` of `$5m`.
    static func isMagnitude(_ word: UInt64) -> Bool { magnitudes[word] != nil }
    /// What is parted from the number behind a hyphen: `mid-2020`, unlike `COVID-19`; small letters, blank-padded.
    static func isPrefix(_ word: UInt64) -> Bool { prefixes[word] != nil }
    /// A currency as written right before a number.
    static func isCurrency(_ word: UInt64) -> Bool { currencies[word] != nil }

    /// How sure the last label of a name makes an address of the web.
    enum Domain: Sendable {
        case sure
        /// Also a word; only when a path follows.
        case withPath
    }
    static func domain(_ word: UInt64) -> Domain? { domains[word] }

    private static let clitics = table("s S m M d D ll LL re RE ve VE")
    private static let ordinals = table("st nd rd th ST ND RD TH s S")
    private static let units = table(
        """
        km m² km² m³ cm mm kg mg g lb lbs oz ft mph kph kmh MW GW TW kW MWh GWh TWh kWh GWe MWe Hz kHz MHz GHz KB \
        MB GB TB bcm bpd mcm ha am pm AM PM bn mn mln bln trn tn mil hrs hr min mins sec secs yr yrs pct ppm bps nm ml cl
        """)
    private static let magnitudes = table("m k b t M K B T BN MN Bn Mn tr")
    private static let currencies = table(
        "USD EUR GBP VND JPY CNY RMB RM Rs HKD AUD CAD SGD INR KRW THB IDR MYR PHP RUB CHF NZD Rp Tk NT NOK SEK DKK PLN TRY UAH ZAR NGN KES BRL MXN TWD PKR LKR"
    )
    private static let prefixes: PackedTable<Bool> = {
        var table = PackedTable<Bool>()
        let words = "mid post pre late early under over sub top since near age aged circa around about pro up from to"
        // As `lowered` packs them: every byte with the bit of small letters, the empty ones too.
        for word in words.split(separator: " ") { table.add(Abbreviations.pack(word) | 0x2020_2020_2020_2020, true) }
        return table
    }()
    private static let domains: PackedTable<Domain> = {
        var table = PackedTable<Domain>()
        for word in """
        com org net edu gov mil int info biz io tv uk vn ru ua de fr cn jp eu au ca kr br nl se ch es pl asia news \
        online site app dev nz za tr ir pk gl
        """.split(whereSeparator: \.isWhitespace) { table.add(Abbreviations.pack(word), .sure) }
        for word in "in is it me to co us my be so no at ly am as by do id la li ms st fm gd ie".split(separator: " ") {
            table.add(Abbreviations.pack(word), .withPath)
        }
        return table
    }()

    private static func table(_ words: String) -> PackedTable<Bool> {
        var table = PackedTable<Bool>()
        for word in words.split(whereSeparator: \.isWhitespace) { table.add(Abbreviations.pack(word), true) }
        return table
    }
}
