import Ledger
import StageKit

/// What a stage remembers of the documents of past runs that this run leaves as they are.
struct LedgerMemories: PastDocuments {
    let run: OpenRun
    /// The stage's name in the pipeline.
    let stage: String
    /// What the pass over the documents has seen.
    let admission: Admission

    func forEach(_ body: (_ id: String, _ memory: [UInt8]) throws -> Void) throws {
        // A run of everything replaces what earlier ones wrote.
        guard run.record.mode != .full else { return }
        try run.eachMemory(of: stage) { id, memory in
            if !admission.isTaken(id: stableHash(id)) { try body(id, memory) }
        }
    }

    func memory(of id: String) throws -> [UInt8]? { try run.memory(of: id, stage: stage) }
}
