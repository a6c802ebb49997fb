/// The words that expressions of time are made of, each with its kind and value.
enum TemporalLexicon {
    /// What a word is.
    struct Entry {
        var kind: TemporalToken.Kind
        var value: Int
        var isShort: Bool
        var isPlural: Bool
        /// A word with a capital only: `May`, `Sun`, `March`.
        var needsCapital: Bool
        /// With it a run of words is worth reading.
        var isTrigger: Bool
    }

    /// The entry of a word, nil for a word that has nothing to do with time.
    static func entry(_ word: WordKey) -> Entry? { table.words[word].map { table.entries[$0] } }

    /// Lets the words of the lexicon through.
    static let gate = table.gate

    private static let table: (words: WordTable, entries: [Entry], gate: WordGate) = {
        var names: [[UInt8]] = []
        var entries: [Entry] = []
        var words: [(WordKey, Int)] = []
        for (kind, rows) in groups {
            for row in rows.split(separator: "\n") {
                // `word word=value`, with `~` short, `+` plural, `^` capital only, `!` trigger before a word.
                let parts = row.split(separator: "=")
                guard let value = parts.count > 1 ? Int(parts[1]) : 0 else { continue }
                for var name in parts[0].split(separator: " ") {
                    var entry = Entry(
                        kind: kind, value: value, isShort: false, isPlural: false, needsCapital: false,
                        isTrigger: false)
                    while let mark = name.first, "~+^!".contains(mark) {
                        switch mark {
                        case "~": entry.isShort = true
                        case "+": entry.isPlural = true
                        case "^": entry.needsCapital = true
                        default: entry.isTrigger = true
                        }
                        name = name.dropFirst()
                    }
                    let bytes = Array(name.utf8)
                    names.append(bytes)
                    words.append((WordKey(bytes, 0..<bytes.count), entries.count))
                    entries.append(entry)
                }
            }
        }
        return (WordTable(words), entries, WordGate(names))
    }()

