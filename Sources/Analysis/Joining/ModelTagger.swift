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
        let divided = DividedText(text, borders: borders)
        let input = TaggerInput(
            bytes: text.bytes, tokens: divided.tokens.map { DocumentModel.Span(Int($0.start), Int($0.end)) },
            sentenceStarts: divided.sentenceStarts)
        return tagger.tag(input).map { one in
            TaggedName(
                one.span, Label(rawValue: one.label), score: one.score,
                runnerUp: one.runnerUp.map { (Label(rawValue: $0), one.runnerUpScore) })
        }
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
