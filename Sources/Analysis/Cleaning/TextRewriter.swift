package import DocumentModel

/// Copies a text while some stretches of it are replaced, and keeps the alignment.
///
/// Replacements come in text order. A rewriter to which none came has copied nothing.
struct TextRewriter {
    /// The text before.
    let source: [UInt8]
    /// How many bytes of `source` are copied or replaced.
    private var done = 0
    private var result: [UInt8] = []
    private var changes: [Alignment.Change] = []
    /// The edits with their rules, when somebody wants to know.
    private(set) var edits: [CleaningEdit] = []
    private let isTracing: Bool

    init(_ source: [UInt8], tracing: Bool = false) {
        self.source = source
        isTracing = tracing
    }

    /// Whether nothing was replaced yet.
    var isUnchanged: Bool { changes.isEmpty }

    /// Replaces the bytes from `start` to before `end`; `start` is not before the end of the last replacement.
    mutating func replace(_ start: Int, _ end: Int, _ replacement: some Collection<UInt8>, _ rule: CleaningRule) {
        if changes.isEmpty { result.reserveCapacity(source.count + 16) }
        result.append(contentsOf: source[done..<start])
        let at = result.count
        result.append(contentsOf: replacement)
        done = end
        if let last = changes.indices.last, changes[last].original.end == start {
            changes[last].original.end = end
            changes[last].current.end = result.count
        } else {
            changes.append(.init(original: Span(start, end), current: Span(at, result.count)))
        }
        if isTracing { edits.append(CleaningEdit(rule: rule, span: Span(start, end), replacement: Array(replacement))) }
    }

    /// The text after, and how it came from `source`.
    consuming func finish() -> (bytes: [UInt8], alignment: Alignment) {
        guard !changes.isEmpty else { return (source, Alignment()) }
        result.append(contentsOf: source[done...])
        return (result, Alignment(changes: changes))
    }
}

/// One edit of a cleaning run, with the rule that made it.
package struct CleaningEdit: Hashable, Sendable {
    /// Why.
    package var rule: CleaningRule
    /// What was replaced: UTF-8 bytes of the text that was given to the cleaner. An edit of what an earlier rule had
    /// made covers all that the earlier one had replaced.
    package var span: Span
    /// The UTF-8 bytes that came in its place.
    package var replacement: [UInt8]
}
