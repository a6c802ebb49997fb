public import StageKit

/// Holds a stage to what the house promises of stages, and its examples to what they say.
///
/// Each example is run as it stands, a second time, many times in parallel, and behind a prefix of multi-byte
/// characters; only declared layers may change, and every span must lie on scalar boundaries.
public struct StageContract: Sendable {
    /// What examples are run behind: umlauts, Han, a joined emoji.
    public static let prefix = "Ünï 新聞 👩‍👩‍👧 "

    private let stages: [any Stage.Type]
    private let bundledFiles: [String: StaticString]
    private let readYAML: YAMLReader?

    /// Prepares checks for a program with these stages, data files and, for stages that need one, a reader of YAML.
    public init(
        stages: [any Stage.Type], bundledFiles: [String: StaticString] = [:], readYAML: YAMLReader? = nil
    ) {
        self.stages = stages
        self.bundledFiles = bundledFiles
        self.readYAML = readYAML
    }

    /// Every way in which `stage` breaks the contract, one sentence each; empty when it holds.
    public func problems(of stage: any Stage.Type) async -> [String] {
        var problems = Self.formalProblems(of: stage)
        guard problems.isEmpty else { return problems }
        for example in stage.about.examples {
            for problem in await self.problems(of: stage, example) {
                problems.append("example '\(example.title)': \(problem)")
            }
        }
        return problems
    }

    /// What is wrong with name, texts and options, without running anything.
    static func formalProblems(of stage: any Stage.Type) -> [String] {
        let about = stage.about
        var problems: [String] = []
        func check(_ holds: Bool, _ problem: @autoclosure () -> String) {
            if !holds { problems.append(problem()) }
        }
        let type = "\(stage)"
        check(
            about.name == expectedName(of: type),
            "the type \(type) must be named '\(expectedName(of: type))', not '\(about.name)'")
        check(about.summary.hasSuffix("."), "the summary must be a sentence that ends with a full stop")
        check(!about.examples.isEmpty, "there must be at least one example")
        for property in undeclaredOptions(of: stage) {
            problems.append("the property '\(property)' of Options needs @Option")
        }
        guard problems.isEmpty else { return problems }
        for option in optionDescriptions(of: stage) {
            check(
                option.help.hasSuffix("."), "the help of '\(option.name)' must be a sentence that ends with a full stop"
            )
        }
        return problems
    }

    /// `ExtractEntities` as `extract-entities`, `ExportJSONL` as `export-jsonl`.
    static func expectedName(of type: String) -> String {
        var out = ""
        var previous: Character = "A"
        for character in type {
            if character.isUppercase, !out.isEmpty, previous.isLowercase { out += "-" }
            out += character.lowercased()
            previous = character
        }
        return out
    }

    private static func undeclaredOptions<S: Stage>(of stage: S.Type) -> [String] { S.Options.undeclared }
    private static func optionDescriptions<S: Stage>(of stage: S.Type) -> [OptionDescription] {
        S.Options.descriptions
    }

    // MARK: Examples

    private func problems(of stage: any Stage.Type, _ example: Example) async -> [String] {
        let trial: Trial
        do {
            trial = try Trial(stage, example, stages: stages) {
                StageSetup(stage: $0, baseFolder: $1, bundledFiles: bundledFiles, readYAML: readYAML)
            }
        } catch {
            return [Outcome(failure: error).complaint(expected: example.output, behind: "")].compactMap(\.self)
        }
        defer { trial.close() }
        let isSink = stage is any Sink.Type
        let first = await trial.run(behind: "")
        var problems = first.problems
        if let complaint = first.complaint(expected: example.output, behind: "") { problems.append(complaint) }
        let again = await trial.run(behind: "")
        if again.rendering != first.rendering { problems.append("a second run gave another result") }
        // Two runs of a sink would write one file at once.
        let parallel: Set<String> =
            isSink
            ? [first.rendering]
            : await withTaskGroup(of: String.self) { group in
                for _ in 0..<8 { group.addTask { await trial.run(behind: "").rendering } }
                return await group.reduce(into: []) { $0.insert($1) }
            }
        if parallel != [first.rendering] { problems.append("runs in parallel gave different results") }
        if example.except[.behindPrefix] == nil, example.output.holdsBehindPrefix {
            let shifted = await trial.run(behind: Self.prefix)
            problems += shifted.problems.map { "behind '\(Self.prefix)': \($0)" }
            if let complaint = shifted.complaint(expected: example.output, behind: Self.prefix) {
                problems.append("behind '\(Self.prefix)': \(complaint)")
            }
        }
        return problems
    }
}

extension Example.Output {
    /// Whether the outcome must be the same behind a prefix of the text.
    fileprivate var holdsBehindPrefix: Bool {
        switch self {
        case .unchanged, .text, .marked, .sentences, .tokens, .topics: true
        case .dropped, .regions, .fields, .documents, .bytes, .fails: false
        }
    }
}
