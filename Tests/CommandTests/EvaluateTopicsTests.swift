import Foundation
import Testing

@Suite struct EvaluateTopicsTests {
    private static let taxonomy = """
        taxonomy: harbour
        topics:
          - label: shipping
            terms: {3: [container ship], 2: [harbour]}
            unless: spaceship
          - label: trade
            terms: {3: [tariff, embargo]}
          - label: crime
            terms: {3: [burglar]}
          - label: courts
            terms: {3: [judge]}

        """

    /// Five texts of our own: all right; trade missed and crime wrong; ruled out; nothing and rightly so; a title alone.
    private static let gold = """
        {"id": "one", "text": "A container ship pays a tariff.", "labels": ["shipping", "trade"]}
        {"id": "two", "text": "A burglar in the harbour.", "labels": ["shipping"]}
        {"id": "three", "text": "A spaceship is no container ship.", "label": "shipping"}
        {"id": "four", "text": "Nothing.", "labels": []}
        {"id": "five", "title": "Judge sends burglar home", "labels": ["crime"]}

        """

    private func terminal(_ gold: String = gold) throws -> Terminal {
        let terminal = try Terminal()
        try terminal.write(Self.taxonomy, to: "harbour.yaml")
        try terminal.write(gold, to: "gold.jsonl")
        return terminal
    }

