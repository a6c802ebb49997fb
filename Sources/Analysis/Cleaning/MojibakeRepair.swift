import DocumentModel

/// Reads again, as UTF-8, what was UTF-8 and had been read in a single-byte character set; also several times over.
///
/// Sequence by sequence, so that a text broken in places is repaired in these places.
///
/// - SeeAlso: Speer, "ftfy: fixes text for you", 2019, for the kinds of damage; the rules here are other ones.
struct MojibakeRepair {
    /// Text encoded so many times over is no accident and is left alone.
    static let mostRounds = 6

    let classes: CharacterClasses
    let isTracing: Bool

    /// Repairs `bytes`; returns nil when there is nothing to repair.
    ///
    /// - Complexity: O(*n*).
    func repairing(_ bytes: [UInt8]) -> CleaningStep? {
        var whole: CleaningStep?
        for _ in 0..<Self.mostRounds {
            let text = whole?.bytes ?? bytes
            guard let step = round(text) else { return whole }
            whole = whole.map { $0.followed(by: step) } ?? step
        }
        // Not settled: a repair that a second run would continue is worse than none.
        return round(whole?.bytes ?? bytes) == nil ? whole : nil
    }

    private struct Candidate {
        let charset: MojibakeCharset
        let evidence: MojibakeEvidence
        let span: Span
        let replacement: [UInt8]
    }

    private func round(_ bytes: [UInt8]) -> CleaningStep? {
        let candidates = candidates(bytes)
        let proven = Set(candidates.filter { $0.evidence == .strong }.map(\.charset))
        guard !proven.isEmpty else { return nil }
        var rewriter = TextRewriter(bytes, tracing: isTracing)
        for one in candidates where proven.contains(one.charset) {
            rewriter.replace(one.span.start, one.span.end, one.replacement, one.charset.rule)
        }
        return CleaningStep(rewriter)
    }

    private func candidates(_ bytes: [UInt8]) -> [Candidate] {
        var found: [Candidate] = []
        let text = bytes.span
        var i = 0
        while i < text.count {
            guard text[i] >= 0x80, let (value, length) = UTF8Reading.scalar(bytes, at: i) else {
                i += 1
                continue
            }
            if i + length < text.count, text[i + length] >= 0x80, classes(value).contains(.lead),
                let candidate = candidate(bytes, at: i)
            {
                found.append(candidate)
                i = candidate.span.end
            } else {
                i += length
            }
        }
        return found
    }

    /// The surest reading of what begins at `start`.
    private func candidate(_ bytes: [UInt8], at start: Int) -> Candidate? {
        var best: Candidate?
        for charset in MojibakeCharset.allCases {
            var sequences: [MojibakeSequence] = []
            var end = start
            while sequences.count < 256, let next = MojibakeSequence(in: bytes, at: end, charset) {
                sequences.append(next)
                end = next.end
            }
            guard !sequences.isEmpty else { continue }
            let evidence = MojibakeEvidence.of(sequences, in: bytes)
            guard evidence > best?.evidence ?? .none else { continue }
            best = Candidate(
                charset: charset, evidence: evidence, span: Span(start, end),
                replacement: sequences.flatMap { Array(UTF8.encode($0.scalar) ?? .init()) })
            if evidence == .strong { break }
        }
        return best
    }

    /// Whether a sequence begins at `start`, whatever the evidence.
    static func mayBegin(_ bytes: [UInt8], at start: Int) -> Bool {
        MojibakeCharset.allCases.contains { MojibakeSequence(in: bytes, at: start, $0) != nil }
    }
}

/// What a part of the cleaning did to a text.
struct CleaningStep {
    var bytes: [UInt8]
    var alignment: Alignment
    var edits: [CleaningEdit]

    /// What a rewriter did; nil when it did nothing.
    init?(_ rewriter: consuming TextRewriter) {
        if rewriter.isUnchanged { return nil }
        edits = rewriter.edits
        (bytes, alignment) = rewriter.finish()
    }

    /// This step and then `next`, as one.
    func followed(by next: CleaningStep) -> CleaningStep {
        var both = self
        both.bytes = next.bytes
        both.edits += next.edits.map { edit in
            var edit = edit
            edit.span = alignment.original(of: edit.span)
            return edit
        }
        both.alignment = alignment.followed(by: next.alignment)
        return both
    }
}
