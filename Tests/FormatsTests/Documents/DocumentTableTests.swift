import DocumentModel
import Formats
import Testing

@Suite struct DocumentTableTests {
    private static let document: Document = {
        var document = Document(id: "a.txt", "Ủ oil, gas", fields: ["title": "Öl and gas"])
        let by = Provenance(stage: "classify-topics", rule: "news", line: 7)
        let evidence: [Topic.Evidence] = [
            .init(Span(8, 11), field: "title", term: "gas", weight: 0.5), .init(Span(4, 7), term: "oil", weight: 0.25),
            .init(Span(9, 12), term: "gas", weight: 0.125), .init(Span(0, 3), term: "Ủ", weight: -0.1),
        ]
        document.topics = [
            Topic("energy", name: "Energy", code: "medtop:20000256", score: 0.775, evidence: evidence, by: by)
        ]
        var missed = Topic("trade", score: 0.25, evidence: [.init(Span(4, 7), term: "oil", weight: 0.25)], by: by)
        missed.shortfall = "scored 0.25 of 0.5: 2 points are missing"
        document.missedTopics = [missed]
        return document
    }()

    private func rows(_ columns: [String]?, unit: OffsetUnit = .codepoint) -> [String] {
        let table = DocumentTable(.topics, columns: columns, unit: unit)
        var bytes = table.header
        table.append(Self.document, to: &bytes)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
    }

    @Test func `a row of a topic has what spoke for it and against it, and missed topics what they lack`() {
        #expect(
            rows(nil) == [
                "id,topic,name,code,score,rule-score,model-score,evidence,against,shortfall,stage,rule",
                "a.txt,energy,Energy,medtop:20000256,0.775,,,gas; oil,Ủ,,classify-topics,news",
                "a.txt,trade,,,0.25,,,oil,,scored 0.25 of 0.5: 2 points are missing,classify-topics,news",
            ])
    }

    @Test func `a topic says which part of its score is the rules' and which the model's`() {
        var document = Self.document
        document.topics[0].ruleScore = 0.5
        document.topics[0].modelScore = 0.55
        document.topics[0].evidence[1].isOfModel = true
        document.missedTopics[0].modelScore = 0.125
        let table = DocumentTable(.topics, columns: ["topic", "rule-score", "model-score", "spans"])
        var bytes: [UInt8] = []
        table.append(document, to: &bytes)
        #expect(
            String(decoding: bytes, as: UTF8.self).split(separator: "\r\n") == [
                #"energy,0.5,0.55,"title 7-10 ""gas"" 0.5; 2-5 ""oil"" 0.25 model; 7-10 ""gas"" 0.125; 0-1 ""Ủ"" -0.1""#,
                #"trade,,0.125,"2-5 ""oil"" 0.25""#,
            ])
    }

    @Test(arguments: [
        // Ủ is three bytes and one UTF-16 unit; Ö is two bytes.
        (OffsetUnit.codepoint, #"title 7-10 ""gas"" 0.5; 2-5 ""oil"" 0.25; 7-10 ""gas"" 0.125; 0-1 ""Ủ"" -0.1"#),
        (.byte, #"title 8-11 ""gas"" 0.5; 4-7 ""oil"" 0.25; 9-12 ""gas"" 0.125; 0-3 ""Ủ"" -0.1"#),
    ])
    func `the spans of a topic's evidence have their places, words and weights`(unit: OffsetUnit, expected: String) {
        #expect(rows(["topic", "spans"], unit: unit)[1] == "energy,\"\(expected)\"")
    }
}
