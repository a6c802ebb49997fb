package import DocumentModel
package import TextKernel

/// A text as tokens, and the sentences as places among them: what a tagger reads.
package struct DividedText: Sendable {
    /// The tokens, in text order.
    package let tokens: [Token]
    /// The index of the first token of each sentence; ascending, none of them empty.
    package let sentenceStarts: [Int]

    /// Divides a text; sentences are parted also at each of `borders`.
    ///
    /// - Parameter borders: sorted offsets on scalar boundaries, such as those of regions.
    /// - Complexity: O(*n*) for *n* bytes.
    package init(_ text: Text, borders: [Int] = []) {
        self.init(
            tokens: Tokenizer.tokens(of: text.bytes), sentences: SentenceSplitter.sentences(of: text, borders: borders))
    }

    /// Joins tokens and sentences that are known already, both in text order.
    package init(tokens: [Token], sentences: [Span]) {
        self.tokens = tokens
        var starts: [Int] = []
        starts.reserveCapacity(sentences.count)
        var i = 0
        for sentence in sentences {
            while i < tokens.count, Int(tokens[i].start) < sentence.start { i += 1 }
            // A sentence that begins inside a token has none of its own before the next one.
            if i < tokens.count, Int(tokens[i].start) < sentence.end { starts.append(i) }
        }
        if let first = starts.first, first > 0 { starts.insert(0, at: 0) }
        if starts.isEmpty, !tokens.isEmpty { starts = [0] }
        sentenceStarts = starts
    }

    /// The indices of the tokens of each sentence.
    package var sentences: [Range<Int>] {
        sentenceStarts.indices.map {
            sentenceStarts[$0]..<($0 + 1 < sentenceStarts.count ? sentenceStarts[$0 + 1] : tokens.count)
        }
    }
}
