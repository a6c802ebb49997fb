import Engine
import StageKit
import Testing

/// What a report says of the contents of documents, so that something can be expected of them.
@Suite struct ContentTests {
    private static func topic(_ label: String) -> Topic {
        Topic(label, score: 1, by: Provenance(stage: "each", rule: "test"))
    }

    private static func pipeline(_ sink: Memory) -> Pipeline {
        Pipeline(
            Numbers(300),
            Each { document in
                let number = number(document)
                if number % 3 == 0 { document.topics.append(Self.topic("energy")) }
                if number % 100 == 7 { document.topics.append(Self.topic("defence")) }
                if number % 50 == 1 { try document.edit([TextEdit(Span(0, document.text.byteCount), " \n\t")]) }
                return number % 10 == 9 ? .drop("ends in 9") : .keep
            }, sink)
    }

    @Test(arguments: Shape.all)
    func `topics and empty texts are counted over the documents exported`(_ shape: Shape) async {
        let report = await Run(Self.pipeline(Memory()), shape.settings()).execute()
        // Of the hundred that are divisible by three ten end in 9.
        #expect(report.topics == ["energy": 90, "defence": 3])
        #expect(report.emptyTexts == 6)
    }

    @Test(arguments: Shape.all)
    func `of each kind of failure the first document is kept to look at`(_ shape: Shape) async {
        let pipeline = Pipeline(
            Numbers(200),
            Each { document in
                let number = number(document)
                if number % 50 == 49 { throw Diagnostic("rare", "\(number) is rare") }
                if number % 20 == 11 { throw Diagnostic("often", String(repeating: "x", count: 1000)) }
                return .keep
            }, Memory())
        let report = await Run(pipeline, shape.settings()).execute()
        let examples = report.stages[1].examples
        #expect(Set(examples.keys) == ["rare", "often"])
        #expect(examples["rare"]?.document == "d49" && examples["rare"]?.problem == "49 is rare")
        #expect(examples["often"]?.document == "d11" && examples["often"]?.problem.utf8.count == 203)
    }

    @Test func `no more topics than can be shown are told apart`() async {
        let pipeline = Pipeline(
            Numbers(3000),
            Each { document in
                document.topics.append(Self.topic("t\(document.id)"))
                return .keep
            }, Memory())
        let report = await Run(pipeline, Shape(workers: 2, batch: 7).settings()).execute()
        #expect(report.topics.count == RunReport.mostTopics)
        #expect(report.topics["td0"] == 1 && report.topics["td2999"] == nil)
    }
}
