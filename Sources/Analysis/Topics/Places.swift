import DocumentModel
import TextKernel

/// Which parts of a document count for its topics, and how much.
struct Places {
    /// Labels without a say: names of agencies, photographers and places.
    private static let silent: [Region.Kind] = [.dateline, .byline, .credit, .signOff]
    /// The longest first paragraph that still counts as one.
    private static let leadLimit = 800

    private var headlines: [Span] = []
    private var captions: [Span] = []
    private var silent: [Span] = []
    private var lead = Span(0, 0)

    init(of document: Document) {
        var bodyStart: Int?
        for region in document.regions {
            if region.kind == .headline {
                headlines.append(region.span)
            } else if region.kind == .caption {
                captions.append(region.span)
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
        let text = bytes.span
        var i = max(0, start)
        while i < text.count, text[i] == 0x0A || text[i] == 0x20 || text[i] == 0x0D { i += 1 }
        let first = i
        let limit = min(text.count, first + leadLimit)
        guard i < limit else { return Span(first, i) }
        while let end = ByteSearch.firstOffset(of: 0x0A, in: bytes, range: i..<limit) {
            if end + 1 == text.count || text[end + 1] == 0x0A || text[end + 1] == 0x0D { return Span(first, end) }
            i = end + 1
        }
        return Span(first, limit)
    }

    /// Gives `body` what lies between the silent parts of so many bytes, in text order.
    @inline(__always) func forEachSpoken(upTo count: Int, _ body: (Range<Int>) -> Void) {
        var start = 0
        for span in silent {
            if span.start > start { body(start..<min(span.start, count)) }
            start = max(start, span.end)
        }
        if start < count { body(start..<count) }
    }

    /// Whether nothing is said in the silent part at `offset`.
    func isSilent(at offset: Int) -> Bool { !silent.isEmpty && silent.contains { $0.contains(offset) } }

    /// Whether the byte at `offset` stands in a headline.
    @inline(__always) func isHeadline(at offset: Int) -> Bool {
        !headlines.isEmpty && headlines.contains { $0.contains(offset) }
    }

    /// Whether the byte at `offset` stands in the first paragraph.
    @inline(__always) func isLead(at offset: Int) -> Bool { lead.contains(offset) }

    /// The places of the byte at `offset` of the text, as bits of ``TopicPlace``.
    func bits(at offset: Int) -> UInt8 {
        if isHeadline(at: offset) { return TopicPlace.headline.bit | TopicPlace.title.bit }
        if captions.contains(where: { $0.contains(offset) }) { return TopicPlace.caption.bit }
        return isLead(at: offset) ? TopicPlace.lead.bit | TopicPlace.body.bit : TopicPlace.body.bit
    }
}
