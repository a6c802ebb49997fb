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
}
