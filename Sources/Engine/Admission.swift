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

    private struct State {
        /// What this run did before it was cut off and has not seen again yet.
        var done: [UInt64: [UInt64]]
        /// The ids that came, each with the content that came first.
        var seen: [UInt64: UInt64] = [:]
        /// What is known of inputs; made when the first is left out.
        var documentsByInput: [UInt64: [(id: UInt64, content: UInt64)]]?
        var unchangedInputs: Set<UInt64> = []
    }

    let gate = Gate()
    private let journal: Journal
    private let state: Guarded<State>

    init(_ journal: Journal) {
        self.journal = journal
        state = Guarded(State(done: journal.run.done))
    }

    /// Judges the documents of the batch whose turn it is, in order.
    func judge(_ keys: [DocumentKey]) -> [Verdict] {
        state.withLock { state in keys.map { judge($0, &state) } }
    }

    private func judge(_ key: DocumentKey, _ state: inout State) -> Verdict {
        if let selected = journal.selected, !selected.contains(key.id) { return .passedOver }
        let first = state.seen[key.id]
        if first == nil { state.seen[key.id] = key.content }
        if var contents = state.done[key.id], !contents.isEmpty {
            contents.removeFirst()
            state.done[key.id] = contents
            return .done
        }
        if let first { return .repeated(isSame: first == key.content) }
        return journal.skipsUnchanged && journal.run.known.isUnchanged(key) ? .unchanged : .admitted
    }

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
    func disappeared() -> [UInt64] {
        guard journal.selected == nil else { return [] }
        return state.withLock { state in
            journal.run.known.disappeared(seen: { state.seen[$0] != nil }, unchanged: state.unchangedInputs)
        }
    }
}
