import Engine
import FoundationEssentials
import PipelineFile
import StageKit

/// A pipeline file that was read, checked and made into stages.
struct LoadedPipeline {
    let plan: Plan
    let pipeline: Pipeline
    /// The files that the stages read when they were made, when that was asked for.
    let opened: OpenedFiles?

    /// Most bytes of a pipeline file that are read; PipelineFile refuses a larger one.
    static let mostBytes = 2 << 20

    /// Reads and checks a pipeline file; every problem is printed, and with an error there is no plan.
    static func plan(_ arguments: PipelineArguments, _ program: Program) -> Plan? {
        contents(arguments.file).flatMap { plan($0, arguments.file, arguments.overrides, program) }
    }

    private static func contents(_ file: String) -> [UInt8]? {
        do { return try FileReading.contents(of: file, limit: mostBytes) } catch {
            Failure.say(error)
            return nil
        }
    }

    private static func plan(_ bytes: [UInt8], _ file: String, _ overrides: [String], _ program: Program) -> Plan? {
        let result = PipelineFile.read(
            bytes: bytes, file: file, stages: program.stages, environment: ProcessInfo.processInfo.environment,
            overrides: overrides)
        for problem in result.diagnostics { Console.say(problem) }
        return result.plan
    }

    /// Reads, checks and makes a pipeline; every problem is printed, and then there is none.
    ///
    /// - Parameter opened: takes down which files the stages read.
    init?(_ arguments: PipelineArguments, _ program: Program, opened: OpenedFiles? = nil) {
        guard let bytes = Self.contents(arguments.file) else { return nil }
        self.init(
            bytes: bytes, file: arguments.file, overrides: arguments.overrides, program, opened: opened)
    }

    /// The same for a file that stands among other arguments.
    init?(file: String, overrides: [String], _ program: Program) {
        guard let bytes = Self.contents(file) else { return nil }
        self.init(bytes: bytes, file: file, overrides: overrides, program)
    }

    /// The same for a text that is no file of the user's; `file` names it in messages.
    init?(bytes: [UInt8], file: String, overrides: [String], _ program: Program, opened: OpenedFiles? = nil) {
        guard let plan = Self.plan(bytes, file, overrides, program) else { return nil }
        do {
            let stages = try plan.makeStages(bundledFiles: program.bundledFiles, opened: opened)
            self.plan = plan
            self.opened = opened
            pipeline = Pipeline(
                name: plan.name,
                stages: zip(plan.stages, stages).map { planned, stage in
                    StageInstance(stage, name: planned.name, onError: (planned.onError ?? plan.run.onError).policy)
                })
        } catch {
            Failure.say(error)
            return nil
        }
    }

    /// The sinks in their order.
    var sinks: [any Sink] { pipeline.stages.compactMap { $0.stage as? any Sink } }

    /// Where quarantined documents go unless the user says otherwise: beside the first output that is a file.
    var quarantinePath: String {
        guard let output = sinks.lazy.compactMap(\.outputPath).first else { return "./\(plan.name).quarantine.jsonl" }
        return "\(output).quarantine.jsonl"
    }

    /// Whether it takes its documents from a stream, or gives them to one, that cannot be had again: such a run is a
    /// filter between other programs, and knows of no other run.
    var isFilter: Bool {
        writesToStandardOutput || pipeline.stages.contains { ($0.stage as? any Source)?.canBeReadTwice == false }
    }

    /// Whether data go to standard output, so that nothing else may.
    var writesToStandardOutput: Bool { sinks.contains { $0.outputPath == nil } }
}

extension OnError {
    /// The same for the engine.
    fileprivate var policy: ErrorPolicy {
        switch self {
        case .quarantine: .quarantine
        case .fail: .fail
        }
    }
}

extension FailureAllowance {
    /// The same for the engine.
    var allowed: AllowedFailures {
        switch self {
        case .count(let count): .count(count)
        case .percentage(let share): .share(share / 100)
        }
    }
}
