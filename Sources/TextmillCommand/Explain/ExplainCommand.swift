import ArgumentParser
import Engine
import Formats

/// `textmill explain`: the story of one document, stage by stage.
struct ExplainCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tells what each stage made of one document, and why.",
        discussion: """
            Shows what changed in the text, which annotations and topics came, from which rule, list line or term at
            which place, why the document was dropped or failed, and how long it took. Nothing is written.

            Examples:
              textmill explain Pipelines/news.yaml 3
              textmill explain Pipelines/news.yaml articles/vietnam.txt
              textmill explain Pipelines/news.yaml articles/vietnam.txt --format json
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @OptionGroup var pipeline: PipelineArguments

    @Argument(help: "The document: its id, or its number in the order of reading, from 1.")
    var document: String

    @Option(help: "How to print it.")
    var format = Format.text

    func run(_ program: Program) async throws -> ExitStatus {
        guard let loaded = LoadedPipeline(pipeline, program) else { return .wrongPipeline }
        let trace: Trace
        do { trace = try await self.trace(loaded.pipeline) } catch {
            Failure.say(error)
            return .stopped
        }
        let story = Story(trace)
        switch format {
        case .text: try Console.print(StoryText(story).text)
        case .json: try Console.print(JSONText.pretty(story.value))
        }
        return .success
    }

    /// The trace of the document with this id; a number that is nobody's id is a place in the order.
    private func trace(_ pipeline: Pipeline) async throws -> Trace {
        guard let number = Int(document), number > 0 else { return try await Tracer(pipeline).trace(.id(document)) }
        return try await Tracer(pipeline).trace(.number(number))
    }
}
