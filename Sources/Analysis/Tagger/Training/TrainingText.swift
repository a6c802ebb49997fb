package import DocumentModel
import TextKernel

/// A labelled text cut into tokens, with what is known of each token's tag.
struct TrainingText {
    let input: TaggerInput
    /// The known entities, as token ranges, each with the labels it may have.
    private(set) var entities: [(tokens: Range<Int>, labels: [String])] = []
    /// For each token whether nothing is known of it.
    private(set) var isUnknown: [Bool]

    init(_ text: LabelledText) {
        input = TaggerInput(text)
        isUnknown = [Bool](repeating: false, count: input.tokens.count)
        var at = 0
        func tokens(_ span: Span) -> Range<Int> {
            // Marks come in text order; one out of order is looked for from the start.
            if at > 0, input.tokens[at - 1].end > span.start { at = 0 }
            while at < input.tokens.count, input.tokens[at].end <= span.start { at += 1 }
            var end = at
            while end < input.tokens.count, input.tokens[end].start < span.end { end += 1 }
            return at..<end
        }
        for mark in text.marks {
            let range = tokens(mark.span)
            guard let first = range.first, let last = range.last else { continue }
            if input.tokens[first].start == mark.span.start, input.tokens[last].end == mark.span.end {
                entities.append((range, mark.labels))
            } else {
                // Its borders lie inside tokens: what these tokens are is not known.
                for i in range { isUnknown[i] = true }
            }
        }
        at = 0
        for span in text.unknown { for i in tokens(span) { isUnknown[i] = true } }
    }

    /// The tags each token may have, two words a token, and one of them; whether there is just one everywhere.
    func tags(_ set: TagSet, free: [Int]) -> (masks: [UInt64], tags: [UInt8], isFull: [Bool]) {
        let count = input.tokens.count
        var masks = [UInt64](repeating: 0, count: 2 * count)
        var tags = [UInt8](repeating: UInt8(set.outside), count: count)
        var isFull = [Bool](repeating: true, count: count)
        func allow(_ i: Int, _ tag: Int) { masks[2 * i + tag / 64] |= 1 << UInt64(tag % 64) }
        var isInside = [Bool](repeating: false, count: count)
        for (range, names) in entities {
            let labels = names.isEmpty ? Array(set.labels.indices) : names.compactMap(set.labels.firstIndex(of:))
            guard !labels.isEmpty else { continue }
            for i in range {
                let part: TagSet.Part =
                    range.count == 1
                    ? .unit : i == range.lowerBound ? .begin : i + 1 == range.upperBound ? .last : .inside
                for label in labels { allow(i, set.tag(part, label)) }
                tags[i] = UInt8(set.tag(part, labels[0]))
                isFull[i] = labels.count == 1 && !isUnknown[i]
                isInside[i] = true
            }
        }
        for i in 0..<count {
            if isUnknown[i] {
                for tag in 0..<set.count { allow(i, tag) }
                isFull[i] = false
            } else if !isInside[i] {
                allow(i, set.outside)
                for label in free {
                    for part in TagSet.Part.allCases { allow(i, set.tag(part, label)) }
                    isFull[i] = false
                }
            }
        }
        return (masks, tags, isFull)
    }
}

extension TaggerInput {
    /// A labelled text as a tagger sees it: with its own tokens and sentences, or cut anew.
    package init(_ text: LabelledText) {
        if let tokens = text.tokens {
            self.init(bytes: text.bytes, tokens: tokens, sentenceStarts: text.sentenceStarts ?? [0])
        } else {
            self.init(raw: text.bytes)
        }
    }

    /// A raw text, cut into tokens and sentences.
    package init(raw bytes: [UInt8]) {
        self.init(bytes, DividedText(Text(validated: bytes)))
    }

    /// The tokens of a short text such as a name.
    package static func words(of bytes: [UInt8]) -> [[UInt8]] {
        Tokenizer.tokens(of: bytes).map { Array(bytes[$0.range]) }
    }

    /// A text that is divided already.
    package init(_ bytes: [UInt8], _ divided: DividedText) {
        self.init(
            bytes: bytes, tokens: divided.tokens.map { Span($0.range) }, sentenceStarts: divided.sentenceStarts)
    }
}
