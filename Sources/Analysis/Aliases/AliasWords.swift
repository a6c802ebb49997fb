/// The words that acronyms are read with.
enum AliasWords {
    /// Words that short forms leave out.
    static let stops: WordTable = [
        "of", "the", "and", "for", "in", "to", "with", "on", "by", "a", "an", "from", "at", "as", "or", "via", "per",
        "de", "du", "la", "le", "des", "del", "et", "und", "der", "die", "für", "into", "&", "its", "that", "is",
    ]

    /// Words that short forms leave out now and then.
    static let lights: WordTable = [
        "type", "class", "subtype", "group", "no", "number", "virus", "protein", "human", "acid", "like",
    ]

    /// The Greek alphabet, as ``AliasText/greek(_:_:)`` counts.
    static let greekNames: WordTable = [
        "alpha": 0, "beta": 1, "gamma": 2, "delta": 3, "epsilon": 4, "zeta": 5, "eta": 6, "theta": 7, "iota": 8,
        "kappa": 9, "lambda": 10, "mu": 11, "nu": 12, "xi": 13, "omicron": 14, "pi": 15, "rho": 16, "sigma": 17,
        "tau": 18, "upsilon": 19, "phi": 20, "chi": 21, "psi": 22, "omega": 23,
    ]
    private static let initials = Array("abgdezhtiklmnxoprstufcpo".utf8)

    /// The letter with which a Greek one is written in small.
    static func latinInitial(ofGreek letter: Int) -> LetterRow.Code {
        initials.indices.contains(letter) ? LetterRow.Code(initials[letter] &- 97) : -1
    }

    static let numbers: WordTable = [
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
        "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "mono": 1, "single": 1, "bi": 2, "double": 2,
        "tri": 3, "triple": 3,
    ]

    /// What inner parts of words begin with, by their first four letters: in `electrocardiogram` the `c`.
    static let parts: Set<UInt32> = Set(
        """
        acet acid adre aden albu alde algo alan amid amin amph andr angi anti aqua arte arth aryl asco aspa azol bact \
        bala barb benz beta bilo biol blas bloc brom bron buty capr carb card cata cell ceph cere chem chlo chol chon \
        chro cili coag cocc coll coni cort cosa crin cyan cycl cyst cyte cyto dehy deox derm dext diet dime dopa dyna \
        elec ence endo ente enzy epit eryt estr etha ethe ethy fibr flav fluo form func gala gang gast gene geni gest \
        glob glom gluc glut glyc gona gram grap graf guan halo hema hemo hepa hexa hist home hyal hydr hypo hype imid \
        imag immu inde infl inos insu inte iodo isom keto kina kine lact leuk lign lipi lipo lith logi luci lumi lute \
        lymp lysi lyso mala malo mann mast medi mela meta meth metr micr mito morp musc muta myco myel myos myoc neph \
        neur nico nitr noma nucl ocul oest oncho onco opio opti oral orga orph osmo oste otro oxal oxid oxif oxyg oxyl \
        oxyp oxyr oxys oxyt oxyd para path pept perf peri perm phag phar phen phos phot phth phyl phyt pine plas plat \
        poie poly popu porp prog prol prop prot psyc pter pulm puri pyra pyri pyro qual quin radi rece reco regu resi \
        reti rhod ribo sacc sali sarc scin scle scop secr sens sero sero serv side sili sito skel soma soni spec sper \
        sphi spin stat stea ster stim stre sulf sulp supp synt tach tens teno test tetr theo ther thia thio thre thro \
        thym thyr toco tonu topo toxi trac tran trop tryp tube tyro uran uret uria uron vagi valv vari vasc vaso vent \
        vers vert vesi viru visc visu vita xant xylo zyme spha hist mino guani nase tase rase lase dase cuta veno base
        """.split(whereSeparator: \.isWhitespace).map { word in
            word.utf8.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        })

