import DocumentModel

/// Which parts of a document count for its topics, and how much.
struct Places {
    /// Where a term stands in the article.
    enum Place: UInt8 { case headline, lead, body }

    /// Labels without a say: names of agencies, photographers and places.
    private static let silent: [Region.Kind] = [.dateline, .byline, .credit, .signOff]
    /// The longest first paragraph that still counts as one.
    private static let leadLimit = 800

    private var headlines: [Span] = []
    private var silent: [Span] = []
    private var lead = Span(0, 0)

    init(of document: Document) {
        var bodyStart: Int?
        for region in document.regions {
            if region.kind == .headline {
                headlines.append(region.span)
            } else if Self.silent.contains(region.kind) {
                silent.append(region.span)
            } else if region.kind == .body, bodyStart == nil {
                bodyStart = region.span.start
            }
        }
        silent.sort()
        lead = Self.firstParagraph(document.text.bytes, from: bodyStart ?? headlines.last?.end ?? 0)
    }

    /// The first paragraph from `start` on, without the line ends before it.
    private static func firstParagraph(_ bytes: [UInt8], from start: Int) -> Span {
        var i = max(0, start)
        while i < bytes.count, bytes[i] == 0x0A || bytes[i] == 0x20 || bytes[i] == 0x0D { i += 1 }
        let first = i
        while i < bytes.count, i - first < leadLimit {
            if bytes[i] == 0x0A, i + 1 == bytes.count || bytes[i + 1] == 0x0A || bytes[i + 1] == 0x0D { break }
            i += 1
        }
        return Span(first, i)
    }

    /// What lies between the silent parts, in text order.
    func ranges(upTo count: Int) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        for span in silent {
            if span.start > start { ranges.append(start..<min(span.start, count)) }
            start = max(start, span.end)
        }
        if start < count { ranges.append(start..<count) }
        return ranges
    }

    /// Where the byte at `offset` stands.
    func place(at offset: Int) -> Place {
        if headlines.contains(where: { $0.contains(offset) }) { return .headline }
        return lead.contains(offset) ? .lead : .body
    }
}
