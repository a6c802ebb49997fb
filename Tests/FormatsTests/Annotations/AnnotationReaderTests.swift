import Diagnostics
import DocumentModel
import Testing

@testable import Formats

@Suite struct AnnotationReaderTests {
    /// The marks of each text as `surface/LABEL`.
    private static func marks(_ texts: [LabelledText]) -> [[String]] {
        texts.map { text in
            text.marks.map { "\(String(decoding: text.bytes[$0.span.range], as: UTF8.self))/\($0.labels.joined())" }
        }
    }

    private static func read(_ lines: String, _ file: String = "a.jsonl", _ form: AnnotationForm? = nil) throws
        -> [[String]]
    {
        try marks(SpanRecordReader.texts(in: Array(lines.utf8), file: file, form: form))
    }

    @Test(arguments: [
        #"{"text": "🙂 Hà Nội", "entities": [[2, 8, "GPE"]]}"#,
        #"{"text": "🙂 Hà Nội", "entities": [{"start": 2, "end": 8, "label": "GPE"}]}"#,
        #"{"text": "🙂 Hà Nội", "ents": [{"start": 2, "end": 8, "label": "GPE"}], "tokens": [{"id": 0, "start": 0, "end": 1}]}"#,
        #"{"text": "🙂 Hà Nội", "spans": {"sc": [{"start": 2, "end": 8, "label": "GPE"}]}}"#,
        #"["🙂 Hà Nội", {"entities": [[2, 8, "GPE"]]}]"#,
        #"{"text": "🙂 Hà Nội", "spans": [{"start": 2, "end": 8, "label": "GPE", "token_start": 1}], "answer": "accept"}"#,
        #"{"id": 4, "text": "🙂 Hà Nội", "label": [[2, 8, "GPE"]]}"#,
        #"{"id": 4, "text": "🙂 Hà Nội", "labels": [[2, 8, "GPE"]]}"#,
        #"{"id": 4, "text": "🙂 Hà Nội", "entities": [{"id": 1, "label": "GPE", "start_offset": 2, "end_offset": 8}], "relations": []}"#,
        #"{"text": "🙂 Hà Nội", "offsets": {"text": "utf16"}, "entities": [{"start": 3, "end": 9, "text": "Hà Nội", "label": "GPE"}]}"#,
        #"{"text": "🙂 Hà Nội", "offsets": {"text": "byte"}, "dates": [], "amounts": [{"start": 5, "end": 14, "label": "GPE"}]}"#,
    ])
    func `reads records of other tools`(line: String) throws {
        #expect(try Self.read(line) == [["Hà Nội/GPE"]])
    }

    @Test func `leaves out what was rejected or ignored`() throws {
        let lines = """
            {"text": "a b", "spans": [], "answer": "reject"}
            {"text": "a b", "spans": [{"start": 0, "end": 1, "label": "X"}], "answer": "accept"}

            {"text": "a b", "spans": [], "answer": "ignore"}
            """
        #expect(try Self.read(lines) == [["a/X"]])
    }

    @Test func `a class of the whole text is no span`() throws {
        #expect(try Self.read(#"{"text": "a", "label": ["news"]}"#) == [[]])
        #expect(try Self.read(#"{"text": "a", "label": "news", "spans": [[0, 1, "X"]]}"#) == [["a/X"]])
    }

