/// One change of a text: the bytes of `span` are replaced.
public struct TextEdit: Hashable, Sendable {
    /// What is replaced, in offsets of the text before the edit; empty to insert.
    public var span: Span
    /// What comes in its place; empty to delete.
    public var replacement: [UInt8]

    /// Makes an edit.
    public init(_ span: Span, _ replacement: [UInt8]) {
        self.span = span
        self.replacement = replacement
    }

    /// Makes an edit.
    public init(_ span: Span, _ replacement: String) { self.init(span, Array(replacement.utf8)) }
}

/// How the current text came from the original one: which stretches were replaced by which.
///
/// Between two changes both texts are the same, only shifted. Alignments compose: what two cleaning stages did one
/// after the other is one alignment.
public struct Alignment: Hashable, Sendable {
    /// A stretch of the original and what stands in its place in the current text.
    public struct Change: Hashable, Sendable {
        /// The stretch of the original text, in UTF-8 bytes of it.
        public var original: Span
        /// The stretch of the current text, in UTF-8 bytes of it.
        public var current: Span

        /// Pairs two stretches.
        public init(original: Span, current: Span) {
            self.original = original
            self.current = current
        }
    }

    /// The changes in text order; they neither overlap nor touch.
    public private(set) var changes: [Change]

    /// The alignment of a text with itself.
    public init() { changes = [] }

    /// The alignment of changes that a kernel has found.
    ///
    /// - Precondition: they are in text order, neither overlap nor touch, and agree with each other.
    package init(changes: [Change]) { self.changes = changes }

    /// Whether the text was never changed.
    public var isIdentity: Bool { changes.isEmpty }

    /// The alignment of edits that are sorted and do not overlap, between a text before and after them.
    ///
    /// - Complexity: O(*e*) for *e* edits.
    init(edits: [TextEdit]) {
        var changes: [Change] = []
        changes.reserveCapacity(edits.count)
        var shift = 0
        for edit in edits {
            let start = edit.span.start + shift
            let current = Span(start, start + edit.replacement.count)
            shift += edit.replacement.count - edit.span.count
            if let last = changes.last, last.original.end == edit.span.start {
                changes[changes.count - 1].original.end = edit.span.end
                changes[changes.count - 1].current.end = current.end
            } else {
                changes.append(Change(original: edit.span, current: current))
            }
        }
        self.changes = changes
    }

    /// This alignment followed by `next`, whose original is this one's current text.
    ///
    /// - Complexity: O(*a* + *b*) for the changes of both.
    public func followed(by next: Alignment) -> Alignment {
        if changes.isEmpty { return next }
        if next.changes.isEmpty { return self }
        var result: [Change] = []
        result.reserveCapacity(changes.count + next.changes.count)
        var i = 0
        var j = 0
        // How far the text between has been shifted against the original (first) and the current text (second).
        var firstShift = 0
        var secondShift = 0
        while i < changes.count || j < next.changes.count {
            // The next group of changes that touch each other in the text between.
            let starts = (
                i < changes.count ? changes[i].current.start : Int.max,
                j < next.changes.count ? next.changes[j].original.start : Int.max
            )
            var group = Span(min(starts.0, starts.1), min(starts.0, starts.1))
            let shiftsBefore = (firstShift, secondShift)
            var grew = true
            while grew {
                grew = false
                if i < changes.count, changes[i].current.start <= group.end {
                    group.end = max(group.end, changes[i].current.end)
                    firstShift = changes[i].original.end - changes[i].current.end
                    i += 1
                    grew = true
                }
                if j < next.changes.count, next.changes[j].original.start <= group.end {
                    group.end = max(group.end, next.changes[j].original.end)
                    secondShift = next.changes[j].current.end - next.changes[j].original.end
                    j += 1
                    grew = true
                }
            }
            result.append(
                Change(
                    original: Span(group.start + shiftsBefore.0, group.end + firstShift),
                    current: Span(group.start + shiftsBefore.1, group.end + secondShift)))
        }
        return Alignment(changes: result)
    }

    /// The stretch of the original text that a span of the current text came from.
    ///
    /// A span that begins or ends inside a change covers the whole of what was changed there; a deletion beside the
    /// span stays outside.
    ///
    /// - Complexity: O(log *c*) for *c* changes.
    public func original(of span: Span) -> Span {
        Self.map(span, changes.count, { changes[$0].current }, { changes[$0].original })
    }

    /// The stretch of the current text that came from a span of the original one; see ``original(of:)``.
    public func current(of span: Span) -> Span {
        Self.map(span, changes.count, { changes[$0].original }, { changes[$0].current })
    }

    private static func map(_ span: Span, _ count: Int, _ from: (Int) -> Span, _ to: (Int) -> Span) -> Span {
        guard count > 0 else { return span }
        // The first change that ends after the span begins: what lies before it only shifts the span.
        let first = partition(count) { from($0).end > span.start || from($0).start >= span.start }
        var start = span.start + (first > 0 ? to(first - 1).end - from(first - 1).end : 0)
        if first < count {
            let change = from(first)
            if change.start < span.start || (change.start == span.start && !change.isEmpty) {
                start = to(first).start
            } else if change.start == span.start && change.isEmpty && !span.isEmpty {
                // Deleted text just before the span: not part of it.
                start = to(first).end
            }
        }
        // The last change that begins before the span ends.
        let last = partition(count) { from($0).start >= span.end } - 1
        var end = span.end
        if last >= 0 {
            let change = from(last)
            end = change.end >= span.end ? to(last).end : span.end + to(last).end - change.end
        }
        return Span(min(start, max(start, end)), max(start, end))
    }

    /// The first of `0..<count` for which the predicate, false and then true, holds.
    private static func partition(_ count: Int, _ predicate: (Int) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if predicate(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
