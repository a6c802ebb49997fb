/// Sees which expressions are the two ends of a range, so that each lends the other what it lacks.
///
/// In `between March and June 2020` March is of 2020; in `Monday to Friday` Friday comes after Monday.
struct DateRanges {
    let items: [DateFinder.Item]
    let text: ASCIIReader

    /// The type and value of an item; `last` is the period of the one before.
    func written(_ i: Int, _ resolver: TemporalResolver, after last: Period?) -> TimexWriter.Written {
        let node = items[i].node
        if i + 1 < items.count, isOpen(node), joins(i), let year = year(items[i + 1].node),
            let full = node.withYear(year),
            let end = resolver.resolve(items[i + 1].node)?.period
        {
            // The year before, when the first would come after the second: `from November to March 2020`.
            if let start = resolver.resolve(full)?.period, start.start > end.start, let before = node.withYear(year - 1)
            {
                return TimexWriter.write(before, resolver)
            }
            return TimexWriter.write(full, resolver)
        }
        if i > 0, let last, isOpen(node), joins(i - 1), isOpen(items[i - 1].node) {
            var ahead = resolver
            ahead.day = last.start.date
            ahead.year = last.start.date.year
            ahead.tense = .future
            var written = TimexWriter.write(node, ahead)
            written.anchor = .document
            return written
        }
        return TimexWriter.write(node, resolver)
    }

    /// A day or month without a year.
    private func isOpen(_ node: Temporal) -> Bool {
        if case .calendar(let fields) = node {
            return fields.year == .unknown && fields.relation == nil && fields.week == nil
                && (fields.month != nil || fields.weekday != nil)
        }
        return false
    }

    private func year(_ node: Temporal) -> Int? {
        if case .calendar(let fields) = node, case .year(let year) = fields.year, fields.month != nil { return year }
        return nil
    }

    /// Whether `to`, `through` or a dash joins an item with the next, or `and` behind `between`.
    private func joins(_ i: Int) -> Bool {
        let (a, b) = (items[i], items[i + 1])
        guard b.start > a.end, b.start - a.end <= 9 else { return false }
        if text.dash(a.end) > 0 || text.space(a.end) > 0 && text.dash(a.end + 1) > 0 { return true }
        guard let (word, end) = text.word(at: a.end + text.space(a.end)), text.space(end) > 0 else { return false }
        guard end + text.space(end) == b.start || text.isWord("the", at: end + text.space(end)) else { return false }
        if ["to", "through", "until", "till"].contains(where: { WordKey(stringLiteral: $0) == word }) { return true }
        return word == "and" && text.wordBefore(a.start)?.word == "between" || word == "and" && year(b.node) != nil
    }
}

extension Temporal {
    /// The day or month in a year.
    fileprivate func withYear(_ year: Int) -> Temporal? {
        guard case .calendar(var fields) = self, fields.month != nil else { return nil }
        fields.year = .year(year)
        return .calendar(fields)
    }
}
