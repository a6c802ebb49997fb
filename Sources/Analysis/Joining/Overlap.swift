import DocumentModel

/// Sorted layers of spans against one another, in one walk.
enum Overlap {
    /// `items` without those that overlap one of `spans` and lose to it; both are in text order.
    ///
    /// - Complexity: O(*n* + *m*) when neither overlaps itself.
    static func without<Item>(
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

    /// Two layers of mentions as one, in text order.
    static func merged(_ a: [NameMention], _ b: [NameMention]) -> [NameMention] {
        b.isEmpty ? a : merged(a, a.map { _ in nil }, b, b.map { _ in nil }).mentions
    }

    /// The same, with the forms that go with the mentions.
    static func merged(
        _ a: [NameMention], _ aForms: [Person.Form?], _ b: [NameMention], _ bForms: [Person.Form?]
    ) -> (mentions: [NameMention], forms: [Person.Form?]) {
        var mentions: [NameMention] = []
        var forms: [Person.Form?] = []
        mentions.reserveCapacity(a.count + b.count)
        forms.reserveCapacity(a.count + b.count)
        var i = 0
        var j = 0
        while i < a.count || j < b.count {
            if j == b.count || i < a.count && a[i].span <= b[j].span {
                mentions.append(a[i])
                forms.append(aForms[i])
                i += 1
            } else {
                mentions.append(b[j])
                forms.append(bForms[j])
                j += 1
            }
        }
        return (mentions, forms)
    }

    /// The first mention that ends after an offset.
    static func firstEnding(after offset: Int, in mentions: [NameMention]) -> Int {
        var low = 0
        var high = mentions.count
        while low < high {
            let middle = (low + high) / 2
            if mentions[middle].span.end <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
