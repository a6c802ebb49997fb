package import DocumentModel

extension LabelledText {
    /// The annotations of a document, in its current text.
    ///
    /// - Parameter layers: those of entities, dates and amounts that are wanted.
    /// - Parameter labels: the labels that are wanted; nil for all.
    package init(_ document: Document, layers: Set<Layer>, labels: Set<String>? = nil) {
        var marks: [Mark] = []
        func add(_ span: Span, _ label: Label) {
            if labels?.contains(label.rawValue) ?? true { marks.append(Mark(span, label.rawValue)) }
        }
        if layers.contains(.entities) { for entity in document.entities { add(entity.span, entity.label) } }
        if layers.contains(.dates) { for date in document.dates { add(date.span, date.label) } }
        if layers.contains(.amounts) { for amount in document.amounts { add(amount.span, amount.label) } }
        marks.sort { $0.span < $1.span }
        let tokens = document.tokens.isEmpty ? nil : document.tokens
        self.init(
            id: document.id, bytes: document.text.bytes, marks: marks, tokens: tokens,
            sentenceStarts: tokens.flatMap { Self.starts(of: document.sentences, in: $0) })
    }

    /// The first token of each sentence.
    private static func starts(of sentences: [Span], in tokens: [Span]) -> [Int]? {
        guard !sentences.isEmpty else { return nil }
        var starts: [Int] = [0]
        var token = 0
        for sentence in sentences.dropFirst() {
            while token < tokens.count, tokens[token].start < sentence.start { token += 1 }
            if token < tokens.count, token > starts[starts.count - 1] { starts.append(token) }
        }
        return starts
    }
}
