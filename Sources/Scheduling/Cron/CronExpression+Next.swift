/// Debian's cron lives by local minutes. It keeps a minute up to which all jobs have run; when the clock that it wakes
/// to is not the minute after that one, it does this (`cron.c`, man page cron(8)):
///
/// - up to five minutes ahead: all jobs of the minutes between run at once;
/// - up to three hours ahead, as when summer begins: jobs at fixed times run once for each minute that was skipped, at
///   once; jobs with `*` in minute or hour follow the new clock;
/// - up to three hours back, as when summer ends: only jobs with `*` run, until the clock has caught up;
/// - anything else: the clock was set; nothing is made up for, and nothing is held back.
extension CronExpression {
    /// A stretch of time in which clocks do not change, in local minutes, and what cron does at its beginning.
    private struct Stretch {
        /// Seconds that local time is ahead of UTC.
        var offset: Int
        /// The first and the last local minute.
        var minutes: ClosedRange<Int>
        /// The minutes whose jobs run at once in the first minute.
        var madeUp: Range<Int>
        /// Jobs at fixed times wait for the minutes before this one to pass a second time.
        var fixedFrom: Int
    }

    /// The next moment at which cron starts it, later than `moment`; nil when it never does.
    ///
    /// Moments are seconds since 1970 in UTC. "Never" is proven: the calendar repeats itself after 400 years. For
    /// `@reboot` there is no such moment.
    ///
    /// - Complexity: O(1) for each day that is looked at, of at most 400 years.
    package func next(after moment: Int, in zone: TimeZoneRules) -> Int? {
        guard !isAtStart, Self.isSane(moment) else { return nil }
        // A day before, so that a clock that has just gone back is seen.
        var start = moment - 86_400
        var ranUpTo = zone.local(start).minute
        let end = moment + 401 * 366 * 86_400
        while start < end {
            let change = zone.nextChange(after: start)
            let stop = change.map { min($0.moment, end) } ?? end
            let stretch = Self.stretch(from: start, to: stop, zone.clock(at: start).offset, ranUpTo: ranUpTo)
            if let stretch {
                if let found = first(in: stretch, after: moment) { return found }
                ranUpTo = max(stretch.minutes.upperBound, stretch.fixedFrom - 1)
            }
            start = stop
        }
        return nil
    }

    /// Moments that a clock can reasonably show: the years 1 to 9999.
    private static func isSane(_ moment: Int) -> Bool { (-62_135_596_800...253_402_300_799).contains(moment) }

    private static func stretch(from start: Int, to stop: Int, _ offset: Int, ranUpTo: Int) -> Stretch? {
        // The local minutes that begin in it.
        let first = LocalTime.floor(start + offset + 59, 60)
        let last = LocalTime.floor(stop + offset - 1, 60)
        guard first <= last else { return nil }
        let difference = first - ranUpTo
        var stretch = Stretch(offset: offset, minutes: first...last, madeUp: first..<first, fixedFrom: first)
        if (2...180).contains(difference) { stretch.madeUp = ranUpTo + 1..<first }
        if (-179...0).contains(difference) { stretch.fixedFrom = ranUpTo + 1 }
        return stretch
    }

    private func first(in stretch: Stretch, after moment: Int) -> Int? {
        let start = stretch.minutes.lowerBound * 60 - stretch.offset
        if start > moment, !stretch.madeUp.isEmpty, !isWildcard || stretch.madeUp.count < 5,
            let minute = minute(from: stretch.madeUp.lowerBound, to: stretch.madeUp.upperBound - 1),
            stretch.madeUp.contains(minute)
        {
            return start
        }
        let after = LocalTime.floor(moment + stretch.offset, 60) + 1
        let from = max(after, isWildcard ? stretch.minutes.lowerBound : stretch.fixedFrom)
        return minute(from: from, to: stretch.minutes.upperBound).map { $0 * 60 - stretch.offset }
    }

    /// The first local minute of a range that the fields fit.
    func minute(from: Int, to: Int) -> Int? {
        guard from <= to, !minute.values.isEmpty else { return nil }
        let times = hour.sorted.flatMap { hour in minute.sorted.map { hour * 60 + $0 } }
        let firstDay = LocalTime.floor(from, 1440)
        var day = firstDay
        while day * 1440 <= to {
            let date = LocalTime.date(day)
            guard month.values.contains(date.month) else {
                // On to the next month.
                day =
                    date.month == 12 ? LocalTime.day(date.year + 1, 1, 1) : LocalTime.day(date.year, date.month + 1, 1)
                continue
            }
            if fits(date, weekday: LocalTime.weekday(day)) {
                let earliest = day == firstDay ? from - day * 1440 : 0
                if let time = times.first(where: { $0 >= earliest }) {
                    let found = day * 1440 + time
                    return found <= to ? found : nil
                }
            }
            day += 1
        }
        return nil
    }

    /// The last moment at which cron should have started it, not later than `moment`; nil when there was none in the
    /// forty years before.
    package func previous(notAfter moment: Int, in zone: TimeZoneRules) -> Int? {
        let longest = 40 * 366 * 86_400
        // Without this, what never comes would be looked for through 400 years again and again.
        guard var found = next(after: moment - longest, in: zone), found <= moment else { return nil }
        // A start near by, so that the walk is short; windows double, because expressions run each minute or each year.
        var span = 3600
        while span < longest {
            if let near = next(after: moment - span, in: zone), near <= moment {
                found = near
                break
            }
            span *= 2
        }
        while let later = next(after: found, in: zone), later <= moment { found = later }
        return found
    }

    /// A run that a change of clocks moves or repeats.
    package struct Shift: Hashable, Sendable {
        /// What happens to the time.
        package enum Kind: Hashable, Sendable {
            /// The clock passes over it; a fixed time runs right after the change.
            case skipped
            /// The clock shows it twice; a fixed time runs once.
            case doubled
        }
        /// What happens.
        package let kind: Kind
        /// The time on the clock that is skipped or doubled.
        package let local: LocalTime
        /// The moment of the change, in seconds since 1970 in UTC.
        package let moment: Int
    }

    /// The first times that daylight saving skips and doubles in the `years` after `moment`, at most one of each kind.
    package func shifts(after moment: Int, years: Int = 3, in zone: TimeZoneRules) -> [Shift] {
        guard !isAtStart else { return [] }
        var found: [Shift] = []
        var start = moment
        while let change = zone.nextChange(after: start), change.moment < moment + years * 366 * 86_400 {
            start = change.moment
            let before = change.moment + zone.clock(at: change.moment - 1).offset
            let after = change.moment + change.clock.offset
            let kind: Shift.Kind = after > before ? .skipped : .doubled
            let minutes = LocalTime.floor(min(before, after), 60)...LocalTime.floor(max(before, after) - 1, 60)
            guard !found.contains(where: { $0.kind == kind }),
                let minute = minute(from: minutes.lowerBound, to: minutes.upperBound)
            else { continue }
            found.append(Shift(kind: kind, local: LocalTime(minute: minute), moment: change.moment))
        }
        return found
    }
}
