package import DocumentModel
import TextKernel

/// A trained model as what proposes names: the text is divided into tokens and sentences, and the spans have labels.
package struct ModelTagger: Sendable {
    private let tagger: EntityTagger

    /// Proposes what `model` finds.
    package init(_ model: EntityModel) { tagger = EntityTagger(model) }

    /// The names in `text`; sentences are parted also at `borders`.
    ///
    /// - Complexity: O(*n*) for *n* bytes.
    package func names(in text: Text, borders: [Int]) -> [TaggedName] {
        tagger.tag(Self.input(text, borders)).map { one in
            TaggedName(
                one.span, Label(rawValue: one.label), score: one.score,
                runnerUp: one.runnerUp.map { (Label(rawValue: $0), one.runnerUpScore) })
        }
    }

    /// Why the tagger proposes what it proposes for each of `spans`: the proposal that has most bytes in common with the
    /// span, and its reasons, the strongest first; nil where it proposes nothing.
    ///
    /// For one document when somebody asks: takes much longer than ``names(in:borders:)``.
    package func reasons(
        for spans: [DocumentModel.Span], in text: Text, borders: [Int]
    ) -> [(name: TaggedSpan, reasons: [TaggerReason])?] {
        let input = Self.input(text, borders)
        let tagged = tagger.tag(input)
        let nearest = spans.map { span -> TaggedSpan? in
            func common(_ other: TaggedSpan) -> Int {
                min(span.end, other.span.end) - max(span.start, other.span.start)
            }
            return tagged.filter { $0.span.overlaps(span) }.max { common($0) < common($1) }
        }
        let wanted = nearest.compactMap(\.self)
        var reasons = tagger.reasons(for: wanted, in: input)[...]
        return nearest.map { name in name.map { ($0, reasons.popFirst() ?? []) } }
    }

    private static func input(_ text: Text, _ borders: [Int]) -> TaggerInput {
        let divided = DividedText(text, borders: borders)
        return TaggerInput(
            bytes: text.bytes, tokens: divided.tokens.map { DocumentModel.Span(Int($0.start), Int($0.end)) },
            sentenceStarts: divided.sentenceStarts)
    }
}

extension EntityModel {
    /// Uses a model where its bytes lie; `owner` keeps them as they are.
    ///
    /// - Throws: ``ModelFileError``.
    package init(_ bytes: RawSpan, keeping owner: any AnyObject & Sendable) throws(ModelFileError) {
        try self.init(SharedMemory(bytes, keeping: owner))
    }
}
