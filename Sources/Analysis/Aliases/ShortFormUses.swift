package import DocumentModel
package import TextKernel

extension AliasFinder {
    /// The places where short forms stand again, each with the number of its pair.
    ///
    /// A use is a token, or a few, of exactly the short form's bytes, or with a plural's `s` behind; the place where the
    /// pair is explained is not one of them. Where a short form is explained twice, a use belongs to the explanation
    /// before it, or to the first.
    ///
    /// - Parameter tokens: those of the text.
    /// - Complexity: O(*n*) for *n* tokens, and for each that begins like a short form the number of those.
    package static func uses(of pairs: [FoundAlias], in text: Text, tokens: [Token]) -> [(span: Span, pair: Int)] {
        guard !pairs.isEmpty else { return [] }
        let bytes = text.bytes
        // By the first two bytes, so that most tokens are passed over at once.
        var byStart: [UInt16: [Int]] = [:]
        var starts = ByteSet()
        for (i, pair) in pairs.enumerated() where pair.short.count >= 2 {
            byStart[key(bytes, pair.short.start), default: []].append(i)
            starts.insert(bytes[pair.short.start])
        }
        var uses: [(span: Span, pair: Int)] = []
        var end = 0
        for token in tokens where Int(token.start) >= end && starts.contains(bytes[Int(token.start)]) {
            let start = Int(token.start)
            guard start + 1 < bytes.count, let candidates = byStart[key(bytes, start)] else { continue }
            var best: (span: Span, pair: Int)?
            for i in candidates {
                let short = pairs[i].short
                guard start + short.count <= bytes.count,
                    zip(short.range, start...).allSatisfy({ bytes[$0] == bytes[$1] })
                else { continue }
                var stop = start + short.count
                let isPlural = stop < bytes.count && bytes[stop] == UInt8(ascii: "s")
                if isPlural, !isWord(bytes, stop + 1) { stop += 1 }
                guard !isWord(bytes, stop) else { continue }
                let span = Span(start, start + short.count)
                if pairs.contains(where: { $0.short == span }) {
                    best = nil
                    break
                }
                let isNearer = best.map { $0.span.count < span.count || short.start < start } ?? true
                if isNearer { best = (span, i) }
            }
            if let best {
                uses.append(best)
                end = best.span.end
            }
        }
        return uses
    }

    private static func key(_ bytes: [UInt8], _ i: Int) -> UInt16 { UInt16(bytes[i]) << 8 | UInt16(bytes[i + 1]) }

    private static func isWord(_ bytes: [UInt8], _ i: Int) -> Bool {
        i < bytes.count && AliasText.isAlphanumeric(bytes[i])
    }
}
