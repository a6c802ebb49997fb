package import StageKit

/// The story of one document: what each stage of a pipeline made of it.
package struct Trace: Sendable {
    /// Which document is meant.
    package enum Target: Hashable, Sendable {
        /// The first document with this id, or with one of the other spellings of a path.
        case id(String, or: [String] = [])
        /// The document read at this place, from 1.
        case number(Int)
    }

    /// What became of the document in the end.
    package enum Fate: Hashable, Sendable {
        case exported
        case dropped(String)
        case quarantined([Diagnostic])
        /// It failed in a stage with `on-error: fail`, so that the run stops before it.
        case stoppedRun([Diagnostic])
    }

    /// The document's id, as far as it is known.
    package var id: String
    /// Its place among all documents read, from 1.
    package var number: Int
    /// Where it came from.
    package var origin: Origin
    /// The name of the source in the pipeline.
    package var source: String
    /// The document as the source made it; nil when the record could not become one.
    package var loaded: Document?
    /// The stages it came to after the source, in order.
    package var steps: [TraceStep]
    package var fate: Fate
}

/// What one stage made of the document.
package struct TraceStep: Sendable {
    /// The name in the pipeline.
    package var name: String
    /// The name of the stage's type.
    package var stageName: String
    package var role: StageRole
    package var before: Document
    /// The document after the stage; as before when the stage dropped it or failed.
    package var after: Document
    /// What became of the document here; nil when it went on.
    package var fate: Trace.Fate?
    /// The bytes that a sink would write for it.
    package var output: [UInt8]?
    package var time: Duration
    /// What the stage says of its work beside that, when it is ``Explaining``.
    package var explanations: [Explanation]
}

