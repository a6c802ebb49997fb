import Diagnostics
import DocumentModel
import Testing

@Suite struct AlignmentTests {
    /// Original, the edits as (start, end, replacement), a span of the new text, and where it came from.
    @Test(arguments: [
        // A run of spaces became one: the words on both sides are exact.
        ("a  b", [(1, 3, " ")], Span(0, 1), Span(0, 1)),
        ("a  b", [(1, 3, " ")], Span(2, 3), Span(3, 4)),
        ("a  b", [(1, 3, " ")], Span(1, 2), Span(1, 3)),
        // Deleted text beside a span stays outside it, on both sides.
        ("xxab", [(0, 2, "")], Span(0, 2), Span(2, 4)),
        ("abxx", [(2, 4, "")], Span(0, 2), Span(0, 2)),
        // Deleted text inside a span is covered.
        ("aXXb", [(1, 3, "")], Span(0, 2), Span(0, 4)),
        // An entity became one character; a span inside a longer replacement covers all of what was replaced.
        ("A&amp;B", [(1, 6, "&")], Span(1, 2), Span(1, 6)),
        ("ﬁx", [(0, 3, "fi")], Span(0, 1), Span(0, 3)),
        // Inserted text maps to the place where it was inserted.
        ("ab", [(1, 1, "-")], Span(1, 2), Span(1, 1)),
        ("ab", [(1, 1, "-")], Span(0, 3), Span(0, 2)),
    ])
    func `a span of the edited text resolves to the original`(
        original: String, edits: [(Int, Int, String)], span: Span, expected: Span
    ) throws {
        var document = Document(original)
        try document.edit(edits.map { TextEdit(Span($0.0, $0.1), $0.2) })
        #expect(document.original(of: span) == expected, "text is '\(document.text)'")
    }

    @Test(arguments: 0..<300)
    func `edits compose, for random texts and three rounds of edits`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var document = Document(random.text(upTo: 30))
        for _ in 0..<3 { try document.edit(random.edits(of: document.text)) }
        let (original, text, changes) = (document.original, document.text, document.alignment.changes)

        // Putting the changed stretches of the text into the original gives the text.
        var rebuilt: [UInt8] = []
        var done = 0
        for change in changes {
            #expect(change.original.start >= done, "seed \(seed): changes overlap")
            rebuilt += original.bytes[done..<change.original.start] + text.bytes[change.current.range]
            done = change.original.end
        }
        rebuilt += original.bytes[done...]
        #expect(rebuilt == text.bytes, "seed \(seed)")

        for _ in 0..<20 {
            let span = random.span(in: text)
            let source = document.original(of: span)
            #expect(original.isValid(source), "seed \(seed): \(span) came from \(source)")
            if !changes.contains(where: { $0.current.overlaps(span) || span.contains($0.current) && !span.isEmpty }),
                !span.isEmpty
            {
                #expect(original[source] == text[span], "seed \(seed): \(span)")
                #expect(document.alignment.current(of: source) == span, "seed \(seed): \(span)")
            }
        }
    }

    @Test func `regions move with the text`() throws {
        var document = Document("A  headline\n\nBody")
        document.regions = [Region(.body, Span(13, 17), by: Provenance(stage: "t", rule: "r"))]
        try document.edit([TextEdit(Span(1, 3), " ")])
        #expect(document.regions.map { document.text[$0.span] } == ["Body"])
    }

    @Test func `cleaning is refused once annotations exist`() throws {
        var document = Document("Oil rose.")
        document.sentences = [Span(0, 9)]
        let error = #expect(throws: Diagnostic.self) { try document.edit([TextEdit(Span(0, 1), "o")]) }
        #expect(error?.code == "annotated-text")
    }

    /// Out of order, overlapping, inside a scalar, past the end, and a replacement that is not UTF-8.
    @Test(arguments: [
        [TextEdit(Span(3, 4), ""), TextEdit(Span(0, 1), "")],
        [TextEdit(Span(0, 2), ""), TextEdit(Span(1, 3), "")],
        [TextEdit(Span(1, 2), "")], [TextEdit(Span(0, 99), "")], [TextEdit(Span(0, 0), [0xFF])],
    ])
    func `an edit that breaks the rules is an error and changes nothing`(edits: [TextEdit]) {
        var document = Document("éabc")
        let error = #expect(throws: Diagnostic.self) { try document.edit(edits) }
        #expect(error?.code == "bad-edit")
        #expect(document.text == "éabc" && document.alignment.isIdentity)
    }
}
