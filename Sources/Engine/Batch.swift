import Ledger
import StageKit

/// A batch as the reading thread hands it to a worker.
struct ReadBatch: Sendable {
    /// Its place in the run, from 0.
    let number: Int
    /// The source's place in the pipeline.
    let stage: Int
    let batch: SourceBatch
    /// How many of its documents are wanted.
    let most: Int
}

/// A document that left the run before its end.
struct Loss: Sendable {
    enum Kind: Sendable {
        case dropped(String)
        case quarantined(QuarantinedDocument)
        /// An earlier run did it, and nothing changed since.
        case unchanged
        /// It is no part of what this run still has to do.
        case omitted
    }

    /// Its place in the batch, from 0.
    let place: Int
    /// The place in the pipeline of the stage it left in.
    let stage: Int
    let kind: Kind
}

/// Where inside a batch the run ends: documents from `end` on are not part of it.
struct Cut: Sendable {
    enum Reason: Sendable {
        /// The stage at this place can keep no further document.
        case sated(Int)
        case failed([Diagnostic])
    }

    let end: Int
    let reason: Reason
}

/// A batch when nothing but writing is left.
struct FinishedBatch: Sendable {
    let number: Int
    /// The source's place in the pipeline.
    let stage: Int
    let byteCount: Int
    /// The inputs whose last document is in it, and those that were not read because nothing changed.
    let completed: [(input: SourceInput, documents: Int)]
    let unchanged: [(input: SourceInput, documents: Int)]
    /// How many of its documents are part of the run, those among them that were left out because nothing changed too.
    let count: Int
    /// How many documents it was made of, up to the end of the run.
    let length: Int
    let cut: Cut?
    /// In the order of the documents.
    let losses: [Loss]
    /// What the ledger is told of its documents, in their order; empty without a ledger.
    let records: [DocumentRecord]
    /// The failures of earlier runs that its documents settle.
    let settled: [KnownFailures.Match]
    /// What stages want to know of them in later runs.
    let memories: [MemoryRecord]
    /// How many documents reached every sink.
    let exported: Int
    /// For each sink.
    let encoded: [EncodedBatch]
    /// For each stage of the pipeline.
    let times: [Duration]
}

/// A batch on its way through the stages.
struct Batch: Sendable {
    let number: Int
    /// The source's place in the pipeline.
    let source: Int
    let byteCount: Int
    private let completed: [(input: SourceInput, documents: Int)]
    private let unchanged: [(input: SourceInput, documents: Int)]
    /// Those that are still on their way.
    private(set) var documents: [Document] = []
    /// For each of ``documents`` its place in the batch; ascending.
    private var places: [Int] = []
    private var count = 0
    private(set) var losses: [Loss] = []
    private(set) var cut: Cut?
    private(set) var times: [Duration]
    /// For each place, who the document is; made only for a run with a ledger.
    private(set) var identities: [DocumentIdentity] = []
    /// The places of documents that the run did before it was cut off, ascending; they only pass the stages that must
    /// have seen them.
    private var replayed: [Int] = []
    /// What stages want to know of documents in later runs, with the places of the documents.
    private var memories: [(place: Int, record: MemoryRecord)] = []
    private let clock: @Sendable () -> Duration

    /// An empty batch for a pipeline of `stageCount` stages.
    init(_ read: ReadBatch, stageCount: Int, clock: @escaping @Sendable () -> Duration) {
        number = read.number
        source = read.stage
        byteCount = read.batch.byteCount
        (completed, unchanged) = (read.batch.completed, read.batch.unchanged)
        times = Array(repeating: .zero, count: stageCount)
        self.clock = clock
    }

    /// Takes everything out: the batch is no longer part of the run.
    mutating func clear() {
        documents = []
        places = []
        losses = []
        identities = []
        replayed = []
        memories = []
        count = 0
        cut = nil
    }

