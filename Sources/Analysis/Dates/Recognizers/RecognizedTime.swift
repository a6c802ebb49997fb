/// A date or time as Recognizers-Text's cases give it: a type, and every reading of its value.
struct RecognizedTime: Sendable {
    /// The names of Recognizers-Text's types, without `datetimeV2.`.
    enum Kind: String, Sendable { case date, daterange, time, timerange, datetime, datetimerange, duration, set }

    /// One value it may have.
    struct Reading: Hashable, Sendable {
        var timex: String
        var start: Moment?
        var end: Moment?
        /// A duration's seconds.
        var seconds: Int?
    }

    var kind: Kind
    var readings: [Reading]
    /// `before`, `after`, `since`, `approx` …
    var modifier: String?
    /// Whether it was read as clock times of no day.
    var isClock: Bool { kind == .time || kind == .timerange }
    /// The grain of a range of days: what lies between two of them is counted in it.
    var grain = Grain.day
    /// Hours without a.m. or p.m.: the second half of the readings is of the afternoon.
    var isAmbiguous = false

    init(_ kind: Kind, _ readings: [Reading], modifier: String? = nil, grain: Grain = .day, isAmbiguous: Bool = false) {
        self.kind = kind
        self.readings = readings
        self.modifier = modifier
        self.grain = grain
        self.isAmbiguous = isAmbiguous
    }

    /// The values as they are written: `2016-11-08`, `2016-11-08 08:00:00`, `2016-11-07/2016-11-14`; `not resolved`.
    func values() -> [(timex: String, value: String)] {
        readings.map { reading in
            if let seconds = reading.seconds { return (reading.timex, "\(seconds)") }
            switch kind {
            case .date, .time, .datetime: return (reading.timex, reading.start.map(text) ?? "not resolved")
            case .daterange, .timerange, .datetimerange:
                guard reading.start != nil || reading.end != nil else { return (reading.timex, "not resolved") }
                return (reading.timex, (reading.start.map(text) ?? "") + "/" + (reading.end.map(text) ?? ""))
            case .duration, .set: return (reading.timex, "not resolved")
            }
        }
    }

    private func text(_ moment: Moment) -> String {
        switch kind {
        case .date, .daterange: moment.date.text
        case .time, .timerange: moment.clock
        default: "\(moment.date.text) \(moment.clock)"
        }
    }
}
