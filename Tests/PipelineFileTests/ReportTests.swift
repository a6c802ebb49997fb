import Diagnostics
import DocumentModel
import Formats
import PipelineFile
import Testing

@Suite struct ReportTests {
    static let list = [
        Diagnostic(
            "unknown-option", "'a' has no option 'b, c: 100%'",
            at: SourceLocation(
                file: "my files/ä.yaml", line: 3, column: 7, length: 4, excerpt: SourceExcerpt(line: "      abcd: 1")),
            cause: "first\nsecond", hint: "try \"d\""),
        Diagnostic("made-by-a-stage", "careful", severity: .warning, document: "doc-1"),
        Diagnostic("too-many-problems", "more", at: SourceLocation(file: "/a.yaml"), severity: .note),
    ]

    @Test func `text has an empty line between two`() {
        #expect(
            DiagnosticReport.text(Array(Self.list.dropFirst())) == """
                warning[made-by-a-stage]: careful
                  document: doc-1

                /a.yaml: note[too-many-problems]: more

                """)
        #expect(DiagnosticReport.text([]) == "")
    }

    @Test func `JSON has one object to a line`() {
        #expect(
            DiagnosticReport.json(Self.list) == #"""
                [
                  {"severity":"error","code":"unknown-option","problem":"'a' has no option 'b, c: 100%'","file":"my files/ä.yaml","line":3,"column":7,"length":4,"cause":"first\nsecond","hint":"try \"d\""},
                  {"severity":"warning","code":"made-by-a-stage","problem":"careful","document":"doc-1"},
                  {"severity":"note","code":"too-many-problems","problem":"more","file":"/a.yaml"}
                ]

                """#)
        #expect(DiagnosticReport.json([]) == "[]\n")
    }

    @Test func `GitHub's commands are escaped`() {
        #expect(
            DiagnosticReport.github(Self.list) == """
                ::error file=my files/ä.yaml,line=3,endLine=3,col=7,endColumn=11,title=unknown-option::'a' has no option 'b, c: 100%25'%0Acause: first%0Asecond%0Ahint: try "d"
                ::warning title=made-by-a-stage::careful%0Adocument: doc-1
                ::notice file=/a.yaml,title=too-many-problems::more

                """)
    }

    @Test func `SARIF names each rule once and points into the file`() throws {
        let text = DiagnosticReport.sarif(Self.list + Self.list)
        let log = try Value(json: Array(text.utf8))
        let run = try #require(log.object?["runs"]?.list?.first?.object)
        let rules = run["tool"]?.object?["driver"]?.object?["rules"]?.list ?? []
        #expect(
            rules.compactMap { $0.object?["id"]?.string } == ["unknown-option", "made-by-a-stage", "too-many-problems"])
        let results = run["results"]?.list ?? []
        #expect(results.map { $0.object?["ruleIndex"]?.integer } == [0, 1, 2, 0, 1, 2])
        #expect(
            results.map { $0.object?["level"]?.string } == ["error", "warning", "note", "error", "warning", "note"])
        #expect(
            results.first?.object?["locations"] == [
                [
                    "physicalLocation": [
                        "artifactLocation": ["uri": "my%20files/%C3%A4.yaml"],
                        "region": ["startLine": 3, "startColumn": 7, "endColumn": 11],
                    ]
                ]
            ])
        #expect(
            results[2].object?["locations"] == [["physicalLocation": ["artifactLocation": ["uri": "file:///a.yaml"]]]])
    }
}
