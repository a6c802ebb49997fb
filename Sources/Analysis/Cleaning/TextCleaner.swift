package import DocumentModel
import TextKernel

/// Cleans texts: read this file first, then ``CleaningScan`` and the steps it calls for.
///
/// A text is looked over once. Only where there is something to clean do the steps run, each over the whole text:
/// entities, mojibake, characters, composition, white space; then it is looked over again, since what one step made may
/// concern another. Each edit is in the document's alignment.
///
/// Cleaning a second time changes nothing. For character references this needs the alignment: `&amp;lt;` becomes
/// `&lt;` and stays so, because a reference that an edit made, or made whole, is not decoded.
package struct TextCleaner: Sendable {
    /// More rounds are not worth their time; each of them needs text made for it.
    private static let mostRounds = 8

    /// What it does.
    package let options: CleaningOptions
    private let classes: CharacterClasses
    private let scan: CleaningScan

    /// Prepares a cleaner: its table of characters costs about a millisecond.
    package init(_ options: CleaningOptions = CleaningOptions()) {
        self.options = options
        classes = CharacterClasses(options)
        scan = CleaningScan(options, classes)
    }

    /// Cleans a document's text.
    ///
    /// - Throws: ``Diagnostic`` `annotated-text` when the text is annotated and not clean.
    /// - Complexity: O(*n*).
    package func clean(_ document: inout Document) throws {
        guard let step = step(document.text.bytes, document.alignment, tracing: false) else { return }
        try document.replaceText(Text(validated: step.bytes), aligned: step.alignment)
    }

    /// The text cleaned.
    package func cleaned(_ text: Text) -> Text {
        step(text.bytes, Alignment(), tracing: false).map { Text(validated: $0.bytes) } ?? text
    }

    /// What cleaning the document would change and why, in the order in which it is done.
    package func edits(of document: Document) -> [CleaningEdit] {
        step(document.text.bytes, document.alignment, tracing: true)?.edits ?? []
    }

    private func step(_ bytes: [UInt8], _ done: Alignment, tracing: Bool) -> CleaningStep? {
        var needs = scan.needs(bytes)
        guard !needs.isEmpty else { return nil }
        var whole: CleaningStep?
        func add(_ step: CleaningStep?) -> Bool {
            guard let step else { return false }
            whole = whole?.followed(by: step) ?? step
            return true
        }
        func text() -> [UInt8] { whole?.bytes ?? bytes }

        if needs.contains(.entities), add(decodingEntities(bytes, done, tracing)) { needs = scan.needs(text()) }
        for _ in 0..<Self.mostRounds {
            var changed = false
            if needs.contains(.mojibake) {
                changed = add(MojibakeRepair(classes: classes, isTracing: tracing).repairing(text()))
            }
            if changed || needs.contains(.characters) {
                let cleaning = CharacterCleaning(options: options, classes: classes, isTracing: tracing)
                changed = add(cleaning.cleaning(text())) || changed
            }
            if changed { needs = scan.needs(text()) }
            var changedAgain = false
            if needs.contains(.composition) {
                changedAgain = add(Normalisation(classes: classes, isTracing: tracing).normalising(text()))
            }
            if needs.contains(.whiteSpace) {
                changedAgain = add(WhiteSpaceCleaning(isTracing: tracing).cleaning(text())) || changedAgain
            }
            if changedAgain { needs = scan.needs(text()) }
            guard changed || changedAgain, !needs.isEmpty else { break }
        }
        return whole
    }

    /// Decodes the character references that no earlier edit has made.
    private func decodingEntities(_ bytes: [UInt8], _ done: Alignment, _ tracing: Bool) -> CleaningStep? {
        var rewriter = TextRewriter(bytes, tracing: tracing)
        var i = 0
        while let at = ByteSearch.firstOffset(of: UInt8(ascii: "&"), in: bytes, range: i..<bytes.count) {
            i = at + 1
            guard let entity = HTMLEntity(in: bytes, at: at), !done.changes(within: at, entity.end) else { continue }
            rewriter.replace(at, entity.end, UTF8.encode(entity.scalar) ?? .init(), .entity)
            i = entity.end
        }
        return CleaningStep(rewriter)
    }
}

extension Alignment {
    /// Whether any of the current text's bytes from `start` to before `end` were changed, or something between them
    /// was removed.
    ///
    /// - Complexity: O(log *c*) for *c* changes.
    fileprivate func changes(within start: Int, _ end: Int) -> Bool {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].current.end > start { high = middle } else { low = middle + 1 }
        }
        return low < changes.count && changes[low].current.start < end
    }
}
