import Analysis
import Engine
import Formats
import StageKit

/// One evaluation from its arguments to its end: read gold, find, measure, compare, print.
struct EvaluationRun {
    private let subject: EvaluationSubject
    private let arguments: EvaluationArguments
    private let program: Program

    init(_ subject: EvaluationSubject, _ arguments: EvaluationArguments, _ program: Program) {
        self.subject = subject
        self.arguments = arguments
        self.program = program
    }

    /// Does it all.
    ///
    /// - Throws: ``Diagnostic`` or ``Diagnostics`` when gold, found or baseline cannot be used.
    func end() async throws -> ExitStatus {
        try await end(gold: readGold(), foundBy: finder())
    }

    /// The same with gold that is already read, for subjects that have formats of their own.
    func end(gold: [GoldText], foundBy finder: Finder?) async throws -> ExitStatus {
        guard let finder else { return .wrongPipeline }
        let baseline = try arguments.baseline.map {
            try Baseline(file: $0, subject: subject.name, scheme: subject.schemes[0])
        }
        let gold = try checked(gold)
        let result = try await measured(gold, finder, baseline)
        if let path = arguments.save { try Console.print(JSONText.pretty(result.value) + "\n", to: path) }
        switch arguments.format {
        case .text: try Console.print(EvaluationText(result, misses: arguments.misses).text + "\n", to: arguments.out)
        case .json: try Console.print(JSONText.pretty(result.value) + "\n", to: arguments.out)
        case .html: try Console.print(EvaluationPage(result).html, to: arguments.out)
        }
        let unmet = result.limits.filter { !$0.isMet }
        for limit in unmet { Console.say(limit.sentence) }
        return unmet.isEmpty ? .success : .failures
    }

    // MARK: Reading

    /// Where found mentions come from.
    enum Finder {
        /// Stages that are run over the texts; `name` is what they are called.
        case stages([StageInstance], name: String)
        /// A trained model alone; `name` is its file.
        case tagger(EntityTagger, name: String)
        /// A file of annotations.
        case file(String, AnnotationFormat)
    }

    /// What finds; nil when the pipeline is wrong, which has been said.
    func finder() -> Finder? {
        if let file = arguments.found { return .file(file, arguments.foundFormat) }
        return FoundTexts.stages(arguments, program).map { .stages($0, name: arguments.pipeline ?? "extract-entities") }
    }

    /// The texts of the gold files.
    func readGold() throws -> [GoldText] {
        var problems: [Diagnostic] = []
        var gold: [GoldText] = []
        for file in arguments.gold {
            do { gold += try arguments.goldFormat.texts(of: file) } catch {
                problems += error.diagnostics(code: "bad-gold", problem: "cannot read '\(file)'")
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        return gold
    }

    // MARK: Checking

    /// Gold under the names that are measured, without what would make a score wrong.
    private func checked(_ gold: [GoldText]) throws -> [GoldText] {
        guard !gold.isEmpty else {
            throw Diagnostic(
                "no-gold", "the gold files hold no text", hint: "read: \(arguments.gold.joined(separator: ", "))")
        }
        var problems: [Diagnostic] = []
        var places: [String: SourceLocation] = [:]
        let projection = LabelProjection(map: try arguments.projectionMap(), labels: nil)
        var checked = gold
        for index in gold.indices {
            let text = gold[index]
            if let known = places.updateValue(text.place, forKey: text.id) {
                problems.append(
                    Diagnostic(
                        "duplicate-text", "two texts are called '\(text.id)'", at: text.place,
                        cause: "the other is at \(known)"))
            }
            let clashes = GoldCheck.clashes(in: text.mentions, allowingOverlap: arguments.nested)
            problems += clashes.map { problem($0, in: text) }
            checked[index].mentions = projection.projected(text.mentions)
            if problems.count >= 20 { break }
        }
        guard problems.isEmpty else { throw Diagnostics(Array(problems.prefix(20))) }
        return checked
    }

    private func problem(_ clash: GoldCheck.Clash, in text: GoldText) -> Diagnostic {
        func shown(_ mention: Mention) -> String {
            let surface = text.text.isValid(mention.span) ? text.text[mention.span] : ""
            return "\(mention.label) \"\(Visible.line(surface, longest: 40))\""
        }
        let place = text.place(of: clash.second.span)
        let count = OffsetMap(text.text, unit: .codepoint)
        if clash.isDuplicate {
            return Diagnostic(
                "duplicate-annotation", "\(shown(clash.second)) is annotated twice at \(count.span(clash.first.span))",
                at: place, document: text.id, hint: "remove one of them")
        }
        return Diagnostic(
            "overlapping-annotation",
            "\(shown(clash.second)) at \(count.span(clash.second.span)) overlaps \(shown(clash.first)) at \(count.span(clash.first.span))",
            at: place, document: text.id,
            hint: "remove one of them, or allow such annotations with --nested")
    }

    // MARK: Measuring

    private func measured(_ gold: [GoldText], _ finder: Finder, _ baseline: Baseline?) async throws -> EvaluationResult
    {
        var droppedCount = 0
        let foundBy: String
        let found: [[Mention]]
        switch finder {
        case .stages(let stages, let name):
            let run = try await TextRun(gold.map(\.document), through: stages)
            found = gold.map { text in run.documents[text.id].map(subject.mentions) ?? [] }
            droppedCount = run.droppedCount
            foundBy = name
        case .tagger(let tagger, let name):
            found = gold.map(tagger.mentions)
            foundBy = name
        case .file(let file, let format):
            found = try FoundTexts.mentions(of: file, format.texts(of: file), for: gold)
            foundBy = file
        }
        let labels = try measuredLabels(gold, found)
        let map = try arguments.projectionMap()
        let projection = LabelProjection(map: map, labels: labels)
        let own = LabelProjection(labels: labels)
        var leftOut: [String: Int] = [:]
        let texts = zip(gold, found).map { gold, found in
            for mention in found where projection.projected(mention.label) == nil {
                if let label = map[mention.label] ?? mention.label { leftOut[label, default: 0] += 1 }
            }
            let mentions = own.projected(gold.mentions)
            let known = projection.projected(found).filter { found in
                !gold.unknown.contains { $0.overlaps(found.span) }
                    || mentions.contains { $0.span.overlaps(found.span) }
            }
            return ScoredText(id: gold.id, gold: mentions, found: Array(Set(known)).sorted())
        }
        let evaluation = Evaluation(texts, schemes: subject.schemes, comparedBy: subject.schemes[0])
        return EvaluationResult(
            subject: subject, gold: gold, goldFiles: arguments.gold, foundBy: foundBy, map: map,
            labels: arguments.labelNames, leftOut: leftOut, droppedCount: droppedCount, evaluation: evaluation,
            baseline: baseline, seed: arguments.seed, limits: try arguments.limits())
    }

    /// The labels of `--labels`, or those of gold.
    private func measuredLabels(_ gold: [GoldText], _ found: [[Mention]]) throws -> Set<String> {
        let inGold = Set(gold.flatMap { $0.mentions.map(\.label) })
        guard let names = arguments.labelNames else { return inGold }
        let projection = LabelProjection(map: try arguments.projectionMap())
        let known = inGold.union(found.joined().compactMap { projection.projected($0.label) })
        let problems = names.filter { !known.contains($0) }.map { name in
            Diagnostic(
                "unknown-label", "neither gold nor found has the label '\(name)'",
                hint: nearestName(to: name, among: known.sorted()).map { "did you mean '\($0)'?" }
                    ?? "gold has \(inGold.sorted().joined(separator: ", "))")
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        return Set(names)
    }
}
