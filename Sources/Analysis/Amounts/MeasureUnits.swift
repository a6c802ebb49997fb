/// The units of measure that quantities are read with, and their short names.
enum MeasureUnits {
    /// A unit: its short name, and the power of ten that goes into the number (9 for `bcm`).
    struct Unit: Sendable {
        var name: String
        var power = 0
        /// Whether it is read in small letters only beside digits: `5 m`, `5 g`.
        var needsDigits = false
        /// Whether it is a length, of which there are squares and cubes.
        var isLength = false
    }

    /// The place in ``units`` of the words that stand after a number.
    static let words: WordTable = {
        var words: [(WordKey, Int)] = []
        for (index, entry) in entries.enumerated() {
            for word in entry.0 { words.append((WordKey(stringLiteral: word), index)) }
        }
        return WordTable(words)
    }()

    static let units: [Unit] = entries.map {
        Unit(name: $0.1, power: $0.2, needsDigits: $0.3, isLength: lengths.contains($0.1))
    }

    private static let lengths: Set<String> = ["km", "m", "cm", "mm", "mi", "ft", "in", "yd"]

    /// Words, short name, power, whether only digits go before it.
    private static let entries: [([StaticString], String, Int, Bool)] = [
        (["kilometre", "kilometres", "kilometer", "kilometers", "km", "kms"], "km", 0, false),
        (["metre", "metres", "meter", "meters"], "m", 0, false), (["m"], "m", 0, true),
        (["centimetre", "centimetres", "centimeter", "centimeters", "cm"], "cm", 0, false),
        (["millimetre", "millimetres", "millimeter", "millimeters", "mm"], "mm", 0, false),
        (["mile", "miles"], "mi", 0, false), (["foot", "feet"], "ft", 0, false), (["ft"], "ft", 0, true),
        (["inch", "inches"], "in", 0, false), (["yard", "yards"], "yd", 0, false), (["yd", "yds"], "yd", 0, true),
        (["hectare", "hectares"], "ha", 0, false), (["ha"], "ha", 0, true), (["acre", "acres"], "acre", 0, false),
        (["tonne", "tonnes"], "t", 0, false), (["ton", "tons"], "ton", 0, false),
        (["kiloton", "kilotons", "kilotonne", "kilotonnes"], "kt", 0, false),
        (["megaton", "megatons", "megatonne", "megatonnes"], "Mt", 0, false),
        (["kilogram", "kilograms", "kilogramme", "kilogrammes", "kilo", "kilos", "kg", "kgs"], "kg", 0, false),
        (["gram", "grams", "gramme", "grammes"], "g", 0, false), (["g"], "g", 0, true),
        (["milligram", "milligrams", "mg"], "mg", 0, false), (["microgram", "micrograms"], "µg", 0, false),
        (["pound", "pounds"], "lb", 0, false), (["lb", "lbs"], "lb", 0, true), (["ounce", "ounces"], "oz", 0, false),
        (["oz"], "oz", 0, true),
        (["litre", "litres", "liter", "liters"], "L", 0, false),
        (["millilitre", "millilitres", "milliliter", "milliliters", "ml"], "mL", 0, false),
        (["gallon", "gallons"], "gal", 0, false), (["barrel", "barrels"], "barrel", 0, false),
        (["bbl", "bbls"], "barrel", 0, true),
        (["bushel", "bushels"], "bushel", 0, false), (["bpd"], "barrel/day", 0, true),
        (["watt", "watts"], "W", 0, false), (["kilowatt", "kilowatts", "kw"], "kW", 0, false),
        (["megawatt", "megawatts", "mw"], "MW", 0, false),
        (["gigawatt", "gigawatts", "gw"], "GW", 0, false), (["terawatt", "terawatts", "tw"], "TW", 0, false),
        (["kwh"], "kWh", 0, false), (["mwh"], "MWh", 0, false), (["gwh"], "GWh", 0, false), (["twh"], "TWh", 0, false),
        (["volt", "volts"], "V", 0, false), (["kilovolt", "kilovolts", "kv"], "kV", 0, false),
        (["horsepower", "hp"], "hp", 0, true),
        (["joule", "joules"], "J", 0, false), (["calorie", "calories"], "cal", 0, false),
        (["bcm"], "m3", 9, true), (["mcm"], "m3", 6, true), (["tcm"], "m3", 12, true), (["bcf"], "ft3", 9, true),
        (["tcf"], "ft3", 12, true),
        (["mmbtu"], "Btu", 6, false), (["btu", "btus"], "Btu", 0, false),
        (["mph"], "mi/h", 0, true), (["kph", "kmh", "kmph"], "km/h", 0, true), (["knot", "knots"], "kn", 0, false),
        (["degree", "degrees"], "°", 0, false), (["hertz"], "Hz", 0, false), (["khz"], "kHz", 0, true),
        (["mhz", "megahertz"], "MHz", 0, false),
        (["ghz", "gigahertz"], "GHz", 0, false), (["decibel", "decibels"], "dB", 0, false),
        (["kilobyte", "kilobytes", "kb"], "kB", 0, false), (["megabyte", "megabytes", "mb"], "MB", 0, false),
        (["gigabyte", "gigabytes", "gb"], "GB", 0, false), (["terabyte", "terabytes", "tb"], "TB", 0, false),
        (["carat", "carats"], "carat", 0, false), (["teu", "teus"], "TEU", 0, true), (["dwt"], "dwt", 0, true),
        (["fathom", "fathoms"], "fathom", 0, false),
    ]

    /// What a rate is by: `per day`, `an hour`, `/h`.
    static let rates: WordTable = [
        "day": 1, "hour": 2, "second": 3, "year": 4, "month": 5, "week": 6, "minute": 7, "hectare": 8, "acre": 9,
        "litre": 10, "liter": 10, "kilometre": 11, "kilometer": 11, "gallon": 12, "h": 2, "s": 3, "d": 1, "ha": 8,
        "km": 11, "annum": 4,
    ]
    static let rateNames = ["", "day", "h", "s", "year", "month", "week", "min", "ha", "acre", "L", "km", "gal"]
}
