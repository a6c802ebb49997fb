import StageKit
import StageTesting
import Testing

/// Stages that break the contract in one way each: the contract must say so.
@Suite struct BrokenStageTests {
    private func problems(_ stage: any Stage.Type) async -> String {
        await StageContract(stages: [stage]).problems(of: stage).joined(separator: "\n")
    }

    @Test func `a stage that keeps the contract has no problem`() async {
        #expect(await problems(MarkAda.self) == "")
    }

    @Test func `a wrong expectation shows what was expected and found`() async {
        #expect(
            await problems(WrongExample.self) == """
                example 'Nothing is found.': expected Ada wrote.
                   found [Ada](PERSON) wrote.
                example 'Nothing is found.': behind 'Ünï 新聞 👩‍👩‍👧 ': expected Ünï 新聞 👩‍👩‍👧 Ada wrote.
                   found Ünï 新聞 👩‍👩‍👧 [Ada](PERSON) wrote.
                """)
    }

    @Test func `a layer that was not declared is named`() async {
        #expect(await problems(Undeclared.self).contains("it changed the layer 'entities', which 'writes' does not"))
    }

    @Test func `a span that splits a character is found behind the prefix`() async {
        #expect(await problems(CountsCharacters.self).contains("behind 'Ünï 新聞 👩‍👩‍👧 ': the entity at"))
    }

    @Test func `a stage that remembers is found`() async {
        #expect(await problems(Forgetful.self).contains("a second run gave another result"))
    }

    @Test func `names, texts and options are checked`() async {
        #expect(
            await problems(Careless.self) == """
                the type Careless must be named 'careless', not 'sloppy'
                the summary must be a sentence that ends with a full stop
                there must be at least one example
                the property 'plain' of Options needs @Option
                """)
    }
}

private func mark(_ document: inout Document, at span: Span) -> Disposition {
    document.entities = [Entity(span, .person, by: Provenance(stage: "test", rule: "test"))]
    return .keep
}

/// The byte offset of "Ada".
private func find(_ document: Document) -> Int {
    let bytes = document.text.bytes
    return bytes.indices.first { bytes[$0...].starts(with: Array("Ada".utf8)) } ?? 0
}

struct MarkAda: Transform {
    static let about = About(
        "mark-ada", "Marks Ada.", writes: [.entities],
        examples: [.init("Ada is found.", input: "Ada wrote.", output: .marked("[Ada](PERSON) wrote."))])
    init(_ options: NoOptions, _ setup: StageSetup) throws {}
    func process(_ document: inout Document) throws -> Disposition {
        let start = find(document)
        return mark(&document, at: Span(start, start + 3))
    }
}

struct WrongExample: Transform {
    static let about = About(
        "wrong-example", "Marks Ada.", writes: [.entities],
        examples: [.init("Nothing is found.", input: "Ada wrote.", output: .marked("Ada wrote."))])
    init(_ options: NoOptions, _ setup: StageSetup) throws {}
    func process(_ document: inout Document) throws -> Disposition {
        let start = find(document)
        return mark(&document, at: Span(start, start + 3))
    }
}

struct Undeclared: Transform {
    static let about = About(
        "undeclared", "Marks Ada.",
        examples: [.init("Ada is found.", input: "Ada wrote.", output: .marked("[Ada](PERSON) wrote."))])
    init(_ options: NoOptions, _ setup: StageSetup) throws {}
    func process(_ document: inout Document) throws -> Disposition { mark(&document, at: Span(0, 3)) }
}

/// Counts characters where bytes are meant: right in ASCII, wrong elsewhere.
struct CountsCharacters: Transform {
    static let about = About(
        "counts-characters", "Marks Ada.", writes: [.entities],
        examples: [.init("Ada is found.", input: "Ada wrote.", output: .marked("[Ada](PERSON) wrote."))])
    init(_ options: NoOptions, _ setup: StageSetup) throws {}
    func process(_ document: inout Document) throws -> Disposition {
        let start = document.text[Span(0, find(document))].unicodeScalars.count
        return mark(&document, at: Span(start, start + 3))
    }
}

/// Gives another result each time, as a stage with hidden state would.
struct Forgetful: Transform {
    static let about = About(
        "forgetful", "Sets a field.", writes: [.fields],
        examples: [.init("Something is set.", input: "Ada", output: .marked("Ada"))])
    init(_ options: NoOptions, _ setup: StageSetup) throws {}
    func process(_ document: inout Document) throws -> Disposition {
        document.fields["random"] = .number("\(UInt64.random(in: 0...UInt64.max))")
        return .keep
    }
}

struct Careless: Transform {
    static let about = About("sloppy", "No full stop")
    struct Options: StageOptions {
        @Option("Help without a full stop") var words = 1
        var plain = 2
        init() {}
    }
    init(_ options: Options, _ setup: StageSetup) throws {}
    func process(_ document: inout Document) throws -> Disposition { .keep }
}
