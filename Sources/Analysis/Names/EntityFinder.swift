package import DocumentModel

/// Finds names, dates and amounts and joins them: of those that overlap the longer stays.
///
/// The order of the house, which a trained tagger will join: a user's names, shipped names, rules. A list entry or rule
/// proposes, and a shorter proposal inside a longer one gives way: `US` in `US$4.7bn`, `1982` in the name of a treaty,
/// `May` in `Theresa May`.
package struct EntityFinder: Sendable {
    /// What was found in a text, each in text order.
    package struct Result: Sendable {
        package var entities: [Entity] = []
        package var dates: [DateExpression] = []
        package var amounts: [Amount] = []
    }

    private let names: NameFinder
    private let numbers: NumberFinder
    private let stage: String
    private let wantsTreaties: Bool
    private let wantsNumbers: Bool

    /// A finder of the names in `lists`, and of dates and amounts.
    ///
    /// - Parameter treaties: whether the rule for laws with a year is on.
    /// - Parameter keeps: which labels are wanted.
    package init(
        _ lists: [NameList], currencies: Currencies, treaties: Bool, stage: String,
        keeping keeps: (Label) -> Bool
    ) {
        names = NameFinder(lists, keeping: keeps)
        var wanted: NumberFinder.Wanted = []
        if keeps(.date) { wanted.insert(.dates) }
        if keeps(.money) { wanted.insert(.money) }
        if keeps(.percent) { wanted.insert(.percent) }
        if keeps(.ordinal) { wanted.insert(.ordinals) }
        if keeps(.cardinal) { wanted.insert(.cardinals) }
        numbers = NumberFinder(wanted, currencies: currencies, stage: stage)
        wantsTreaties = treaties && keeps(.law)
        wantsNumbers = !wanted.isEmpty || wantsTreaties
        self.stage = stage
    }

    /// The names of the lists that cannot be found in any text.
    package var refusedNames: [NameFinder.RefusedName] { names.refusedNames }

    /// Finds everything in `text` but for what touches a span of `skipped`, which is in text order.
    ///
    /// - Complexity: O(*n*) for *n* bytes.
    package func find(in text: Text, skipping skipped: [DocumentModel.Span] = []) -> Result {
        var result = Result()
        var found = names.isEmpty ? [] : names.find(in: text.bytes)
        let numbers = wantsNumbers ? numbers.find(in: text.bytes) : NumberFinder.Result()
        let treaties = wantsTreaties ? treaties(numbers.years, text) : []
        result.dates = numbers.dates
        result.amounts = numbers.amounts
        var laws: [Entity] = []
        if !treaties.isEmpty {
            let kept = without(treaties, \.self, found.map(\.span)) { $0.count < $1.count }
            laws = kept.map { law($0, found, text) }
            found = without(found, \.span, kept) { _, _ in true }
        }
        let numberSpans = (result.dates.map(\.span) + result.amounts.map(\.span)).sorted()
        let nameSpans = (found.map(\.span) + laws.map(\.span)).sorted()
        found = without(found, \.span, numberSpans) { $0.count < $1.count }
        result.dates = without(result.dates, \.span, nameSpans) { $0.count <= $1.count }
        result.amounts = without(result.amounts, \.span, nameSpans) { $0.count <= $1.count }
        result.entities.reserveCapacity(found.count + laws.count)
        for one in found {
            guard names.isWanted(one) else { continue }
            let entity = names.entity(one, stage: stage)
            // A holiday is a date, and its list gives the value.
            if entity.label == .date {
                result.dates.append(
                    DateExpression(entity.span, .date, value: entity.id ?? "XXXX-XX-XX", by: entity.provenance))
            } else {
                result.entities.append(entity)
            }
        }
        if !laws.isEmpty {
            result.entities += laws
            result.entities.sort { $0.span < $1.span }
        }
        result.dates.sort { $0.span < $1.span }
        if !skipped.isEmpty {
            result.entities = without(result.entities, \.span, skipped) { _, _ in true }
            result.dates = without(result.dates, \.span, skipped) { _, _ in true }
            result.amounts = without(result.amounts, \.span, skipped) { _, _ in true }
        }
        return result
    }

    /// A law with its year; when its name without the year is in a list, it is that law.
    private func law(_ span: DocumentModel.Span, _ found: [NameFinder.Found], _ text: Text) -> Entity {
        var low = 0
        var high = found.count
        while low < high {
            let middle = (low + high) / 2
            if found[middle].span.end <= span.start { low = middle + 1 } else { high = middle }
        }
        var known: Entity?
        while low < found.count, span.contains(found[low].span) {
            // The name and nothing but the year (and ` of `) beside it.
            if span.count - found[low].span.count <= 8, names.label(found[low]) == .law {
                known = names.entity(found[low], stage: stage)
            }
            low += 1
        }
        return Entity(
            span, .law, canonicalName: known?.canonicalName ?? text[span], id: known?.id,
            by: Provenance(stage: stage, rule: "law-with-year", detail: known.map { "\($0.provenance.rule)" }))
    }

    /// The names of laws around years; none overlaps another.
    private func treaties(_ years: [Int], _ text: Text) -> [DocumentModel.Span] {
        var spans: [DocumentModel.Span] = []
        let rule = TreatyRule(ASCIIReader(bytes: text.bytes))
        for year in years {
            guard let span = rule.name(withYearAt: year) else { continue }
            if let last = spans.last, last.overlaps(span) { continue }
            spans.append(span)
        }
        return spans
    }

    /// `items` without those that overlap one of `spans` and lose to it; both are in text order, and of the items none
    /// overlaps another.
    private func without<Item>(
        _ items: [Item], _ span: (Item) -> DocumentModel.Span, _ spans: [DocumentModel.Span],
        loses: (DocumentModel.Span, DocumentModel.Span) -> Bool
    ) -> [Item] {
        guard !spans.isEmpty, !items.isEmpty else { return items }
        var kept: [Item] = []
        kept.reserveCapacity(items.count)
        var first = 0
        for item in items {
            let own = span(item)
            while first < spans.count, spans[first].end <= own.start { first += 1 }
            var i = first
            var isLost = false
            while i < spans.count, spans[i].start < own.end {
                if spans[i].overlaps(own), loses(own, spans[i]) {
                    isLost = true
                    break
                }
                i += 1
            }
            if !isLost { kept.append(item) }
        }
        return kept
    }
}