    @Test func `reads a JSON array over several lines`() throws {
        #expect(
            try Self.read("[\n{\"text\": \"a\", \"entities\": [[0, 1, \"X\"]]},\n{\"text\": \"b\"}]", "a.json") == [
                ["a/X"], [],
            ])
    }

    @Test(arguments: [
        (
            "{\"text\": \"abc\", \"entities\": [[0, 9, \"X\"]]}",
            "a.jsonl:1: error[bad-annotation]: span 1 of 'entities' at 0-9 lies outside its text of 3 code points"
        ),
        (
            "\n{\"text\": \"abc\", \"entities\": [[-1, 2, \"X\"]]}",
            "a.jsonl:2: error[bad-annotation]: span 1 of 'entities' at -1-2 lies outside its text of 3 code points"
        ),
        (
            "{\"text\": \"abc\", \"entities\": [[2, 2, \"X\"]]}",
            "a.jsonl:1: error[bad-annotation]: span 1 of 'entities' at 2-2 is empty"
        ),
        (
            "{\"text\": \"abc\", \"entities\": [[0, 2, \"X\"], [1, 3, \"Y\"]]}",
            "a.jsonl:1: error[bad-annotation]: span 2 of 'entities' at 1-3 overlaps span 1 of 'entities' at 0-2"
        ),
        (
            "{\"text\": \"abc\", \"entities\": [[0.5, 2, \"X\"]]}",
            "a.jsonl:1: error[bad-annotation]: span 1 of 'entities' is no span"
        ),
        (
            "{\"text\": \"abc\", \"entities\": [[0, 99999999999999999999, \"X\"]]}",
            "a.jsonl:1: error[bad-annotation]: span 1 of 'entities' is no span"
        ),
        (
            "{\"text\": \"abc\", \"spans\": [{\"start\": 0, \"end\": 1}]}",
            "a.jsonl:1: error[bad-annotation]: span 1 of 'spans' is no span"
        ),
        ("{\"text\": \"abc\", \"entities\": 5}", "a.jsonl:1: error[bad-annotation]: 'entities' is no list of spans"),
        ("{\"entities\": []}", "a.jsonl:1: error[bad-annotation]: record 1 has no 'text'"),
        ("5", "a.jsonl:1: error[bad-annotation]: record 1 is no object"),
        (
            "{\"text\": \"🙂\", \"offsets\": {\"text\": \"byte\"}, \"entities\": [{\"start\": 1, \"end\": 4, \"label\": \"X\"}]}",
            "a.jsonl:1: error[bad-annotation]: span 1 of 'entities' at 1-4 begins or ends inside a character"
        ),
        (
            "{\"text\": \"abc\", \"offsets\": {\"text\": \"glyph\"}}",
            "a.jsonl:1: error[bad-annotation]: 'offsets' names the unknown unit 'glyph'"
        ),
        (
            "{\"text\": \"Oil up\", \"offsets\": {\"text\": \"byte\"}, \"entities\": [{\"start\": 0, \"end\": 3, \"text\": \"Gas\", \"label\": \"X\"}]}",
            "a.jsonl:1: error[bad-annotation]: span 1 of 'entities' at 0-3 is \"Oil\" in the text, and \"Gas\" in the annotation"
        ),
        (
            "{\"text\": \"abc\", \"tokens\": [{\"start\": 1, \"end\": 2}, {\"start\": 0, \"end\": 1}]}",
            "a.jsonl:1: error[bad-annotation]: token 2 does not follow the one before it in the text"
        ),
    ])
    func `says what is wrong, with file and line`(lines: String, expected: String) {
        let error = #expect(throws: Diagnostics.self) { try Self.read(lines) }
        #expect(error?.list.first?.description == expected)
    }

    private static func brat(_ text: String, _ annotations: String) throws -> LabelledText {
        try BratReader.text(
            Array(text.utf8), annotations: Array(annotations.utf8), id: "1", file: "a.ann", textFile: "a.txt")
    }

    @Test func `reads standoff and passes over what is no span`() throws {
        let text = try Self.brat(
            "Acme met\r\nHà Nội.",
            "T1\tORG 0 4\tAcme\r\nR1\tLocated Arg1:T1 Arg2:T2\nT2\tGPE 10 16\tHà Nội\n#1\tAnnotatorNotes T1\tsure\n\n")
        #expect(Self.marks([text]) == [["Acme/ORG", "Hà Nội/GPE"]])
    }

    @Test(arguments: [
        ("T1\tORG 0 2;4 6\tAc e", "a.ann:1: error[bad-annotation]: 'T1' is in 2 pieces (0 2;4 6)"),
        ("T1\tORG 0 4\tAcme\nT1\tORG 5 6\tm", "a.ann:2: error[bad-annotation]: 'T1' comes twice"),
        ("T1\tORG\tAcme", "a.ann:1: error[bad-annotation]: 'T1' has no label and offsets"),
        ("T1\tORG 0 x\tAcme", "a.ann:1: error[bad-annotation]: '0 x' are no offsets"),
        (
            "\nT1\tORG 1 5\tAcme",
            "a.ann:2: error[bad-annotation]: T1 at 1-5 is \"cme \" in the text, and \"Acme\" in the annotation"
        ),
        ("Q1\tx", "a.ann:1: error[bad-annotation]: the line is no annotation"),
        ("T1\tORG 0 4\tAcme\nT2\tORG 2 6\tme m", "a.ann:2: error[bad-annotation]: T2 at 2-6 overlaps T1 at 0-4"),
    ])
    func `says what is wrong with standoff, with file and line`(annotations: String, expected: String) {
        let error = #expect(throws: Diagnostics.self) { try Self.brat("Acme met", annotations) }
        #expect(error?.list.first?.description == expected)
    }

    @Test func `says when a token is not the text's`() {
        let file = "# newdoc id = 1\n# textmill text = \"Oil up\"\nOil\tO\nupp\tO\n"
        let error = #expect(throws: Diagnostics.self) { try ColumnReader.texts(in: Array(file.utf8), file: "a.conll") }
        #expect(
            error?.list.map(\.description) == [
                "a.conll:4: error[bad-columns]: the token 'upp' does not come next in the text"
            ])
    }

    @Test(arguments: [AnnotationForm.conll, .prodigy])
    func `refuses to write what a format cannot hold`(form: AnnotationForm) {
        let text = LabelledText(id: "1", bytes: Array("a b c".utf8), marks: [.init(Span(0, 2), "X")])
        var bytes: [UInt8] = []
        #expect(throws: Diagnostic.self) { try LabelledTextWriter(form).append(text, to: &bytes) }
    }

    @Test func `overlapping spans are spaCy's spans`() throws {
        let text = LabelledText(
            id: "1", bytes: Array("a b c".utf8), marks: [.init(Span(0, 3), "X"), .init(Span(2, 5), "Y")])
        var bytes: [UInt8] = []
        try LabelledTextWriter(.spacy).append(text, to: &bytes)
        #expect(try SpanRecordReader.texts(in: bytes, file: "a", allowsOverlap: true)[0].marks == text.marks)
        #expect(throws: Diagnostic.self) { try LabelledTextWriter(.conll).append(text, to: &bytes) }
    }

    @Test func `no file stops the program, however it is broken`() {
        let seeds = [
            "{\"text\": \"Hà Nội\", \"entities\": [[0, 6, \"GPE\"]], \"tokens\": [{\"start\": 0, \"end\": 2}]}",
            "# newdoc id = 1\n# textmill text = \"Hà Nội\"\nHà\tB-GPE\nNội\tI-GPE\n\n",
            "T1\tGPE 0 6\tHà Nội\nT2\tORG -9223372036854775808 9223372036854775807\tx\n",
        ]
        var random = SplitMixGenerator(state: 11)
        for round in 0..<600 {
            var bytes = Array(seeds[round % seeds.count].utf8)
            for _ in 0..<Int(random.next() % 4) {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 3 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: place)
                default: bytes.insert(contentsOf: bytes[place...].prefix(9), at: place)
                }
            }
            for form in AnnotationForm.allCases where form != .brat {
                _ = try? AnnotationFile.texts(in: bytes, file: "a", AnnotationFile.Settings(form: form))
            }
            _ = try? BratReader.text(
                [0xEF, 0xBB, 0xBF] + Array("Hà Nội".utf8), annotations: bytes, id: "1", file: "a.ann", textFile: "a.txt"
            )
        }
    }
}
