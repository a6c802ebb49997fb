import DocumentModel

@testable import Analysis

/// A text in which what a tagger proposes is marked: `[Acme](ORG) hired [Ann Lee](PERSON 0.7)`. It stands for the tagger.
struct TaggedText {
    let text: Text
    let proposals: [TaggedName]

    init(_ marked: String) {
        var plain: [UInt8] = []
        var proposals: [TaggedName] = []
        var rest = Substring(marked)
        while let open = rest.firstIndex(of: "[") {
            plain += rest[..<open].utf8
            guard let middle = rest[open...].firstRange(of: "]("),
                let close = rest[middle.upperBound...].firstIndex(of: ")")
            else { break }
            let start = plain.count
            plain += rest[rest.index(after: open)..<middle.lowerBound].utf8
            let parts = rest[middle.upperBound..<close].split(separator: " ")
            proposals.append(
                TaggedName(
                    DocumentModel.Span(start, plain.count), Label(rawValue: String(parts[0])),
                    score: parts.count > 1 ? Double(parts[1]) ?? 0.9 : 0.9))
            rest = rest[rest.index(after: close)...]
        }
        plain += rest.utf8
        text = Text(String(decoding: plain, as: UTF8.self))
        self.proposals = proposals
    }

    /// What a finder with `lists` makes of it, written in the same way; with `chains` each mark has the number of its chain.
    func found(
        by lists: [NameList], people: PersonNames = PersonNames(), chains: Bool = false,
        _ change: (inout EntityFinder.Settings) -> Void = { _ in }
    ) -> String {
        Self.marked(text, entities(by: lists, people: people, change), chains: chains)
    }

    /// The entities that a finder with `lists` finds.
    func entities(
        by lists: [NameList], people: PersonNames = PersonNames(),
        _ change: (inout EntityFinder.Settings) -> Void = { _ in }
    ) -> [Entity] {
        var settings = EntityFinder.Settings()
        settings.lists = lists
        settings.people = people
        settings.tagger = { [proposals] _, _ in proposals }
        change(&settings)
        return EntityFinder(settings, stage: "test") { _ in true }.find(in: text).entities
    }

    /// A text with its entities marked; of entities that overlap the outer one comes first.
    static func marked(_ text: Text, _ entities: [Entity], chains: Bool = false) -> String {
        var out = ""
        var done = 0
        for one in entities where one.span.start >= done {
            out += text[Span(done, one.span.start)]
            let mark = chains ? "\(one.label.rawValue) \(one.chain.map(String.init) ?? "-")" : one.label.rawValue
            out += "[\(text[one.span])](\(mark))"
            done = one.span.end
        }
        return out + text[Span(done, text.byteCount)]
    }
}
