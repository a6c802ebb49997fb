import Analysis
import DocumentModel
import FuzzSupport
import TextKernel

/// Whatever a text says: no crash, sentences and pairs of names lie inside it on scalar boundaries, and so do later uses.
@main struct FuzzAliases: FuzzTarget {
    static func run(_ bytes: [UInt8]) {
        guard let text = Text(validating: bytes) else { return }
        let divided = DividedText(text)
        if divided.sentenceStarts.contains(where: { $0 >= divided.tokens.count }) {
            fatalError("a sentence without tokens")
        }
        let pairs = AliasFinder.find(in: text)
        for pair in pairs {
            if !text.isValid(pair.short) || !text.isValid(pair.long) || pair.short.isEmpty || pair.long.isEmpty {
                fatalError("a name that is not in the text")
            }
            if let by = pair.by, !text.isValid(by) { fatalError("somebody who is not in the text") }
        }
        for use in AliasFinder.uses(of: pairs, in: text, tokens: divided.tokens)
        where !text.isValid(use.span) || !pairs.indices.contains(use.pair) {
            fatalError("a use that is not in the text")
        }
    }
}
