import StageKit

/// A stage between sources and sinks, with what it needs during one run.
enum Step: Sendable {
    case transform(any Transform)
    case batch(any BatchTransform)
    case corpus(any CorpusMemory)

    /// The step of a stage; nil for a source or sink.
    ///
    /// - Parameter surveyed: makes the memory of a stage that has surveyed the documents.
    /// - Throws: what a corpus transform throws at its start.
    init?(_ stage: any Stage, surveyed: SurveyedMemory?) throws {
        if let surveyed {
            self = .corpus(try surveyed())
            return
        }
        switch stage {
        case let stage as any CorpusTransform: self = .corpus(try Self.memory(of: stage))
        case let stage as any BatchTransform: self = .batch(stage)
        case let stage as any Transform: self = .transform(stage)
        default: return nil
        }
    }

    /// The steps of a pipeline with their places in it.
    ///
    /// - Throws: what a corpus transform throws at its start.
    static func all(
        of pipeline: Pipeline, surveyed: [Int: SurveyedMemory] = [:]
    ) throws -> [(place: Int, step: Step)] {
        try pipeline.stages.enumerated().compactMap { place, instance in
            do { return try Step(instance.stage, surveyed: surveyed[place]).map { (place, $0) } } catch {
                throw Diagnostics(
                    error.diagnostics(code: "stage-failed", problem: "'\(instance.name)' could not start"))
            }
        }
    }

    private static func memory<T: CorpusTransform>(of stage: T) throws -> any CorpusMemory {
        Memory(stage, try stage.start())
    }

    /// What makes the memory of `stage` after its survey.
    static func memory<T: SurveyTransform>(of stage: T, after survey: T.Survey) -> SurveyedMemory {
        { Memory(stage, try stage.start(after: survey)) }
    }

    /// The same for a stage that remembers documents beyond the run.
    static func memory<T: RemembersDocuments>(of stage: T, after survey: T.Survey) -> SurveyedMemory {
        { Memory(stage, try stage.start(after: survey)) { try stage.memory(of: $0, $1) } }
    }
}

/// Makes the memory of a stage that has surveyed the documents, for one pass over them.
typealias SurveyedMemory = @Sendable () throws -> any CorpusMemory

/// What a corpus transform remembers during a run, and the gate that keeps its order.
protocol CorpusMemory: Sendable {
    /// Lets batches through in order.
    var gate: Gate { get }
    /// Whether no document can be kept even before the first.
    var isSated: Bool { get }
    /// Takes the batch whose turn it is through the stage.
    func process(_ batch: inout Batch, at stage: Int, _ instance: StageInstance)
}

private final class Memory<T: CorpusTransform>: CorpusMemory {
    let gate = Gate()
    private let transform: T
    /// The gate already keeps all but one batch away; the lock only says so to the compiler, once for a batch.
    private let state: Guarded<T.State>
    /// What later runs will want to know of a document; nil for a stage that remembers none.
    private let remember: Remember?

    typealias Remember = @Sendable (Document, T.State) throws -> [UInt8]?

    init(_ transform: T, _ state: T.State, remember: Remember? = nil) {
        self.transform = transform
        self.state = Guarded(state)
        self.remember = remember
    }

    var isSated: Bool { state.withLock { transform.isSated($0) } }

    func process(_ batch: inout Batch, at stage: Int, _ instance: StageInstance) {
        state.withLock { batch.apply(transform, &$0, at: stage, instance, remember: remember) }
    }
}
