import StageKit

/// Counts documents that fail one after the other: so many of them show that something else is wrong than a document.
struct FailuresInARow {
    /// So many stop the run; nil for no limit.
    let most: Int?
    private var count = 0

    init(most: Int?) { self.most = most }

    /// Goes on with the documents of a batch, in order.
    ///
    /// - Throws: ``Diagnostics`` `failures-in-a-row`, with the last of the failures.
    mutating func add(_ batch: FinishedBatch) throws(Diagnostics) {
        guard let most else { return }
        var next = 0
        for loss in batch.losses {
            switch loss.kind {
            case .quarantined(let document):
                count = loss.place == next ? count + 1 : 1
                if count >= most { throw Diagnostics([problem] + document.problems.prefix(1)) }
            case .omitted where loss.place == next: break
            default: count = 0
            }
            next = loss.place + 1
        }
        if next < batch.length { count = 0 }
    }

    private var problem: Diagnostic {
        Diagnostic(
            "failures-in-a-row", "\(count) documents failed one after the other, so the run was stopped",
            hint: "the last of them is shown below; 'run.stop-after-failures' sets the limit")
    }
}