    /// What words begin with before another part: in `intravenous` the `v` begins one.
    static let prefixes: WordTable = [
        "intra", "inter", "sub", "trans", "hyper", "hypo", "auto", "anti", "electro", "immuno", "cardio", "neuro",
        "thermo", "photo", "poly", "mono", "di", "tri", "tetra", "penta", "hexa", "micro", "macro", "multi", "pre",
        "post", "super", "ultra", "extra", "infra", "endo", "exo", "ecto", "epi", "peri", "para", "meta", "iso", "cyto",
        "histo", "lipo", "glyco", "phospho", "chemo", "radio", "bio", "geo", "hydro", "osteo", "myo", "hemo", "haemo",
        "gastro", "hepato", "nephro", "cerebro", "broncho", "keto", "oxo", "deoxy", "methyl", "ethyl", "propyl",
        "butyl", "acetyl", "benzyl", "phenyl", "amino", "nitro", "chloro", "bromo", "fluoro", "iodo", "thio", "sulfo",
        "carboxy", "hydroxy", "alkyl", "kilo", "milli", "centi", "mega", "giga", "nano", "pico", "femto", "un", "non",
        "over", "under", "tele", "video", "audio", "counter", "cross", "self", "semi", "bi", "co", "re", "ribo",
        "immunoglobulin", "apolipo", "oligo", "spectro", "chromato", "encephalo", "myelo", "lympho", "angio", "veno",
        "arterio", "retro", "naso", "oro", "laryngo", "tracheo", "naphthyl", "ferro", "cyclo", "thyro", "crypto",
        "psycho", "socio", "entero", "staphylo", "strepto", "erythro", "leuko", "thrombo", "onco", "carcino", "adeno",
    ]

    /// Words in small letters that stand in brackets and are short forms of nothing.
    static let plainWords: WordTable = [
        "a", "i", "in", "or", "an", "on", "at", "by", "of", "to", "no", "not", "see", "and", "but", "the", "one", "two",
        "six", "ten", "all", "any", "age", "men", "man", "boy", "boys", "girl", "rat", "rats", "mice", "dog", "dogs",
        "cat", "cats", "pig", "pigs", "cow", "male", "both", "each", "mean", "low", "high", "left", "right", "top",
        "old", "new", "now", "then", "day", "days", "week", "weeks", "year", "years", "month", "total", "range",
        "three", "four", "five", "first", "last", "early", "late", "mild", "large", "small", "more", "less", "most",
        "least", "wild", "type", "group", "groups", "case", "cases", "male", "males", "female", "women", "woman",
        "human",
        "adult", "child", "oral", "red", "blue", "green", "black", "white", "data", "test", "vs", "eg", "ie", "fig",
        "figs", "table", "ref", "refs", "with", "from", "only", "also", "here", "as", "if", "is", "it", "so", "we",
        "he",
        "she", "up", "down", "yes", "none", "some", "same", "open", "free", "best", "above", "below", "per", "via",
        "for",
        "e.g", "i.e", "e.g.", "i.e.", "cf.", "vs.", "fig.", "ref.", "viz.", "etc.", "al.", "ca", "ca.", "approx",
        "resp",
        "resp.", "incl", "etc", "al", "sic", "mouse", "cent", "percent", "dose", "site", "step", "phase", "part",
        "stage",
        "form", "used", "was", "were", "are", "be", "known", "called", "pictured", "center", "centre", "laughs",
        "applause", "laughter", "file", "photo", "born", "died", "aged", "north", "south", "east", "west", "inch",
        "inches", "feet", "miles", "net", "gross",
    ]
}

extension AliasWords {
    /// Symbols of elements that are not letters of their English names, as bytes in a row.
    static let symbols: WordTable = {
        func packed(_ symbol: String) -> Int { symbol.utf8.reduce(0) { $0 << 8 | Int($1) } }
        return WordTable([
            ("sodium", packed("Na")), ("potassium", packed("K")), ("iron", packed("Fe")), ("lead", packed("Pb")),
            ("mercury", packed("Hg")), ("silver", packed("Ag")), ("gold", packed("Au")), ("tin", packed("Sn")),
            ("copper", packed("Cu")), ("tungsten", packed("W")), ("antimony", packed("Sb")),
            ("phosphorus", packed("P")), ("phosphate", packed("Pi")),
        ])
    }()

    /// Formulas that are not letters of their names: by the formula, the number of the name's last word in
    /// ``formulaNames`` and how many words it has.
    static let formulas: WordTable = [
        "h2o2": 1, "co2": 2, "no2": 2, "so2": 2, "etoh": 3, "meoh": 4, "o3": 5, "h2o": 6, "nh3": 7, "ch4": 8, "n2o": 9,
    ]
    static let formulaNames: WordTable = [
        "peroxide": 1, "dioxide": 2, "ethanol": 3, "methanol": 4, "ozone": 5, "water": 6, "ammonia": 7, "methane": 8,
        "oxide": 9,
    ]
}