/// Takes one document through a pipeline and looks at it after each stage. Writes nothing.
///
/// Documents before it are read, and go through the stages only as far as a corpus transform must have seen them. A
/// batch transform sees a batch of one.
package struct Tracer {
    private let pipeline: Pipeline
    private let clock: @Sendable () -> Duration
    private var steps: [(place: Int, step: Step)]
    /// How many of ``steps`` the documents before the one in question must go through.
    private let needed: Int

    /// Prepares a trace.
    ///
    /// - Throws: what a corpus transform throws at its start.
    package init(_ pipeline: Pipeline, clock: @escaping @Sendable () -> Duration = monotonicClock()) throws {
        self.pipeline = pipeline
        self.clock = clock
        steps = try Step.all(of: pipeline)
        needed = 1 + (steps.lastIndex { if case .corpus = $0.step { true } else { false } } ?? -1)
    }

    /// Reads until the document is found, and tells its story. Use a tracer once: its corpus transforms remember.
    ///
    /// Blocks the thread while a source reads.
    ///
    /// - Throws: what a source throws; ``Diagnostic`` `no-such-document` when the run ends before the document.
    package func trace(_ target: Trace.Target) async throws -> Trace {
        var tracer = self
        try await tracer.survey()
        return try await tracer.find(target)
    }

    private func find(_ target: Trace.Target) async throws -> Trace {
        var number = 0
        var near: String?
        for (place, step) in steps {
            if case .corpus(let memory) = step, memory.isSated {
                throw Self.notFound(target, after: 0, sated: pipeline.stages[place].name, near: nil)
            }
        }
        for (place, instance) in pipeline.stages.enumerated() {
            guard let source = instance.stage as? any Source else { continue }
            let reader = try source.open()
            while let read = try reader.next(BatchLimit(documents: 64, bytes: 1 << 20)) {
                for input in read.load() {
                    number += 1
                    if target.isMet(by: input, number) { return await story(of: input, number, from: place) }
                    if case .id(let id, _) = target, number <= 10_000 {
                        near = nearestName(to: id, among: [near, input.id].compactMap { $0 })
                    }
                    if let sated = await passBy(input, from: place) {
                        throw Self.notFound(target, after: number, sated: sated, near: near)
                    }
                }
            }
        }
        throw Self.notFound(target, after: number, sated: nil, near: near)
    }

    /// Lets the stages that survey all documents do so.
    private mutating func survey() async throws {
        var surveying = Surveying(pipeline, RunSettings(), RunControl())
        switch await surveying.run() {
        case nil where surveying.memories.isEmpty: return
        case nil: steps = try Step.all(of: pipeline, surveyed: surveying.memories)
        case .stopped(let problems)?: throw Diagnostics(problems)
        case .succeeded?, .tooManyFailures?, .interrupted?, .held?:
            throw Diagnostic("stopped", "the documents could not be surveyed")
        }
    }

    /// Takes a document that is not the one through the stages that must have seen it; the name of one that has had
    /// enough.
    private func passBy(_ input: LoadedDocument, from source: Int) async -> String? {
        guard needed > 0 else { return nil }
        var batch = batch(of: input, from: source)
        for (place, step) in steps.prefix(needed) {
            await apply(step, at: place, to: &batch)
            if case .sated(let place) = batch.cut?.reason { return pipeline.stages[place].name }
        }
        return nil
    }

    private func story(of input: LoadedDocument, _ number: Int, from source: Int) async -> Trace {
        var batch = batch(of: input, from: source)
        var trace = Trace(
            id: input.id, number: number, origin: input.origin, source: pipeline.stages[source].name,
            loaded: batch.documents.first, steps: [], fate: .exported)
        trace.fate = batch.fate ?? .exported
        for (place, step) in steps {
            guard let before = batch.documents.first else { return trace }
            await apply(step, at: place, to: &batch)
            trace.add(pipeline.stages[place], before, batch, place, output: nil)
        }
        for (place, instance) in pipeline.stages.enumerated() {
            guard let sink = instance.stage as? any Sink, let before = batch.documents.first else { continue }
            var output: [UInt8] = []
            batch.encodeAll(for: sink, at: place, instance, into: &output)
            trace.add(instance, before, batch, place, output: output)
        }
        return trace
    }

    private func batch(of input: LoadedDocument, from source: Int) -> Batch {
        let read = SourceBatch(count: 1, byteCount: 0) { [input] }
        var batch = Batch(
            ReadBatch(number: 0, stage: source, batch: read, most: 1), stageCount: pipeline.stages.count, clock: clock)
        batch.load(read, most: 1, pipeline.stages[source])
        return batch
    }

    private func apply(_ step: Step, at place: Int, to batch: inout Batch) async {
        let instance = pipeline.stages[place]
        switch step {
        case .transform(let transform): batch.apply(transform, at: place, instance)
        case .batch(let transform): await batch.apply(transform, at: place, instance)
        case .corpus(let memory): memory.process(&batch, at: place, instance)
        }
    }

    private static func notFound(
        _ target: Trace.Target, after count: Int, sated: String?, near: String?
    ) -> Diagnostic {
        let name =
            switch target {
            case .id(let id, _): "'\(id)'"
            case .number(let number): "number \(number)"
            }
        let documents = count == 1 ? "1 document" : "\(count) documents"
        let end = sated.map { "; '\($0)' ends the run there" } ?? ""
        return Diagnostic(
            "no-such-document", "there is no document \(name) among the \(documents) that are read\(end)",
            hint: near.map { "did you mean '\($0)'?" })
    }
}

extension Trace {
    fileprivate mutating func add(
        _ instance: StageInstance, _ before: Document, _ batch: Batch, _ place: Int, output: [UInt8]?
    ) {
        let after = batch.documents.first
        if after == nil, let fate = batch.fate { self.fate = fate }
        let explaining = after == nil ? nil : instance.stage as? any Explaining
        steps.append(
            TraceStep(
                name: instance.name, stageName: instance.stageName, role: instance.role, before: before,
                after: after ?? before, fate: after == nil ? batch.fate : nil, output: after == nil ? nil : output,
                time: batch.times[place],
                explanations: explaining?.explanations(of: before, became: after ?? before) ?? []))
    }
}

extension Trace.Target {
    fileprivate func isMet(by input: LoadedDocument, _ number: Int) -> Bool {
        switch self {
        case .id(let id, let others): input.id == id || others.contains(input.id)
        case .number(let wanted): number == wanted
        }
    }
}

extension Batch {
    /// How the only document of this batch ended, when it did.
    fileprivate var fate: Trace.Fate? {
        if case .failed(let problems) = cut?.reason { return .stoppedRun(problems) }
        switch losses.first?.kind {
        case .dropped(let reason): return .dropped(reason)
        case .quarantined(let document): return .quarantined(document.problems)
        case .unchanged, .omitted, nil: return nil
        }
    }
}

extension LoadedDocument {
    fileprivate var id: String {
        switch self {
        case .document(let document): document.id
        case .rejected(let input): input.id
        }
    }

    fileprivate var origin: Origin {
        switch self {
        case .document(let document): document.origin
        case .rejected(let input): input.origin
        }
    }
}
