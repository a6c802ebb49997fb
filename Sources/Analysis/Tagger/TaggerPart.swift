import DocumentModel

/// A part of a document that is tagged as one: all of it, unless it is very long.
struct TaggerPart {
    /// Its tokens, of the document's.
    let tokens: Range<Int>
    /// Its sentences, counted from the part's first token; they lie side by side.
    let sentences: [Range<Int>]

    /// The parts of a document: cut between sentences where that is possible.
    static func parts(of input: TaggerInput) -> [TaggerPart] {
        let count = input.tokens.count
        var parts: [TaggerPart] = []
        var starts: [Int] = [0]
        for start in input.sentenceStarts where start > (starts.last ?? 0) && start < count { starts.append(start) }
        starts.append(count)
        var first = 0
        var sentences: [Range<Int>] = []
        func close(at end: Int) {
            if end > first { parts.append(TaggerPart(tokens: first..<end, sentences: sentences)) }
            first = end
            sentences = []
        }
        for (start, end) in zip(starts, starts.dropFirst()) where end > start {
            if end - first > TaggerDocument.limit { close(at: start) }
            var at = start
            while end - at > TaggerDocument.limit {
                sentences.append((at - first)..<(at + TaggerDocument.limit - first))
                at += TaggerDocument.limit
                close(at: at)
            }
            if end > at { sentences.append((at - first)..<(end - first)) }
        }
        close(at: count)
        return parts
    }

    /// Longer sentences are decoded in windows.
    static let window = 256
    /// A cut is made this far from a window's end at most, after a sign that is no part of a name.
    private static let slack = 64

    /// The windows of a sentence.
    static func windows(of sentence: Range<Int>, _ document: TaggerDocument, _ forms: [WordForm]) -> [Range<Int>] {
        if sentence.count <= window { return [sentence] }
        var windows: [Range<Int>] = []
        var start = sentence.lowerBound
        while sentence.upperBound - start > window {
            var end = start + window
            let latest = end
            while end > latest - slack, !forms[Int(document.words[end - 1])].traits.contains(.opens) { end -= 1 }
            if end == latest - slack { end = latest }
            windows.append(start..<end)
            start = end
        }
        windows.append(start..<sentence.upperBound)
        return windows
    }
}

extension TaggerInput {
    /// The bytes of a token, inside the text.
    @inline(__always)
    func range(of token: Int) -> Range<Int> {
        let span = tokens[token]
        let start = min(max(span.start, 0), bytes.count)
        return start..<min(max(span.end, start), bytes.count)
    }
}