    private static let groups: [(TemporalToken.Kind, String)] = [
        (
            .month,
            """
            !january !~jan !~^jan=1
            !february !~feb=2
            !^march !^~mar=3
            !april !~^apr=4
            !^may=5
            !june !~jun=6
            !july !~jul=7
            !^august !august !~aug=8
            !september !~^sep !~sept=9
            !october !~^oct !~oct=10
            !november !~nov=11
            !december !~dec=12
            """
        ),
        (
            .weekday,
            """
            !monday !~^mon !+mondays=1
            !tuesday !~tue !~tues !+tuesdays=2
            !wednesday !~^wed !~weds !+wednesdays=3
            !thursday !~thu !~thur !~thurs !+thursdays=4
            !friday !~fri !+fridays=5
            !saturday !~^sat !+saturdays=6
            !sunday !~^sun !+sundays=7
            """
        ),
        (
            .unit,
            """
            second !+seconds !~sec !~+secs=0
            !minute !+minutes !~+mins !~min=1
            !hour !+hours !~hr !~+hrs=2
            !day !+days=3
            !night !+nights=5
            !weekend !+weekends=6
            !week !+weeks !~wk !~+wks=7
            !fortnight !+fortnights=8
            !month !+months !~+mos=9
            !quarter !+quarters=10
            !year !+years !~yr !~+yrs=12
            !decade !+decades=13
            !century !+centuries=14
            !millennium !+millennia=15
            """
        ),
        (.unitWord, "!weekday !+weekdays !workday !+workdays=4"),
        (
            .dayWord,
            """
            !today !tday=0
            !yesterday=-1
            !tomorrow !tmr !tmrw=1
            !tonight !tonite=10
            """
        ),
        (
            .dayPart,
            """
            !morning !+mornings=0
            !afternoon !+afternoons=1
            !evening !+evenings=2
            !noon !noontime !noonish=4
            !midnight=5
            !midday=6
            !lunchtime lunch=7
            !dinnertime=9
            !nighttime=10
            !daytime=11
            !overnight=14
            !dawn !daybreak !sunrise=15
            """
        ),
        (
            .season,
            """
            !spring !springtime=0
            !summer !+summers !summertime=1
            !autumn !^fall !fall=2
            !winter !+winters !wintertime=3
            """
        ),
        (
            .decadeWord,
            """
            !twenties=2
            !thirties=3
            !forties !fourties=4
            !fifties=5
            !sixties=6
            !seventies=7
            !eighties=8
            !nineties=9
            """
        ),
        (.letterUnit, "q=1\nh=2\nw=3\nfy=4\ncy=5"),
        (.unitLong, "!daylong=3\n!nightlong=5\n!weeklong=7\n!monthlong=9\n!yearlong=12\n!decadelong=13"),
        (.fiscal, "!fiscal=1\ncalendar=2\nschool academic=3"),
        (
            .relation,
            """
            last latest=0
            !past=1
            previous prior preceding=2
            this=3
            next=4
            coming upcoming=5
            following subsequent=6
            same=7
            that=8
            !recent=9
            current=10
            """
        ),
        (.reference, "!now !currently !presently !nowadays=0\n!recently !lately=1\n!soon=2\n!present=3\n!future=4"),
        (.moment, "!moment=0\n!period=1\npoint=2\ndate=3"),
        (.ago, "!ago"),
        (.earlier, "!earlier=0\nback=1"), (.later, "!later=0\nhence=1"),
        (
            .numberWord,
            """
            zero=0
            one=1
            two=2
            three=3
            four=4
            five=5
            six=6
            seven=7
            eight=8
            nine=9
            ten=10
            eleven=11
            twelve=12
            thirteen=13
            fourteen=14
            fifteen=15
            sixteen=16
            seventeen=17
            eighteen=18
            nineteen=19
            twenty=20
            thirty=30
            forty fourty=40
            fifty=50
            sixty=60
            seventy=70
            eighty=80
            ninety=90
            """
        ),
        (.magnitude, "hundred=100\nthousand=1000\ndozen=12"),
        (
            .ordinalWord,
            """
            first=1
            third=3
            fourth=4
            fifth=5
            sixth=6
            seventh=7
            eighth=8
            ninth=9
            tenth=10
            eleventh=11
            twelfth=12
            thirteenth=13
            fourteenth=14
            fifteenth=15
            sixteenth=16
            seventeenth=17
            eighteenth=18
            nineteenth=19
            twentieth=20
            thirtieth=30
            """
        ),
        (.ordinalSuffix, "st nd rd th"),
        (.half, "half"),
        (.vague, "several few=3\ncouple=2\nmany various numerous dozens hundreds thousands=0"),
        (.article, "a an"), (.the, "the"),
        (.and, "and"), (.or, "or"), (.of, "of"), (.in, "in into"), (.on, "on upon"), (.at, "at"), (.by, "by"),
        (.to, "to"), (.until, "until till til through thru"), (.between, "between"), (.from, "from"),
        (.since, "since"), (.before, "before=0\npre=1"), (.after, "after=0\npost=1"), (.during, "during throughout"),
        (.for, "for"),
        (.within, "within"), (.than, "than"),
        (.every, "every each any"), (.per, "per=0\nbi=2\nsemi=5"), (.times, "times time"),
        (.once, "once=1\ntwice=2\nthrice=3"),
        (
            .setWord,
            """
            !daily !everyday=3
            !nightly=5
            !weekly=7
            !biweekly=20
            !fortnightly=8
            !monthly=9
            !bimonthly=21
            !quarterly=10
            !biannual !biannually !semiannual !semiannually=22
            !annual !annually !yearly !annualized=12
            !hourly=2
            !biennial !biennially=23
            !everytime=24
            """
        ),
        (.other, "other alternate"),
        (
            .whole,
            "whole entire all full consecutive straight successive solid running=0\ntrading business working=4 long calendar"
        ),
        (.early, "early"), (.late, "late"), (.mid, "!mid middle"),
        (.beginning, "start dawn outset"), (.ending, "end close=0\n!eod=3\n!eom=9\n!eoy=12"),
        (.starting, "starting commencing beginning"),
        (.about, "about around approximately roughly circa some"), (.over, "over exceeding"), (.under, "under"),
        (.nearly, "nearly almost"), (.least, "least minimum"), (.most, "most maximum"), (.up, "up"), (.no, "no"),
        (.not, "not only"), (.more, "more"), (.less, "less fewer"), (.so, "so=0\nas=1"), (.old, "old"),
        (.ended, "ended ending"),
        (.oclock, "oclock"), (.sharp, "sharp"), (.right, "right just"), (.meridiem, "am=0\npm=12"),
        (.zone, "gmt utc est edt cst cdt mst mdt pst pdt bst cet cest eet jst ist msk aest hkt sgt wib et pt ct mt"),
        (.era, "bc bce ad ce"),
    ]
}
