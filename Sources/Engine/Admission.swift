import Ledger
import StageKit

/// Decides, before any stage but the source has seen a document, whether the run takes it; in the order of the source.
final class Admission: Sendable {
    /// What becomes of a document.
    enum Verdict: Sendable {
        /// It is taken.
        case admitted
        /// An earlier run did it, and nothing changed since.
        case unchanged
        /// This run did it before it was cut off.
        case done
        /// Nobody asked for it.
        case passedOver
        /// One of the same id came before in this run, with the same content or another.
        case repeated(isSame: Bool)
    }

    /// What becomes of a document, and the failures of earlier runs that it settles.
    struct Judgement: Sendable {
        var verdict: Verdict
        var settled: [KnownFailures.Match] = []
    }

    private struct State {
        /// What this run did before it was cut off and has not seen again yet.
        var done: [UInt64: [UInt64]]
        /// The ids that came, each with the content that came first.
        var seen: [UInt64: UInt64] = [:]
        /// Those of them that the run does, or did before it was cut off; noted where earlier runs count.
        var taken: Set<UInt64> = []
        /// What is known of inputs; made when the first is left out.
        var documentsByInput: [UInt64: [(id: UInt64, content: UInt64)]]?
        var unchangedInputs: Set<UInt64> = []
    }

    let gate = Gate()
    private let journal: Journal
    /// What the documents stand for that a retry takes; nil for a run that takes all.
    private let wanted: Set<KnownFailures.Match>?
    private let state: Guarded<State>

    init(_ journal: Journal) {
        self.journal = journal
        wanted = journal.selected.map(journal.run.failures.wanted)
        state = Guarded(State(done: journal.run.done))
    }

    /// Judges the documents of the batch whose turn it is, in order.
    func judge(_ documents: [DocumentIdentity]) -> [Judgement] {
        state.withLock { state in documents.map { judge($0, &state) } }
    }

    private func judge(_ document: DocumentIdentity, _ state: inout State) -> Judgement {
        let key = document.key
        let first = state.seen[key.id]
        if first == nil { state.seen[key.id] = key.content }
        let isRepeated = first != nil
        let isUnchanged = !isRepeated && journal.skipsUnchanged && journal.run.known.isUnchanged(key)
        if var contents = state.done[key.id], !contents.isEmpty {
            let place = contents.firstIndex(of: key.content)
            // What was done may be the second of its id, behind a first that is unchanged.
            if place != nil || !isUnchanged {
                contents.remove(at: place ?? 0)
                state.done[key.id] = contents
                // A second one of its id came to no stage then, and must not now.
                let verdict = isRepeated ? Verdict.passedOver : .done
                if !isRepeated, journal.keepsEarlier { state.taken.insert(key.id) }
                return Judgement(verdict: verdict, settled: failures(of: document, isRepeated: isRepeated))
            }
        }
        if isUnchanged { return Judgement(verdict: .unchanged) }
        let failures = failures(of: document, isRepeated: isRepeated)
        if let wanted, wanted.isDisjoint(with: failures) { return Judgement(verdict: .passedOver) }
        if !isRepeated, journal.keepsEarlier { state.taken.insert(key.id) }
        return Judgement(
            verdict: first.map { .repeated(isSame: $0 == key.content) } ?? .admitted, settled: failures)
    }

    private func failures(of document: DocumentIdentity, isRepeated: Bool) -> [KnownFailures.Match] {
        guard !journal.run.failures.isEmpty else { return [] }
        return journal.run.failures.matches(
            document.key, record: document.origin.record, isRepeated: isRepeated,
            isDone: journal.run.known.isDone(document.key))
    }

    /// The failures of earlier runs that the documents settle which this run did, by number, and the ids of those whose
    /// documents came under another id.
    ///
    /// - Parameter isWhole: whether all documents have come.
    func settled(_ matches: Set<KnownFailures.Match>, isWhole: Bool) -> (numbers: Set<Int>, renamed: Set<UInt64>) {
        state.withLock { state in
            journal.run.failures.settled(matches, isWhole: isWhole) { state.seen[$0] != nil }
        }
    }

    /// Whether the run does a document that came anew, so that what earlier runs know of it holds no more.
    ///
    /// - Parameter id: the hash of its id.
    func isTaken(id: UInt64) -> Bool { state.withLock { $0.taken.contains(id) } }

    /// Notes inputs that were not read because nothing changed. Their documents count as seen, so that another one of the
    /// same id is found to be a second one.
    func leftOut(_ inputs: [(input: SourceInput, documents: Int)]) {
        guard !inputs.isEmpty else { return }
        state.withLock { state in
            let documents = state.documentsByInput ?? journal.run.known.documentsByInput()
            state.documentsByInput = documents
            for (input, _) in inputs {
                let name = stableHash(input.name)
                state.unchangedInputs.insert(name)
                for (id, content) in documents[name] ?? [] where state.seen[id] == nil { state.seen[id] = content }
            }
        }
    }

    /// The known documents that are in no input any more, when all inputs were read to their end.
    ///
    /// - Parameter renamed: the ids of documents that came under another id.
    func disappeared(besides renamed: Set<UInt64>) -> [UInt64] {
        guard journal.selected == nil else { return [] }
        return state.withLock { state in
            journal.run.known.disappeared(
                seen: { state.seen[$0] != nil || renamed.contains($0) }, unchanged: state.unchangedInputs)
        }
    }
}