    /// Makes the documents, at most `most`.
    ///
    /// - Parameter identifies: whether a ledger will want to know who they are.
    mutating func load(_ batch: SourceBatch, most: Int, _ instance: StageInstance, identifies: Bool = false) {
        let start = clock()
        let loaded = batch.load()
        count = min(loaded.count, most)
        // The limit counts what a source announces before it is made, so the two must agree.
        guard loaded.count == batch.count else {
            let problem = Diagnostic(
                "bad-source-batch",
                "'\(instance.name)' announced a batch of \(batch.count) documents and made \(loaded.count)",
                hint: "this is a bug in the stage '\(instance.stageName)'")
            return end(at: 0, .failed([problem]))
        }
        documents.reserveCapacity(count)
        places.reserveCapacity(count)
        for (place, input) in loaded.prefix(most).enumerated() {
            switch input {
            case .document(let document):
                documents.append(document)
                places.append(place)
            case .rejected(let input):
                if cut == nil { reject(input, place, instance) }
            }
        }
        if let cut { trim(to: cut.end) }
        if identifies { identities = loaded.prefix(most).map(DocumentIdentity.init) }
        times[source] += clock() - start
    }

    /// Takes out what the run does not want.
    mutating func admit(_ judgements: [Admission.Judgement], _ instance: StageInstance, known: KnownDocuments) {
        note(judgements, known)
        let verdicts = judgements.map(\.verdict)
        guard verdicts.contains(where: { if case .admitted = $0 { false } else { true } }) else {
            return
        }
        losses.removeAll { loss in
            if case .admitted = verdicts[loss.place] { false } else { true }
        }
        var gone: [Int] = []
        var next = 0
        for (place, verdict) in verdicts.enumerated() where place < cut?.end ?? .max {
            while next < places.count, places[next] < place { next += 1 }
            let index = next < places.count && places[next] == place ? next : nil
            switch verdict {
            case .admitted: continue
            case .done:
                replayed.append(place)
                continue
            case .unchanged: losses.append(Loss(place: place, stage: source, kind: .unchanged))
            case .passedOver: losses.append(Loss(place: place, stage: source, kind: .omitted))
            case .repeated(isSame: true):
                identities[place].isRepeated = true
                losses.append(Loss(place: place, stage: source, kind: .dropped("the same document came before")))
            case .repeated(isSame: false):
                identities[place].isRepeated = true
                let id = identities[place].id
                let problem = Diagnostic(
                    "duplicate-id", "another document of this run has the id '\(id)' already", document: id,
                    hint: "give each document an id of its own; the first of them was taken")
                losses.append(
                    Loss(
                        place: place, stage: source,
                        kind: .quarantined(identities[place].quarantined(instance.name, problem))))
            }
            if let index { gone.append(index) }
        }
        remove(gone)
    }

    private mutating func note(_ judgements: [Admission.Judgement], _ known: KnownDocuments) {
        for (index, judgement) in judgements.enumerated() {
            identities[index].isKnown = known.contains(id: identities[index].key.id)
            identities[index].settled = judgement.settled
        }
    }

    /// Takes out the documents that the run did before it was cut off, once no later stage must see them.
    mutating func endReplay() {
        guard !replayed.isEmpty else { return }
        let done = Set(replayed)
        remove(places.indices.filter { done.contains(places[$0]) })
        losses += replayed.map { Loss(place: $0, stage: source, kind: .omitted) }
        replayed = []
    }

    private func isReplayed(_ place: Int) -> Bool {
        guard !replayed.isEmpty else { return false }
        let index = replayed.firstIndex { $0 >= place } ?? replayed.count
        return index < replayed.count && replayed[index] == place
    }

    /// Takes every document through a stage.
    mutating func apply<T: Transform>(_ transform: T, at stage: Int, _ instance: StageInstance) {
        eachDocument(at: stage, instance) { document in try transform.process(&document) }
    }

