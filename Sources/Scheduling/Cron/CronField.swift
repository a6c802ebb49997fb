import Diagnostics

/// One of the five fields of a cron expression.
struct CronField: Hashable, Sendable {
    /// What a field means.
    enum Kind: String, CaseIterable, Sendable {
        case minute, hour
        case day = "day of the month"
        case month
        case weekday = "day of the week"

        /// The numbers it may have; 7 is Sunday once more.
        var range: ClosedRange<Int> {
            switch self {
            case .minute: 0...59
            case .hour: 0...23
            case .day: 1...31
            case .month: 1...12
            case .weekday: 0...7
            }
        }

        /// The names of its numbers, from the first number on.
        var names: [String] {
            switch self {
            case .month: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
            case .weekday: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
            default: []
            }
        }

        /// All numbers; Sunday once.
        var all: Set<Int> { self == .weekday ? Set(0...6) : Set(range) }
    }

    let kind: Kind
    /// The numbers at which it holds.
    var values: Set<Int>
    /// Whether it is written with `*` as its first character, as in `*` and `*/2`: cron looks at that alone.
    var beginsWithStar: Bool

    /// Whether it holds always.
    var isAll: Bool { values == kind.all }
    /// The numbers in their order.
    var sorted: [Int] { values.sorted() }
}

/// Reads the text of a field, and says where it stops being one.
struct CronFieldReader {
    let kind: CronField.Kind
    /// The field's characters.
    let text: [Character]
    /// The place of a part of the field, for messages.
    let place: (Range<Int>) -> SourceLocation

    func field() throws(Diagnostic) -> CronField {
        var values: Set<Int> = []
        var start = 0
        for i in 0...text.count where i == text.count || text[i] == "," {
            guard i > start else {
                throw problem(start..<start + 1, "a number is missing here, in the field for the \(kind.rawValue)")
            }
            values.formUnion(try item(start..<i))
            start = i + 1
        }
        return CronField(kind: kind, values: values, beginsWithStar: text.first == "*")
    }

    private func problem(_ range: Range<Int>, _ text: String, hint: String? = nil) -> Diagnostic {
        Diagnostic("bad-cron", text, at: place(range), hint: hint)
    }

    private func string(_ range: Range<Int>) -> String { String(text[range]) }

    /// The numbers of one entry of the list.
    private func item(_ range: Range<Int>) throws(Diagnostic) -> Set<Int> {
        let slash = text[range].firstIndex(of: "/")
        let base = range.lowerBound..<(slash ?? range.upperBound)
        let (from, to, isRange) = try span(base)
        var step = 1
        if let slash {
            let digits = (slash + 1)..<range.upperBound
            guard let number = Int(string(digits)), text[digits].allSatisfy(\.isASCIIDigit), number > 0 else {
                throw problem(
                    slash..<range.upperBound, "'\(string(slash..<range.upperBound))' is not a step",
                    hint: "a step is a number from 1, as in */15")
            }
            guard isRange else {
                throw problem(
                    range, "a step needs a range or '*' before it",
                    hint:
                        "write \(string(base))-\(kind == .weekday ? 6 : kind.range.upperBound)/\(number), or */\(number)"
                )
            }
            step = number
        }
        // Both 0 and 7 are Sunday.
        return Set(stride(from: from, through: to, by: min(step, 100)).map { kind == .weekday && $0 == 7 ? 0 : $0 })
    }

    /// The first and the last number of `*`, a number or a range.
    private func span(_ range: Range<Int>) throws(Diagnostic) -> (Int, Int, isRange: Bool) {
        if string(range) == "*" {
            // As cron has it: the last day of the week of `*` is 7, which is 0.
            return (kind.range.lowerBound, kind == .weekday ? 6 : kind.range.upperBound, true)
        }
        guard let dash = text[range].firstIndex(of: "-"), dash > range.lowerBound else {
            let number = try number(range)
            return (number, number, false)
        }
        let from = try number(range.lowerBound..<dash)
        let to = try number(dash + 1..<range.upperBound)
        guard from <= to else {
            let last = kind.range.upperBound
            let hint =
                kind == .weekday && to == 0
                ? "Sunday is also 7: write \(from)-7"
                : "write \(string(range.lowerBound..<dash))-\(last),\(kind.range.lowerBound)-\(string(dash + 1..<range.upperBound)) when it shall go on from the start"
            throw problem(range, "the range '\(string(range))' goes backwards", hint: hint)
        }
        return (from, to, true)
    }

    private func number(_ range: Range<Int>) throws(Diagnostic) -> Int {
        let word = string(range)
        let limits = kind.range
        if !word.isEmpty, word.allSatisfy(\.isASCIIDigit) {
            if let number = Int(word), limits.contains(number) { return number }
            throw problem(
                range, "\(word) is no \(kind.rawValue); it goes from \(limits.lowerBound) to \(limits.upperBound)")
        }
        if let index = kind.names.firstIndex(of: word.lowercased()) { return index + limits.lowerBound }
        let hint: String
        if word.contains("~") {
            hint = "a random time cannot be told before it comes; write a number"
        } else if let name = kind.names.first(where: { word.lowercased().hasPrefix($0) }) {
            hint = "cron knows the first three letters: \(name)"
        } else if kind.names.isEmpty {
            hint = "write *, a number, a range such as \(limits.lowerBound)-5, a list with ',', or a step such as */2"
        } else {
            hint = "write *, a number, a name such as \(kind.names[1]), a range, a list with ',', or a step such as */2"
        }
        let place = range.isEmpty ? range.lowerBound..<range.lowerBound + 1 : range
        throw problem(place, "'\(word)' is no \(kind.rawValue)", hint: hint)
    }
}

extension Character {
    /// Whether it is one of `0` to `9`.
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
