/// What the clocks of a place show: the difference to UTC at every moment, with daylight saving.
///
/// Moments are seconds since 1970-01-01T00:00:00 UTC.
package struct TimeZoneRules: Sendable, Hashable {
    /// The name, such as `Europe/Berlin`, for people.
    package let name: String
    /// The clock before the first change.
    var first: Clock
    /// The changes that the file lists, in their order.
    var changes: [Change]
    /// The rule for all time after the last change of the list.
    var rule: PosixZoneRule?

    /// How clocks are set for a while.
    package struct Clock: Sendable, Hashable {
        /// Seconds that local time is ahead of UTC.
        package var offset: Int
        /// The abbreviation, such as `CEST`.
        package var abbreviation: String
    }

    /// A moment at which clocks are set anew.
    package struct Change: Sendable, Hashable {
        /// The first moment of the new clock.
        package var moment: Int
        /// The clock from then on.
        package var clock: Clock
    }

    /// UTC itself.
    package static let utc = TimeZoneRules(
        name: "UTC", first: Clock(offset: 0, abbreviation: "UTC"), changes: [], rule: nil)

    /// The clock at a moment.
    package func clock(at moment: Int) -> Clock {
        let index = indexOfChange(after: moment)
        if index == changes.count, let rule { return rule.clock(at: moment) }
        return index == 0 ? first : changes[index - 1].clock
    }

    /// The index of the first change in the list that comes after a moment; their count when the rule speaks.
    private func indexOfChange(after moment: Int) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].moment <= moment { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The next moment after `moment` at which the difference to UTC becomes another; nil when there is none any more.
    package func nextChange(after moment: Int) -> Change? {
        var current = clock(at: moment)
        for change in changes[indexOfChange(after: moment)...] {
            if change.clock.offset != current.offset { return change }
            current = change.clock
        }
        return rule?.nextChange(after: max(moment, changes.last?.moment ?? moment))
    }

    /// The minute that clocks show at a moment.
    package func local(_ moment: Int) -> LocalTime {
        LocalTime(minute: LocalTime.floor(moment + clock(at: moment).offset, 60))
    }

    /// A moment for people: `Mon 2026-11-30 02:30 CET`.
    package func text(_ moment: Int) -> String { "\(local(moment)) \(clock(at: moment).abbreviation)" }
}
