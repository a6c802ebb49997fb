import Foundation
import Testing

@Suite struct TopicsCommandTests {
    private func terminal() throws -> Terminal {
        let terminal = try Terminal()
        try terminal.write(
            """
            taxonomy: harbour
            topics:
              - label: shipping
                name: Shipping
                terms: {3: [container ship], 2: [harbour]}
                unless: spaceship
              - label: trade
                terms: {3: [tariff, embargo]}
                rule: {near: [duty, import], within: 3 words}
            """, to: "harbour.yaml")
        try terminal.write(
            """
            pipeline: p
            stages:
              - load-files:
                  paths: [in.jsonl]
              - classify-topics:
                  taxonomy: harbour.yaml
              - export-jsonl:
                  path: out.jsonl
            """, to: "p.yaml")
        try terminal.write(
            """
            {"id": "one", "text": "A container ship in the harbour pays import duty."}
            {"id": "two", "text": "A harbour."}
            {"id": "three", "text": "A spaceship is no container ship."}

            """, to: "in.jsonl")
        return terminal
    }

    @Test(arguments: [
        (
            "one", "shipping",
            ["one has the topic shipping, score 0.68: Shipping", "term 'harbour' at 1:25: \"harbour\""]
        ),
        ("one", "trade", ["one has the topic trade, score 0.75", "term 'duty' at 1:45: \"duty\""]),
        ("two", "shipping", ["two has not the topic shipping, score 0.45", "0.5 points are missing"]),
        ("two", "trade", ["two has not the topic trade, score 0.00", "none of its 2 terms was found"]),
        ("three", "shipping", ["ruled out by 'spaceship'", "against it:"]),
    ])
    func `explain says why a document has a topic, or not`(id: String, topic: String, expected: [String]) async throws {
        let ending = try await terminal().run("explain", "p.yaml", id, "--topic", topic)
        #expect(ending.status == 0)
        for line in expected { #expect(ending.output.contains(line), "\(ending.output)") }
    }

    @Test func `explain names the nearest topic when there is none of the name`() async throws {
        let ending = try await terminal().run("explain", "p.yaml", "one", "--topic", "shiping")
        #expect(ending.status == 2)
        #expect(ending.errors.contains("did you mean 'shipping'?"))
    }

    @Test(arguments: ["p.yaml", "harbour.yaml"])
    func `coverage shows what fired and what never did`(taxonomy: String) async throws {
        let ending = try await terminal().run("topics", "coverage", taxonomy, "in.jsonl")
        #expect(ending.status == 0, "\(ending.errors)")
        for line in [
            "3 articles, 2 topics: 2 without a topic", "shipping  1, 1 taken away  2/2",
            "rule held in 1: 'duty' and 'import' within 3 words", "terms that never fired: 2 of 4", "trade: tariff",
            "shipping + trade  1  1.00",
        ] {
            #expect(ending.output.contains(line), "\(line) in \(ending.output)")
        }
    }

    @Test func `explain says of an article why energy, and why not health`() async throws {
        let terminal = try Terminal()
        for name in ["Samples", "Pipelines"] {
            try FileManager.default.copyItem(atPath: "\(Terminal.repository)/\(name)", toPath: terminal.path(name))
        }
        func explain(_ topic: String, _ article: String) async throws -> String {
            let ending = try await terminal.run(
                "explain", "Pipelines/news.yaml", "Samples/articles/\(article).txt", "--topic", topic)
            #expect(ending.errors == "" && ending.status == 0)
            return ending.output
        }
        let why = try await explain("energy", "04-oil-prices")
        #expect(why.hasPrefix("../Samples/articles/04-oil-prices.txt has the topic energy, score 0."))
        #expect(why.contains(": Energy [medtop:20000256]\n  for it:\n    +0."))
        let whyNot = try await explain("health", "04-oil-prices")
        #expect(whyNot.contains("has not the topic health, score 0.00: Health [medtop:07000000]\n  none of its "))
    }
}