    /// Takes every document through a stage that may end the run after one of them.
    ///
    /// - Parameter remember: what later runs will want to know of a document that was kept; asked for the ledger.
    mutating func apply<T: CorpusTransform>(
        _ transform: T, _ state: inout T.State, at stage: Int, _ instance: StageInstance,
        remember: ((Document, T.State) throws -> [UInt8]?)? = nil
    ) {
        var sated = false
        let remember = identities.isEmpty ? nil : remember
        var remembered: [String: [UInt8]] = [:]
        eachDocument(at: stage, instance, until: { sated }) { document in
            let disposition = try transform.process(&document, &state)
            sated = transform.isSated(state)
            if let remember, disposition == .keep { remembered[document.id] = try remember(document, state) }
            return disposition
        }
        guard !remembered.isEmpty else { return }
        for (place, document) in zip(places, documents) where !isReplayed(place) {
            guard let data = remembered[document.id] else { continue }
            memories.append((place, MemoryRecord(stage: instance.name, document: document.id, data: data)))
        }
    }

    /// Takes all documents through a stage at once.
    mutating func apply<T: BatchTransform>(_ transform: T, at stage: Int, _ instance: StageInstance) async {
        guard !documents.isEmpty else { return }
        let before = documents
        let start = clock()
        var outcomes: [BatchOutcome]
        do {
            outcomes = try await transform.process(&documents)
            guard outcomes.count == before.count, documents.elementsEqual(before, by: { $0.id == $1.id }) else {
                throw Diagnostic(
                    "bad-batch", "'\(instance.name)' did not answer for each document of the batch, in order",
                    hint: "this is a bug in the stage '\(instance.stageName)'")
            }
        } catch {
            documents = before
            outcomes = Array(repeating: .failed(error), count: before.count)
        }
        var gone: [Int] = []
        for (index, outcome) in outcomes.enumerated() where cut == nil {
            switch outcome {
            case .keep: continue
            case .drop(let reason): lose(index, at: stage, .dropped(reason))
            case .failed(let error): fail(index, at: stage, error, instance)
            }
            gone.append(index)
        }
        remove(gone)
        times[stage] += clock() - start
    }

    /// Encodes the documents for every sink; a document that fails in one goes to none.
    mutating func encode(_ sinks: [(place: Int, sink: any Sink)], _ instances: [StageInstance]) -> FinishedBatch {
        var outputs: [[UInt8]] = Array(repeating: [], count: sinks.count)
        var index = 0
        while index < sinks.count {
            let count = documents.count
            let (place, sink) = sinks[index]
            outputs[index].removeAll(keepingCapacity: true)
            encodeAll(for: sink, at: place, instances[place], into: &outputs[index])
            // What earlier sinks encoded for a document that failed now must go: encoding again is simpler than
            // keeping the ends of all documents for a case that hardly ever happens.
            index = documents.count < count && index > 0 ? 0 : index + 1
        }
        if let cut { losses.removeAll { $0.place >= cut.end } }
        losses.sort { $0.place < $1.place }
        let length = cut.map { min($0.end, count) } ?? count
        let omitted = losses.count { if case .omitted = $0.kind { true } else { false } }
        return FinishedBatch(
            number: number, stage: source, byteCount: byteCount, completed: completed, unchanged: unchanged,
            count: length - omitted, length: length, cut: cut, losses: losses, records: records(length),
            settled: identities.prefix(length).flatMap(\.settled),
            memories: rememberedByLedger(length),
            exported: documents.count,
            encoded: outputs.map { EncodedBatch(documents: documents, bytes: $0) }, times: times)
    }

    /// What the ledger is told: one record for each document that the run has done now.
    private func records(_ length: Int) -> [DocumentRecord] {
        guard !identities.isEmpty else { return [] }
        var records: [DocumentRecord] = []
        records.reserveCapacity(length)
        var next = 0
        for place in 0..<min(length, identities.count) {
            var outcome: DocumentRecord.Outcome? = .exported
            while next < losses.count, losses[next].place == place {
                switch losses[next].kind {
                case .dropped: outcome = .dropped
                case .quarantined: outcome = .quarantined
                case .unchanged, .omitted: outcome = nil
                }
                next += 1
            }
            if let outcome { records.append(identities[place].record(outcome)) }
        }
        return records
    }

    /// What stages remember of the documents that are done; not of those that failed later, for nobody has them.
    private func rememberedByLedger(_ length: Int) -> [MemoryRecord] {
        guard !memories.isEmpty else { return [] }
        var failed: Set<Int> = []
        for loss in losses { if case .quarantined = loss.kind { failed.insert(loss.place) } }
        return memories.compactMap { $0.place < length && !failed.contains($0.place) ? $0.record : nil }
    }

