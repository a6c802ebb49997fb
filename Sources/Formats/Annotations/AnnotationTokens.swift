import DocumentModel
import TextKernel

/// The tokens that formats of tokens need: every byte but white space is in one, and every mark begins and ends with one.
enum AnnotationTokens {
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// The tokens of a text, its own or else the tokenizer's, cut where marks begin and end.
    ///
    /// Without `splitting` marks, tokens stay whole.
    static func tokens(of text: LabelledText) -> [Span] {
        let given = text.tokens ?? Tokenizer.tokens(of: text.bytes).map { Span($0.range) }
        var borders: [Int] = []
        for mark in text.marks { borders += [mark.span.start, mark.span.end] }
        borders.sort()
        var tokens: [Span] = []
        tokens.reserveCapacity(given.count)
        var border = 0
        var end = 0
        func add(_ start: Int, _ stop: Int) {
            // White space is in no token; marks cut them.
            var i = start
            while i < stop {
                if isSpace(text.bytes[i]) {
                    i += 1
                    continue
                }
                var j = i
                while border < borders.count, borders[border] <= i { border += 1 }
                let limit = border < borders.count ? min(stop, borders[border]) : stop
                while j < limit, !isSpace(text.bytes[j]) { j += 1 }
                tokens.append(Span(i, j))
                i = j
            }
        }
        for token in given where token.start >= end && token.end <= text.bytes.count {
            add(end, token.start)
            add(token.start, token.end)
            end = token.end
        }
        add(end, text.bytes.count)
        return tokens
    }

    /// The tokens that each mark is made of; nil for a mark that does not begin and end with one.
    static func range(of mark: Span, in tokens: [Span]) -> ClosedRange<Int>? {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].start < mark.start { low = middle + 1 } else { high = middle }
        }
        guard low < tokens.count, tokens[low].start == mark.start else { return nil }
        var last = low
        while last + 1 < tokens.count, tokens[last].end < mark.end { last += 1 }
        return tokens[last].end == mark.end ? low...last : nil
    }
}
