import Foundation
import Testing

@Suite struct EvaluateCommandTests {
    /// Two texts of our own; the second has a place that no list holds.
    static let gold = """
        -DOCSTART-\tO

        Vietnam\tB-GPE
        and\tO
        Russia\tB-GPE
        met\tO
        in\tO
        June\tB-DATE
        2020\tI-DATE
        .\tO

        -DOCSTART-\tO

        The\tO
        United\tB-ORG
        Nations\tI-ORG
        praised\tO
        Quvorstan\tB-GPE
        in\tO
        Hanoi\tB-GPE
        .\tO

        """

    private func terminal(_ gold: String = gold) throws -> Terminal {
        let terminal = try Terminal()
        try terminal.write(gold, to: "gold.conll")
        return terminal
    }

    /// The same annotations but for what was changed, to be measured as found.
    private static func found(_ change: (String) -> String) -> String { change(gold) }

    private func result(_ ending: Ending) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
    }

    @Test func `extract-entities alone is measured unless a pipeline is named`() async throws {
        let ending = try await terminal().run("evaluate", "entities", "gold.conll", "--labels", "GPE")
        #expect(ending.errors == "")
        #expect(ending.status == 0)
        #expect(
            ending.output.hasPrefix(
                "gold   4 annotations in 2 texts of gold.conll\nfound  4 annotations by extract-entities\n"))
    }

    @Test func `a file of annotations is measured, and the text says all of it`() async throws {
        let terminal = try terminal()
        try terminal.write(
            Self.found {
                $0.replacing("Russia\tB-GPE", with: "Russia\tB-LOC").replacing("June\tB-DATE", with: "June\tO")
                    .replacing("2020\tI-DATE", with: "2020\tB-DATE").replacing("praised\tO", with: "praised\tB-ORG")
                    .replacing("Hanoi\tB-GPE", with: "Hanoi\tO")
            }, to: "found.conll")
        let ending = try await terminal.run(
            "evaluate", "entities", "gold.conll", "--found", "found.conll", "--labels", "GPE,LOC,DATE,ORG")
        #expect(ending.errors == "")
        #expect(
            ending.output == """
                gold   6 annotations in 2 texts of gold.conll
                found  6 annotations by found.conll

                       gold  found  strict                exact  partial   type
                label                    P      R     F1     F1       F1     F1
                GPE       4      2   1.000  0.500  0.667  0.857    0.857  0.667
                DATE      1      1   0.000  0.000  0.000  0.000    0.500  1.000
                ORG       1      2   0.500  1.000  0.667  0.667    0.667  0.667
                LOC       0      1   0.000      –  0.000  0.000    0.000  0.000
                micro     6      6   0.500  0.500  0.500  0.667    0.750  0.667
                macro                0.500  0.500  0.444  0.508    0.675  0.778

                most frequent confusions
                  1  GPE      found as LOC
                  1  GPE      found as nothing
                  1  nothing  found as ORG

                misses
                  gold.conll:5: GPE found as LOC: Vietnam and [Russia] met in June 2020 .
                  gold.conll:8: DATE found as "2020": Vietnam and Russia met in [June 2020] .
                  gold.conll:17: spurious ORG: The United Nations [praised] Quvorstan in Hanoi .
                  gold.conll:20: missed GPE: The United Nations praised Quvorstan in [Hanoi] .

                """)
    }

    @Test func `labels are mapped in gold and found, and left out`() async throws {
        let terminal = try terminal()
        try terminal.write(
            Self.found { $0.replacing("Russia\tB-GPE", with: "Russia\tB-LOC") }, to: "found.conll")
        let ending = try await terminal.run(
            "evaluate", "entities", "gold.conll", "--found", "found.conll", "--map", "GPE=PLACE,LOC=PLACE,DATE=",
            "--format", "json")
        let result = try result(ending)
        let labels = try #require((result["scores"] as? [String: Any])?["labels"] as? [String: Any])
        #expect(labels.keys.sorted() == ["ORG", "PLACE"])
        let place = try #require((labels["PLACE"] as? [String: [String: Double]])?["strict"])
        #expect(place["f1"] == 1)
        #expect(result["version"] as? Int == 1)
    }

    @Test func `a pipeline's cleaning does not move what it finds`() async throws {
        let terminal = try terminal("-DOCSTART-\tO\n\nViệt\tB-GPE\nNam\tI-GPE\n&amp;\tO\nRussia\tB-GPE\n")
        try terminal.write(
            """
            pipeline: cleaning
            stages:
              - load-files: {paths: [in.txt]}
              - clean-text:
              - extract-entities:
              - export-jsonl: {path: out.jsonl}
            """, to: "cleaning.yaml")
        let ending = try await terminal.run(
            "evaluate", "entities", "gold.conll", "--pipeline", "cleaning.yaml", "--fail-under", "micro=1")
        #expect(ending.errors == "")
        #expect(ending.status == 0)
        #expect(terminal.names == ["cleaning.yaml", "gold.conll"])
    }

    @Test func `a score that is too low ends with exit code 1`() async throws {
        let ending = try await terminal().run(
            "evaluate", "entities", "gold.conll", "--found", "gold.conll", "--fail-under", "GPE=0.9",
            "--fail-under", "PERSON=0.5", "--misses", "0")
        #expect(ending.status == 1)
        #expect(ending.errors == "there is no PERSON F1 to hold to 0.5\n")
        let terminal = try terminal()
        try terminal.write(Self.found { $0.replacing("Quvorstan\tB-GPE", with: "Quvorstan\tO") }, to: "less.conll")
        let low = try await terminal.run(
            "evaluate", "entities", "gold.conll", "--found", "less.conll", "--labels", "GPE", "--fail-under",
            "GPE.recall=0.9,micro=0.1")
        #expect(low.status == 1)
        #expect(low.errors == "GPE recall is 0.750, less than 0.9\n")
    }

    @Test func `a result is compared with an earlier one`() async throws {
        let terminal = try terminal()
        try terminal.write(Self.found { $0.replacing("Hanoi\tB-GPE", with: "Hanoi\tO") }, to: "worse.conll")
        let first = try await terminal.run(
            "evaluate", "entities", "gold.conll", "--found", "worse.conll", "--save", "worse.json")
        #expect(first.status == 0)
        let second = try await terminal.run(
            "evaluate", "entities", "gold.conll", "--found", "gold.conll", "--baseline", "worse.json")
        #expect(second.errors == "")
        #expect(
            second.output.contains(
                """
                compared with worse.json
                strict F1  before    now  change
                micro       0.909  1.000  +0.091
                macro       0.952  1.000  +0.048
                GPE         0.857  1.000  +0.143
                DATE        1.000  1.000   0.000
                ORG         1.000  1.000   0.000
                By chance alone micro F1 would differ so much with probability 1.000 (approximate randomisation over texts).
                """))
    }

    @Test func `the same evaluation gives the same bytes`() async throws {
        let terminal = try terminal()
        let first = try await terminal.run("evaluate", "entities", "gold.conll", "--format", "json")
        let second = try await terminal.run("evaluate", "entities", "gold.conll", "--format", "json")
        #expect(first.output == second.output)
        #expect(first.status == 0)
    }

    @Test func `the page stands alone, and nothing in the data becomes markup`() async throws {
        let terminal = try terminal("<script>alert(1)</script>\tB-<b>\nO'\"&\tO\n")
        let ending = try await terminal.run(
            "evaluate", "entities", "gold.conll", "--found", "gold.conll", "--format", "html", "--out", "page.html")
        #expect(ending.errors == "")
        let page = try #require(terminal.read("page.html"))
        #expect(!page.contains("<script>alert"))
        #expect(!page.contains("<b>"))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(page.contains("O&#39;&quot;&amp;"))
        #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("src="))
        #expect(page.contains("default-src 'none'"))
    }

    @Test func `a trained model is measured alone, on the tokens of gold`() async throws {
        let terminal = try terminal()
        let training = try await terminal.run(
            "train", "entities", "--data", "gold.conll", "--out", "tiny.model", "--runs", "1", "--epochs", "4")
        #expect(training.status == 0)
        let ending = try await terminal.run(
            "evaluate", "entities", "gold.conll", "--model", "tiny.model", "--fail-under", "micro=1")
        #expect(ending.errors == "")
        #expect(ending.output.contains("found  6 annotations by tiny.model\n"))
        let wrong = try await terminal.run("evaluate", "entities", "gold.conll", "--model", "gold.conll")
        #expect(wrong.status == 2)
        #expect(wrong.errors.hasPrefix("gold.conll: error[not-a-model]"))
        let both = try await terminal.run("evaluate", "entities", "gold.conll", "--model", "m", "--found", "f")
        #expect(both.status == 64)
    }

    @Test func `an earlier output is measured, and can be gold`() async throws {
        let terminal = try Terminal()
        try terminal.write(
            """
            pipeline: out
            stages:
              - load-files: {paths: [in.jsonl]}
              - extract-entities: {labels: [GPE]}
              - export-jsonl: {path: out.jsonl}
            """, to: "out.yaml")
        try terminal.write(#"{"id": "a", "text": "🚑 Hanoi and Oslo."}"# + "\n", to: "in.jsonl")
        #expect(try await terminal.run("run", "out.yaml", "--quiet").status == 0)
        try terminal.write(
            #"{"id": "a", "text": "🚑 Hanoi and Oslo.", "entities": [[2, 7, "GPE"]]}"# + "\n", to: "gold.jsonl")
        let ending = try await terminal.run("evaluate", "entities", "gold.jsonl", "--found", "out.jsonl")
        #expect(ending.errors == "")
        #expect(ending.output.contains("gold.jsonl:1: spurious GPE: 🚑 Hanoi and [Oslo]."))
        let same = try await terminal.run(
            "evaluate", "entities", "out.jsonl", "--pipeline", "out.yaml", "--fail-under", "micro=1")
        #expect(same.status == 0)
    }

    @Test func `annotations that stand twice or overlap are said with their place`() async throws {
        let terminal = try Terminal()
        try terminal.write(
            """
            {"text": "Hanoi", "entities": [[0, 5, "GPE"], [0, 5, "GPE"]]}
            {"text": "Bank of Hanoi", "entities": [[0, 13, "ORG"], [8, 13, "GPE"]]}

            """, to: "gold.jsonl")
        let ending = try await terminal.run("evaluate", "entities", "gold.jsonl")
        #expect(ending.status == 2)
        #expect(
            ending.errors.contains(
                "gold.jsonl:1: error[duplicate-annotation]: GPE \"Hanoi\" is annotated twice at 0..<5"))
        #expect(
            ending.errors.contains(
                """
                gold.jsonl:2: error[overlapping-annotation]: GPE "Hanoi" at 8..<13 overlaps ORG "Bank of Hanoi" at 0..<13
                """))
        try terminal.write(
            #"{"text": "Bank of Hanoi", "entities": [[0, 13, "ORG"], [8, 13, "GPE"]]}"#, to: "nested.jsonl")
        #expect(try await terminal.run("evaluate", "entities", "nested.jsonl", "--nested").status == 0)
    }

    // MARK: Errors

    @Test(arguments: [
        (["--map", "GPE"], "--map takes 'label=label', such as 'GPE=PLACE', and not 'GPE'"),
        (["--map", "A=B", "--map", "A=C"], "--map says of 'A' two things"),
        (["--fail-under", "GPE=78"], "with a number from 0 to 1"),
        (["--found", "a", "--pipeline", "b"], "--pipeline and --found exclude each other"),
    ])
    func `wrong arguments are said`(arguments: [String], message: String) async throws {
        let ending = try await terminal().start(["evaluate", "entities", "gold.conll"] + arguments).end()
        #expect(ending.status == 64)
        #expect(ending.errors.contains(message))
    }

    @Test(arguments: [
        (["--labels", "GPE,PERSN"], "error[unknown-label]: neither gold nor found has the label 'PERSN'"),
        (["--found", "none.conll"], "none.conll: error[unreadable-file]: cannot read 'none.conll'"),
        (["--baseline", "gold.conll"], "gold.conll:1:2: error[bad-json]"),
        (
            ["--found", "short.conll"],
            "gold.conll:14: error[no-found-text]: 'short.conll' has no text for 'gold.conll#2'"
        ),
        (
            ["--found", "other.conll"],
            "other.conll:1: error[text-differs]: the text of 'other.conll#1' is not that of gold"
        ),
    ])
    func `what cannot be used is said with its place`(arguments: [String], message: String) async throws {
        let terminal = try terminal()
        let half = Self.gold.components(separatedBy: "-DOCSTART-\tO\n\nThe")[0]
        try terminal.write(half, to: "short.conll")
        try terminal.write("Vietnam\tB-GPE\nwon\tO\n\nThe\tO\n", to: "other.conll")
        let ending = try await terminal.start(["evaluate", "entities", "gold.conll"] + arguments).end()
        #expect(ending.status == 2)
        #expect(ending.output == "")
        #expect(ending.errors.contains(message), "\(ending.errors)")
    }

    @Test func `a wrong pipeline is said as lint says it`() async throws {
        let terminal = try terminal()
        try terminal.write("pipeline: x\nstages:\n  - nonsense:\n", to: "wrong.yaml")
        let ending = try await terminal.run("evaluate", "entities", "gold.conll", "--pipeline", "wrong.yaml")
        #expect(ending.status == 78)
        #expect(ending.errors.contains("wrong.yaml:3:5: error[unknown-stage]"))
    }

    @Test func `gold without a text is an error`() async throws {
        let ending = try await terminal("\n\n").run("evaluate", "entities", "gold.conll")
        #expect(ending.status == 2)
        #expect(ending.errors.contains("error[no-gold]: the gold files hold no text"))
    }
}
