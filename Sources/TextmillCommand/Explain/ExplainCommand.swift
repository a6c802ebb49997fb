import ArgumentParser
import Engine
import FoundationEssentials
import Glibc
import PipelineFile

/// `textmill explain`: the story of one document, stage by stage.
struct ExplainCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tells what each stage made of one document, and why.",
        discussion: """
            Shows what changed in the text, which annotations and topics came, from which rule, list line or term at \
            which place, why the document was dropped or failed, and how long it took. Nothing is written.

            Examples:
              textmill explain Pipelines/news.yaml 3
              textmill explain Pipelines/news.yaml Samples/articles/vietnam.txt
              textmill explain Pipelines/news.yaml id:reuters-0153 --format json
              textmill explain Pipelines/news.yaml 3 --topic health
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @OptionGroup var pipeline: PipelineArguments

    @Argument(help: "The document: its id or path, or its number in the order of reading; 'id:7' is the id 7.")
    var document: String

    @Option(help: "How to print it.")
    var format = Format.text

    @Option(help: ArgumentHelp("Tell only why the document has this topic, or why not.", valueName: "label"))
    var topic: String?

    func run(_ program: Program) async throws -> ExitStatus {
        var pipeline = pipeline
        if topic != nil {
            guard let plan = LoadedPipeline.plan(pipeline, program) else { return .wrongPipeline }
            pipeline.overrides += TopicStory.overrides(for: plan)
        }
        guard let loaded = LoadedPipeline(pipeline, program) else { return .wrongPipeline }
        let trace: Trace
        do { trace = try await Tracer(loaded.pipeline).trace(target(in: loaded.plan.baseFolder)) } catch {
            Failure.say(error)
            return .stopped
        }
        if let topic {
            do {
                let story = try TopicStory(topic, trace)
                try Console.print(format == .text ? story.text : JSONText.pretty(story.value))
                return .success
            } catch {
                Failure.say(error)
                return .stopped
            }
        }
        let story = Story(trace)
        switch format {
        case .text: try Console.print(StoryText(story).text)
        case .json: try Console.print(JSONText.pretty(story.value))
        }
        return .success
    }

    /// Which document is meant: a number is a place in the order of reading, all else an id.
    private func target(in folder: String) -> Trace.Target {
        if let number = Int(document), number > 0 { return .number(number) }
        let id = document.hasPrefix("id:") ? String(document.dropFirst(3)) : document
        return .id(id, or: PathSpelling.others(of: id, from: folder))
    }
}

/// The names that one file has for a pipeline file in another folder.
enum PathSpelling {
    /// The path as `folder` sees it, and from the root; nothing when there is no such file.
    static func others(of path: String, from folder: String) -> [String] {
        guard access(path, F_OK) == 0 else { return [] }
        let whole = components(FileManager.default.currentDirectoryPath, path)
        let base = components(FileManager.default.currentDirectoryPath, folder)
        let common = zip(whole, base).prefix { $0 == $1 }.count
        let relative = [String](repeating: "..", count: base.count - common) + whole[common...]
        return [relative.joined(separator: "/"), "/" + whole.joined(separator: "/")]
    }

    /// The folders from the root to `path`, without `.` and `..`.
    private static func components(_ current: String, _ path: String) -> [String] {
        var parts: [String] = []
        let whole = path.hasPrefix("/") ? path : "\(current)/\(path)"
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return parts
    }
}
