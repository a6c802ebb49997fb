import StageKit

/// The passes over the documents before the run itself: one for each stage that surveys them, as far as that stage.
struct Surveying {
    private let pipeline: Pipeline
    private let settings: RunSettings
    private let control: RunControl
    /// What the surveys found, by the place of their stage.
    private(set) var memories: [Int: SurveyedMemory] = [:]
    /// The time that the passes took, by the place of the stages.
    private(set) var times: [Duration]

    /// Nothing is surveyed yet.
    init(_ pipeline: Pipeline, _ settings: RunSettings, _ control: RunControl) {
        self.pipeline = pipeline
        self.settings = settings
        self.control = control
        times = Array(repeating: .zero, count: pipeline.stages.count)
    }

    /// Makes all surveys in the order of the pipeline; the outcome when one of them did not come to its end.
    ///
    /// A document that fails before a surveying stage is not seen by it, in this pass as in the next. A stage with
    /// `on-error: fail` stops the run in the pass in which it fails first.
    mutating func run() async -> RunReport.Outcome? {
        for (place, instance) in pipeline.stages.enumerated() {
            guard let stage = instance.stage as? any SurveyTransform else { continue }
            if let problems = unrepeatable(instance) { return .stopped(problems) }
            let outcome =
                if let stage = stage as? any RemembersDocuments { await surveyWithPast(stage, at: place) } else {
                    await survey(stage, at: place)
                }
            if let outcome { return outcome }
        }
        return nil
    }

    /// Makes the survey of a stage that compares with documents of past runs.
    private mutating func surveyWithPast<T: RemembersDocuments>(
        _ stage: T, at place: Int
    ) async -> RunReport.Outcome? {
        guard let journal = settings.journal else { return await survey(stage, at: place) }
        // What the pass sees is what this run does anew; so the past is known only after it.
        let admission = Admission(journal)
        let past = LedgerMemories(run: journal.run, stage: pipeline.stages[place].name, admission: admission)
        return await survey(stage, at: place, admission) { survey in
            var survey = survey
            try stage.recall(past, &survey)
            return Step.memory(of: stage, after: survey)
        }
    }

    /// The sources that cannot be read a second time.
    private func unrepeatable(_ surveyor: StageInstance) -> [Diagnostic]? {
        let problems = pipeline.stages.compactMap { instance -> Diagnostic? in
            guard let source = instance.stage as? any Source, !source.canBeReadTwice else { return nil }
            return Diagnostic(
                "cannot-read-twice",
                "'\(surveyor.name)' must see all documents before the first goes on, but '\(instance.name)' can be read only once",
                hint: "write standard input to a file first")
        }
        return problems.isEmpty ? nil : problems
    }

    private mutating func survey<T: SurveyTransform>(_ stage: T, at place: Int) async -> RunReport.Outcome? {
        await survey(stage, at: place, nil) { Step.memory(of: stage, after: $0) }
    }

    /// Makes a survey; `memory` says what the stage then works with.
    private mutating func survey<T: SurveyTransform>(
        _ stage: T, at place: Int, _ admission: Admission?, memory: (T.Survey) throws -> SurveyedMemory
    ) async -> RunReport.Outcome? {
        let sink: SurveySink<T>
        do { sink = SurveySink(stage, try stage.beginSurvey()) } catch { return couldNotStart(place, error) }
        var settings = settings
        settings.isDryRun = false
        settings.isSurvey = true
        settings.quarantine = nil
        let before = Pipeline(
            name: pipeline.name,
            stages: pipeline.stages[..<place] + [StageInstance(sink, name: pipeline.stages[place].name)])
        let report = await Run(before, settings, control: control).pass(surveyed: memories, admission)
        for (index, stage) in report.stages.enumerated() { times[index] += stage.time }
        switch report.outcome {
        case .succeeded, .tooManyFailures:
            do { memories[place] = try memory(sink.survey.value) } catch { return couldNotStart(place, error) }
            return nil
        case .stopped, .held, .interrupted: return report.outcome
        }
    }

    private func couldNotStart(_ place: Int, _ error: any Error) -> RunReport.Outcome {
        let name = pipeline.stages[place].name
        return .stopped(error.diagnostics(code: "stage-failed", problem: "'\(name)' could not start"))
    }
}

/// The end of a pass: shows each document to the surveying stage, in order, and writes nothing.
private struct SurveySink<T: SurveyTransform>: Sink {
    static var about: About { About("survey", "Looks at all documents before the first is processed.") }
    let stage: T
    let survey: Survey

    /// What is known so far. One thread writes; the lock only says so to the compiler.
    final class Survey: Sendable {
        private let state: Guarded<T.Survey>

        init(_ survey: T.Survey) { state = Guarded(survey) }

        var value: T.Survey { state.withLock { $0 } }

        /// Looks at documents. What cannot be looked at fails again, and goes to quarantine, when it is processed.
        func look(at documents: [Document], for stage: T) {
            state.withLock { survey in
                for document in documents { try? stage.look(at: document, &survey) }
            }
        }
    }

    init(_ stage: T, _ survey: T.Survey) {
        self.stage = stage
        self.survey = Survey(survey)
    }

    init(_ options: NoOptions, _ setup: StageSetup) throws {
        throw Diagnostic("no-such-stage", "'survey' is no stage of a pipeline file", at: setup.location)
    }

    var destination: String { "nowhere" }
    func encode(_ document: Document, into output: inout [UInt8]) {}
    func open() -> any SinkWriter { Writer(sink: self) }

    private final class Writer: SinkWriter {
        let sink: SurveySink

        init(sink: SurveySink) { self.sink = sink }

        func write(_ batch: EncodedBatch) { sink.survey.look(at: batch.documents, for: sink.stage) }
        func finish() {}
        func abandon() {}
    }
}
