@_spi(_Unicode) import Swift
import TextKernel

/// Puts the stretches of a text that are not in Unicode's composed form NFC into it, and leaves the rest alone.
///
/// - SeeAlso: Unicode Standard Annex 15, "Unicode Normalization Forms", sections 9 (quick check) and 13 (stream-safe).
struct Normalisation {
    /// A stretch of more scalars is left as it is: no writing has so many marks on one letter, and the standard
    /// library sorts marks in quadratic time.
    static let longestStretch = 128

    private static let beyondASCII = ByteSet(0x80...0xFF)

    let classes: CharacterClasses
    let isTracing: Bool

    /// Normalises `bytes`; returns nil when they are in NFC.
    ///
    /// - Complexity: O(*n*).
    func normalising(_ bytes: [UInt8]) -> CleaningStep? {
        var rewriter = TextRewriter(bytes, tracing: isTracing)
        // The start of the last scalar that begins a stretch, and of how many scalars that stretch is.
        var start = 0
        var count = 0
        var needsWork = false
        let marks = ByteMarks(Self.beyondASCII, in: bytes)
        var i = 0
        while true {
            let next = marks.next(from: i)
            if next > i {
                // Each ASCII character begins a stretch.
                if needsWork { normalise(bytes, start, i, count, &rewriter) }
                start = next - 1
                count = 1
                needsWork = false
                i = next
            }
            guard let (value, length) = UTF8Reading.scalar(bytes, at: i) else { break }
            let kind = classes(value)
            if kind.isDisjoint(with: [.mayChangeInNFC, .isReordered]) {
                if needsWork { normalise(bytes, start, i, count, &rewriter) }
                start = i
                count = 0
                needsWork = false
            } else {
                needsWork = true
            }
            count += 1
            i += length
        }
        if needsWork { normalise(bytes, start, i, count, &rewriter) }
        return CleaningStep(rewriter)
    }

    private func normalise(
        _ bytes: [UInt8], _ start: Int, _ end: Int, _ count: Int, _ rewriter: inout TextRewriter
    ) {
        guard count <= Self.longestStretch else { return }
        let stretch = bytes[start..<end]
        var composed: [UInt8] = []
        for scalar in String(decoding: stretch, as: UTF8.self)._nfc {
            composed.append(contentsOf: UTF8.encode(scalar) ?? .init())
        }
        guard !composed.elementsEqual(stretch) else { return }
        rewriter.replace(start, end, composed, .nfc)
    }
}