    /// Appends what every document becomes in one sink; those that cannot be encoded leave the batch.
    mutating func encodeAll<S: Sink>(
        for sink: S, at stage: Int, _ instance: StageInstance, into output: inout [UInt8]
    ) {
        output.reserveCapacity(byteCount)
        eachDocument(at: stage, instance) { document in
            let end = output.count
            do { try sink.encode(document, into: &output) } catch {
                output.removeLast(max(0, output.count - end))
                throw error
            }
            return .keep
        }
    }

    /// Takes the documents through `body` in order, until the run ends inside the batch.
    private mutating func eachDocument(
        at stage: Int, _ instance: StageInstance, until isSated: () -> Bool = { false },
        _ body: (inout Document) throws -> Disposition
    ) {
        let start = clock()
        var gone: [Int] = []
        for index in documents.indices {
            do {
                if case .drop(let reason) = try body(&documents[index]) {
                    lose(index, at: stage, .dropped(reason))
                    gone.append(index)
                }
            } catch {
                fail(index, at: stage, error, instance)
                gone.append(index)
                if cut != nil { break }
            }
            if isSated() {
                end(at: places[index] + 1, .sated(stage))
                break
            }
        }
        remove(gone)
        times[stage] += clock() - start
    }

    // MARK: Losses

    private mutating func lose(_ index: Int, at stage: Int, _ kind: Loss.Kind) {
        guard !isReplayed(places[index]) else { return }
        losses.append(Loss(place: places[index], stage: stage, kind: kind))
    }

    private mutating func fail(_ index: Int, at stage: Int, _ error: any Error, _ instance: StageInstance) {
        let document = documents[index]
        guard !isReplayed(places[index]) else { return }
        let problems = Self.problems(error, document.id, instance)
        guard instance.onError == .quarantine else { return end(at: places[index], .failed(problems)) }
        let quarantined = QuarantinedDocument(
            id: document.id, stage: instance.name, problems: problems, origin: document.origin,
            original: document.original)
        lose(index, at: stage, .quarantined(quarantined))
    }

    private mutating func reject(_ input: RejectedInput, _ place: Int, _ instance: StageInstance) {
        let problems = Self.problems(input.error, input.id, instance)
        guard instance.onError == .quarantine else { return end(at: place, .failed(problems)) }
        let quarantined = QuarantinedDocument(
            id: input.id, stage: instance.name, problems: problems, origin: input.origin, original: nil)
        losses.append(Loss(place: place, stage: source, kind: .quarantined(quarantined)))
    }

    /// Ends the run inside the batch. A later stage sees no document behind an end, so it can only set an earlier one.
    private mutating func end(at place: Int, _ reason: Cut.Reason) {
        cut = Cut(end: place, reason: reason)
    }

    /// Takes out the documents at ascending indices, and those behind the end.
    private mutating func remove(_ gone: [Int]) {
        if !gone.isEmpty {
            var next = 0
            var kept = 0
            for index in documents.indices {
                if next < gone.count, gone[next] == index {
                    next += 1
                } else {
                    documents.swapAt(kept, index)
                    places.swapAt(kept, index)
                    kept += 1
                }
            }
            documents.removeLast(documents.count - kept)
            places.removeLast(places.count - kept)
        }
        if let cut { trim(to: cut.end) }
    }

    private mutating func trim(to end: Int) {
        let kept = places.firstIndex { $0 >= end } ?? places.count
        documents.removeLast(documents.count - kept)
        places.removeLast(places.count - kept)
    }

    /// An error as the problems of a document.
    static func problems(_ error: any Error, _ id: String, _ instance: StageInstance) -> [Diagnostic] {
        let code = QuarantinedDocument.unknownCode
        var problems = error.diagnostics(code: code, problem: "'\(instance.name)' failed on this document")
        if problems.isEmpty { problems = [Diagnostic(code, "'\(instance.name)' failed on this document")] }
        for index in problems.indices where problems[index].document == nil { problems[index].document = id }
        return problems
    }
}
