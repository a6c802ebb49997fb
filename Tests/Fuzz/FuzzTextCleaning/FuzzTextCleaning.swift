import Analysis
import DocumentModel
import FuzzSupport

/// Whatever the text is: no crash; what comes out is valid UTF-8; cleaning it again changes nothing; what was not
/// changed stands in the original where the alignment says; regions are in order, and between them is white space.
///
/// The first byte chooses the options, the rest is the text, made valid where it is not.
@main struct FuzzTextCleaning: FuzzTarget {
    static func run(_ bytes: [UInt8]) {
        let cleaner = cleaners[Int(bytes.first ?? 0) % cleaners.count]
        var document = Document(String(decoding: bytes.dropFirst(), as: UTF8.self))
        clean(&document, cleaner)
        let once = document
        if Text(validating: once.text.bytes) == nil { fatalError("not UTF-8") }
        clean(&document, cleaner)
        if document.text != once.text || document.alignment != once.alignment { fatalError("not the same again") }
        checkAlignment(once)
        finder.label(&document)
        checkRegions(document)
        // Regions take texts that nobody has cleaned.
        var raw = Document(String(decoding: bytes, as: UTF8.self))
        finder.label(&raw)
        checkRegions(raw)
    }

    private static let finder = RegionFinder(stage: "clean-text")

    /// For each set of options one.
    private static let cleaners: [TextCleaner] = (0..<32).map { bits in
        var options = CleaningOptions()
        options.normalise = bits & 1 == 0
        options.repairMojibake = bits & 2 == 0
        options.decodeEntities = bits & 4 == 0
        options.foldQuotes = bits & 8 != 0
        options.foldDashes = bits & 16 != 0
        return TextCleaner(options)
    }

    private static func clean(_ document: inout Document, _ cleaner: TextCleaner) {
        do { try cleaner.clean(&document) } catch { fatalError("a text without annotations is refused") }
    }

    private static func checkAlignment(_ document: Document) {
        var done = 0
        for change in document.alignment.changes {
            checkSame(document, Span(done, change.current.start))
            if !document.text.isValid(change.current) || !document.original.isValid(change.original) {
                fatalError("a change splits a character")
            }
            done = change.current.end
        }
        checkSame(document, Span(done, document.text.byteCount))
    }

    private static func checkSame(_ document: Document, _ span: Span) {
        if span.isEmpty { return }
        let original = document.original(of: span)
        guard document.original.isValid(original), document.text.isValid(span),
            document.original.bytes[original.range] == document.text.bytes[span.range]
        else { fatalError("not the same text as in the original") }
    }

    private static func checkRegions(_ document: Document) {
        var done = 0
        for region in document.regions {
            guard document.text.isValid(region.span), !region.span.isEmpty, region.span.start >= done,
                document.text.bytes[done..<region.span.start].allSatisfy({ $0 <= 0x20 })
            else { fatalError("regions do not cover the text") }
            done = region.span.end
        }
        if !document.text.bytes[done...].allSatisfy({ $0 <= 0x20 }) { fatalError("regions end before the text") }
    }
}