    private func result(_ ending: Ending) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
    }

    private func score(_ result: [String: Any], _ name: String) throws -> [String: Any] {
        let scores = try #require(result["scores"] as? [String: Any])
        let labels = try #require(scores["labels"] as? [String: Any])
        return try #require((scores[name] ?? labels[name]) as? [String: Any])
    }

    @Test func `a taxonomy alone is measured, and the text says all of it`() async throws {
        let ending = try await terminal().run("evaluate", "topics", "gold.jsonl", "--taxonomy", "harbour.yaml")
        #expect(ending.errors == "")
        #expect(ending.status == 0)
        #expect(
            ending.output == """
                gold   5 labels of 5 texts in gold.jsonl
                found  4 labels by harbour.yaml
                       topics that mean no label measured: 1 courts

                label     gold  found      P      R     F1
                shipping     3      1  1.000  0.333  0.500
                crime        1      2  0.500  1.000  0.667
                trade        1      1  1.000  1.000  1.000
                micro        5      4  0.750  0.600  0.667
                macro                  0.833  0.778  0.722

                0.600  exact: of the texts all labels are right
                0.500  best: of the texts with gold the surest label is right
                0.708  ranking: label ranking average precision

                one threshold for all      P      R     F1
                0.1                    0.800  0.800  0.800
                0.2                    0.800  0.800  0.800
                0.3                    0.800  0.800  0.800
                0.4                    0.800  0.800  0.800
                0.5                    0.750  0.600  0.667
                0.6                    1.000  0.200  0.333
                0.7                        –  0.000  0.000
                0.8                        –  0.000  0.000
                0.9                        –  0.000  0.000
                best, 0.455            0.800  0.800  0.800
                as decided             0.750  0.600  0.667

                most frequent confusions
                  1  shipping  given as crime
                  1  shipping  given as nothing

                texts farthest off
                  gold.jsonl:2: A burglar in the harbour.
                    wrong   crime, score 0.556
                            +0.556 'burglar' "burglar"
                    missed  shipping, score 0.455
                            scored 0.45 of 0.5: 0.5 points are missing; +0.455 'harbour' "harbour"
                  gold.jsonl:3: A spaceship is no container ship.
                    missed  shipping, score 0.000
                            ruled out by 'spaceship'; +0.556 'container ship' "container ship", -0.556 'spaceship' "spaceship"

                """)
    }

    @Test func `a pipeline's own stages decide, with what --set changes`() async throws {
        let terminal = try terminal()
        try terminal.write(
            """
            pipeline: p
            stages:
              - load-files: {paths: [in.jsonl]}
              - classify-topics: {taxonomy: harbour.yaml}
              - export-jsonl: {path: out.jsonl}
            """, to: "p.yaml")
        let ending = try await terminal.run(
            "evaluate", "topics", "gold.jsonl", "--pipeline", "p.yaml", "--set", "stages.classify-topics.threshold=0.4",
            "--format", "json")
        #expect(ending.errors == "")
        let result = try result(ending)
        #expect(try score(result, "shipping")["correct"] as? Int == 2)
        #expect(result["found-by"] as? String == "p.yaml")
        let best = try #require((result["thresholds"] as? [String: Any])?["best"] as? [String: Any])
        // The scores of the ranking do not depend on the threshold.
        #expect(best["threshold"] as? Double == 0.4545)
        #expect(terminal.names == ["gold.jsonl", "harbour.yaml", "p.yaml"])
    }

    @Test func `labels of gold are mapped to topics, by arguments or a file, and left out`() async throws {
        let gold = """
            {"text": "The judge met a burglar.", "label": "Law and crime"}
            {"text": "A judge.", "label": "Law and crime"}
            {"text": "A tariff.", "label": "Other"}
            {"text": "A container ship.", "labels": ["Ships", "Other"]}

            """
        let terminal = try terminal(gold)
        try terminal.write("Law and crime: [crime, courts]\nShips: shipping\nOther:\n", to: "map.yaml")
        for map in [["map.yaml"], ["Law and crime=crime,courts", "Ships=shipping", "Other="]] {
            let arguments = ["evaluate", "topics", "gold.jsonl", "--taxonomy", "harbour.yaml", "--format", "json"]
            let result = try result(
                try await terminal.start(arguments + map.flatMap { ["--map", $0] }).end())
            #expect(try score(result, "Law and crime")["correct"] as? Int == 2)
            #expect(try score(result, "micro")["gold"] as? Int == 3)
            #expect(try score(result, "micro")["found"] as? Int == 3)
            #expect(result["texts-left-out"] as? Int == 1)
            #expect(result["gold-left-out"] as? [String: Int] == ["Other": 2])
        }
    }

    @Test func `fastText's format is gold too, also compressed`() async throws {
        let terminal = try terminal()
        let lines =
            "__label__shipping __label__trade A container ship pays a tariff.\nA calm day.\nA burglar. __label__crime\n"
        try terminal.write(lines, to: "gold.txt")
        // The same lines, compressed.
        let compressed =
            "H4sIAAAAAAACA0WMuQ3AIBAEc6q4CujBlZyW1ycBRgcO6N4msJytZkbLXOBiYR6n9C4tE39kKkKkg/zVJqRFpd1Qxx"
            + "oEmlBJyZrXo1QKWHu7W3OB2v/Fq9RoHi6q2d1nAAAA"
        try terminal.write(try #require(Data(base64Encoded: compressed)), to: "gold.txt.gz")
        for file in ["gold.txt", "gold.txt.gz"] {
            let ending = try await terminal.run(
                "evaluate", "topics", file, "--taxonomy", "harbour.yaml", "--fail-under", "exact=1,ranking=1,best=1")
            #expect(ending.errors == "")
            #expect(ending.status == 0)
            #expect(ending.output.hasPrefix("gold   3 labels of 3 texts in \(file)\n"))
        }
    }

    @Test func `other keys hold text, title and labels, and other fields are fields of the document`() async throws {
        let terminal = try terminal(
            #"{"body": "Calm.", "headline": "Container ship", "tags": ["shipping"], "section": "Sea"}"# + "\n")
        try terminal.write(
            Self.taxonomy.replacing("unless: spaceship", with: "requires: {field: section, is: [Sea]}"),
            to: "harbour.yaml")
        let ending = try await terminal.run(
            "evaluate", "topics", "gold.jsonl", "--taxonomy", "harbour.yaml", "--text-key", "body", "--title-key",
            "headline", "--labels-key", "tags", "--fail-under", "micro=1")
        #expect(ending.errors == "")
        #expect(ending.status == 0)
    }

    @Test func `labels of a file are measured, paired by id or by order`() async throws {
        let terminal = try terminal()
        let found = [
            #"{"id": "five", "labels": ["crime"]}"#, #"{"id": "four", "labels": []}"#,
            #"{"id": "three", "topics": [{"label": "shipping", "score": 0.75}]}"#,
            #"{"id": "two", "labels": ["shipping"]}"#, #"{"id": "one", "labels": ["shipping", "trade"]}"#,
        ]
        try terminal.write(found.joined(separator: "\n"), to: "found.jsonl")
        let named = try await terminal.run(
            "evaluate", "topics", "gold.jsonl", "--found", "found.jsonl", "--fail-under", "exact=1")
        #expect(named.errors == "")
        #expect(named.status == 0)
        try terminal.write(
            Self.gold.replacingOccurrences(of: "\"id\": \"[a-z]+\", ", with: "", options: .regularExpression),
            to: "unnamed.jsonl")
        let ordered = try await terminal.run(
            "evaluate", "topics", "unnamed.jsonl", "--found", "gold.jsonl", "--fail-under", "exact=1")
        #expect(ordered.errors == "")
        #expect(ordered.status == 0)
        try terminal.write(found.dropFirst().joined(separator: "\n"), to: "less.jsonl")
        let less = try await terminal.run("evaluate", "topics", "gold.jsonl", "--found", "less.jsonl")
        #expect(less.status == 2)
        #expect(
            less.errors == """
                gold.jsonl:5: error[no-found-text]: 'less.jsonl' has no text for 'gold.jsonl#five'
                  cause: it has 4 texts, gold has 5
                  hint: texts are paired by id, or by order when there are as many

                """)
    }

    @Test func `a trained model is measured alone, and its own labels are wrong where gold has none`() async throws {
        let terminal = try terminal()
        let lines = (1...40).map { number in
            number % 2 == 0
                ? #"{"text": "The container ship \#(number) left the harbour.", "labels": ["shipping"]}"#
                : #"{"text": "A burglar broke into house \#(number).", "labels": ["crime"]}"#
        }
        try terminal.write(lines.joined(separator: "\n"), to: "train.jsonl")
        let training = try await terminal.run("train", "topics", "--data", "train.jsonl", "--out", "topics.model")
        #expect(training.status == 0, "\(training.errors)")
        let gold = [
            #"{"id": "one", "text": "A container ship in the harbour.", "labels": ["shipping"]}"#,
            #"{"id": "two", "text": "A burglar broke into a house.", "labels": ["shipping"]}"#,
        ]
        try terminal.write(gold.joined(separator: "\n"), to: "gold.jsonl")
        let ending = try await terminal.run(
            "evaluate", "topics", "gold.jsonl", "--model", "topics.model", "--format", "json")
        #expect(ending.errors == "")
        let result = try result(ending)
        #expect(try score(result, "shipping")["correct"] as? Int == 1)
        #expect(try score(result, "crime")["found"] as? Int == 1)
        let texts = try #require(result["texts"] as? [[String: Any]])
        let errors = try #require(texts[1]["errors"] as? [[String: Any]])
        #expect(errors.map { $0["kind"] as? String } == ["wrong", "missed"])
        let topics = try #require(errors[0]["topics"] as? [[String: Any]])
        let evidence = try #require(topics[0]["evidence"] as? [[String: Any]])
        #expect(evidence.contains { ($0["term"] as? String)?.contains("burglar") == true })
        let other = try await terminal.run("evaluate", "topics", "gold.jsonl", "--model", "gold.jsonl")
        #expect(other.status == 2)
        #expect(other.errors.hasPrefix("gold.jsonl: error["))
    }

    @Test func `a result is compared with an earlier one, and a score that is too low ends with exit code 1`()
        async throws
    {
        let terminal = try terminal()
        let first = try await terminal.run(
            "evaluate", "topics", "gold.jsonl", "--taxonomy", "harbour.yaml", "--save", "first.json")
        #expect(first.status == 0)
        try terminal.write(Self.taxonomy.replacing("    unless: spaceship\n", with: ""), to: "harbour.yaml")
        let ending = try await terminal.run(
            "evaluate", "topics", "gold.jsonl", "--taxonomy", "harbour.yaml", "--baseline", "first.json",
            "--fail-under", "shipping.recall=0.9")
        #expect(ending.status == 1)
        #expect(ending.errors == "shipping recall is 0.667, less than 0.9\n")
        for line in [
            "compared with first.json", "F1        before    now  change", "micro      0.667  0.800  +0.133",
            "shipping   0.500  0.800  +0.300", "shipping recall is 0.667, less than 0.9",
        ] {
            #expect(ending.output.contains(line), "\(line) in \(ending.output)")
        }
        try terminal.write(EvaluateCommandTests.gold, to: "gold.conll")
        let other = try await terminal.run("evaluate", "entities", "gold.conll", "--baseline", "first.json")
        #expect(other.errors.contains("cause: it measures topics, not entities"))
    }

    @Test func `the same evaluation gives the same bytes`() async throws {
        let terminal = try terminal()
        func run() async throws -> String {
            try await terminal.run(
                "evaluate", "topics", "gold.jsonl", "--taxonomy", "harbour.yaml", "--format", "json"
            ).output
        }
        let first = try await run()
        #expect(try await run() == first)
        #expect(first.contains("\"subject\": \"topics\""))
    }

    @Test func `an error of the data has its evidence with places`() async throws {
        let ending = try await terminal().run(
            "evaluate", "topics", "gold.jsonl", "--taxonomy", "harbour.yaml", "--format", "json")
        let result = try result(ending)
        let texts = try #require(result["texts"] as? [[String: Any]])
        let errors = try #require(texts[1]["errors"] as? [[String: Any]])
        #expect(errors.map { $0["label"] as? String } == ["crime", "shipping"])
        let topics = try #require(errors[0]["topics"] as? [[String: Any]])
        let evidence = try #require(topics[0]["evidence"] as? [[String: Any]])
        #expect(evidence[0]["term"] as? String == "burglar")
        #expect((evidence[0]["span"] as? [String: Any])?["start"] as? Int == 2)
        #expect(result["worst"] as? [String] == ["gold.jsonl#two", "gold.jsonl#three"])
    }

    @Test func `the page stands alone, and nothing in the data becomes markup`() async throws {
        let terminal = try terminal(
            Self.gold + #"{"id": "<b>", "text": "<script>burglar</script> & harbour", "labels": ["<i>"]}"# + "\n")
        let ending = try await terminal.run(
            "evaluate", "topics", "gold.jsonl", "--taxonomy", "harbour.yaml", "--format", "html", "--out", "page.html")
        #expect(ending.status == 0)
        let page = try #require(terminal.read("page.html"))
        for piece in ["&lt;script&gt;<mark", "&lt;i&gt;", "gold.jsonl#&lt;b&gt;", "<polyline", "missed shipping"] {
            #expect(page.contains(piece), "\(piece)")
        }
        #expect(!page.contains("<b>") && !page.contains("<i>") && !page.contains("//"))
        #expect(page.components(separatedBy: "<script>").count == 2)
    }

    @Test(arguments: [
        (["--worst=-1"], "--worst must not be negative"),
        (["--found", "a", "--taxonomy", "b"], "--pipeline, --taxonomy, --model and --found exclude each other"),
        (["--found", "a", "--set", "b=c"], "--set changes a pipeline, and none is run"),
        (["--fail-under", "energy"], "--fail-under takes 'label=least'"),
    ])
    func `wrong arguments are said`(arguments: [String], message: String) async throws {
        let ending = try await terminal().start(["evaluate", "topics", "gold.jsonl"] + arguments).end()
        #expect(ending.status == 64)
        #expect(ending.errors.contains(message), "\(ending.errors)")
    }

    @Test(arguments: [
        ("", "error[no-gold]: the gold files hold no text\n  hint: read: gold.jsonl\n"),
        (
            "{\"text\": \"a\"}\n",
            "gold.jsonl:1: error[no-labels]: line 1 has no 'labels' or 'label'\n  hint: a text without topics has 'labels': []; --labels-key names another key\n"
        ),
        (
            "{\"labels\": [\"a\"]}\n",
            "gold.jsonl:1: error[no-text]: line 1 has neither 'text' nor 'title'\n  hint: --text-key and --title-key name other keys\n"
        ),
        (
            "{\"text\": \"a\", \"labels\": [7]}\n",
            """
            gold.jsonl:1:26: error[bad-label]: a label in 'labels' must be a string, found 7
                1 | {"text": "a", "labels": [7]}
                  |                          ^

            """
        ),
        (
            "{\"text\": \"a\", \"labels\": []}\n[]\n",
            """
            gold.jsonl:2:1: error[bad-json]: expected an object, found an array
                2 | []
                  | ^

            """
        ),
        (
            "{\"id\": 1, \"text\": \"a\", \"label\": \"a\"}\n{\"id\": 1, \"text\": \"a\", \"label\": \"a\"}\n",
            "gold.jsonl:2: error[duplicate-text]: two texts are called 'gold.jsonl#1'\n  cause: the other is at gold.jsonl:1\n"
        ),
        (
            "Oil rose.\n",
            "gold.jsonl: error[no-labels]: no line of 'gold.jsonl' has a label\n  hint: labelled texts are JSON Lines with 'text' and 'labels', or lines such as '__label__energy Oil rose.'\n"
        ),
        (
            "__label__ Oil rose.\n",
            "gold.jsonl:1: error[bad-label]: a label is empty\n  hint: a label is a name such as 'energy'\n"
        ),
    ])
    func `gold that cannot be used is said with its place`(gold: String, message: String) async throws {
        let ending = try await terminal(gold).run("evaluate", "topics", "gold.jsonl", "--taxonomy", "harbour.yaml")
        #expect(ending.status == 2)
        #expect(ending.errors == message)
    }

    @Test func `problems of all gold files are said at once`() async throws {
        let terminal = try terminal("{}\n")
        try terminal.write("__label__ Oil\n", to: "more.txt")
        let ending = try await terminal.run(
            "evaluate", "topics", "gold.jsonl", "more.txt", "none.jsonl", "--taxonomy", "harbour.yaml")
        #expect(ending.status == 2)
        let first = ending.errors.split(separator: "\n").filter { !$0.hasPrefix(" ") }
        #expect(
            first == [
                "gold.jsonl:1: error[no-labels]: line 1 has no 'labels' or 'label'",
                "more.txt:1: error[bad-label]: a label is empty",
                "none.jsonl: error[unreadable-file]: cannot read 'none.jsonl'",
            ])
    }

    @Test(arguments: [
        (
            "ships=shipping",
            "error[unknown-label]: gold has no label 'ships'\n  hint: gold has crime, shipping, trade\n"
        ),
        (
            "shipping=shiping",
            "error[unknown-topic]: there is no topic 'shiping' to mean 'shipping'\n  hint: did you mean 'shipping'?\n"
        ),
        (
            "map.yaml",
            "map.yaml:2:3: error[bad-map]: a topic must be text, found a mapping\n    2 |   a: b\n      |   ^\n"
        ),
        (
            "list.yaml",
            "list.yaml:1:1: error[bad-map]: a map must be a mapping of labels to topics, found a list\n    1 | - a\n      | ^\n  hint: such as 'Law and crime: [crime, courts]'\n"
        ),
    ])
    func `a map that cannot be used is said`(map: String, message: String) async throws {
        let terminal = try terminal()
        try terminal.write("shipping:\n  a: b\n", to: "map.yaml")
        try terminal.write("- a\n", to: "list.yaml")
        let ending = try await terminal.run(
            "evaluate", "topics", "gold.jsonl", "--taxonomy", "harbour.yaml", "--map", map)
        #expect(ending.status == 2)
        #expect(ending.errors == message)
    }

    @Test func `a wrong taxonomy is said before anything runs`() async throws {
        let terminal = try terminal()
        try terminal.write(Self.taxonomy.replacing("burglar", with: "burg(lar"), to: "harbour.yaml")
        let ending = try await terminal.run("evaluate", "topics", "gold.jsonl", "--taxonomy", "harbour.yaml")
        #expect(ending.status == 78)
        #expect(
            ending.errors.hasPrefix(
                "harbour.yaml:9:17: error[bad-term]: the term 'burg(lar' can never match, because of '('\n"))
    }

    @Test func `labels that no topic is called by are told`() async throws {
        let terminal = try terminal(Self.gold + #"{"text": "A storm.", "label": "weather"}"# + "\n")
        let ending = try await terminal.run("evaluate", "topics", "gold.jsonl", "--taxonomy", "harbour.yaml")
        #expect(
            ending.output.contains(
                "never given, because no topic is called so: weather; --map says which topics mean them\n"))
    }
}
