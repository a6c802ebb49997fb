import StageKit

/// Adds up what the written batches did; the writing thread keeps it.
struct Tally {
    private(set) var read = 0
    private(set) var exported = 0
    private(set) var dropped = 0
    private(set) var quarantined = 0
    private(set) var bytesRead = 0
    private var bytesOut: [Int]
    private var recordsRead: [Int]
    private var drops: [ReasonCounts]
    private var failures: [ReasonCounts]
    private var times: [Duration]

    /// Nothing yet, for a pipeline.
    init(_ pipeline: Pipeline) {
        let none = Array(repeating: 0, count: pipeline.stages.count)
        bytesOut = none
        recordsRead = none
        drops = Array(repeating: ReasonCounts(), count: none.count)
        failures = Array(repeating: ReasonCounts(), count: none.count)
        times = Array(repeating: .zero, count: none.count)
    }

    /// Adds a batch. Everything about it is in the order of its documents, so that the sums do not depend on how
    /// documents were put into batches.
    mutating func add(_ batch: FinishedBatch, sinks: [Int]) {
        read += batch.count
        recordsRead[batch.stage] += batch.count
        bytesRead = bytesRead.addingReportingOverflow(batch.byteCount).partialValue
        exported += batch.exported
        for loss in batch.losses {
            switch loss.kind {
            case .dropped(let reason):
                dropped += 1
                drops[loss.stage].add(reason)
            case .quarantined(let document):
                quarantined += 1
                failures[loss.stage].add(document.code)
            }
        }
        for (sink, encoded) in zip(sinks, batch.encoded) { bytesOut[sink] += encoded.bytes.count }
        addTimes(batch.times)
    }

    /// Adds times, one for each stage.
    mutating func addTimes(_ more: [Duration]) {
        for (index, time) in more.enumerated() { times[index] += time }
    }

    /// Adds time that a stage took outside a batch.
    mutating func addTime(_ time: Duration, stage: Int) { times[stage] += time }

    /// The stages' reports. What goes into a stage is what came out of the one before; every sink is offered the same.
    func stageReports(_ pipeline: Pipeline) -> [StageReport] {
        var flow = 0
        return pipeline.stages.enumerated().map { index, instance in
            let lost = drops[index].total + failures[index].total
            var input = flow
            var output = flow - lost
            switch instance.role {
            case .source:
                input = recordsRead[index]
                output = input - lost
                flow += output
            case .sink: output = exported
            default: flow = output
            }
            return StageReport(
                name: instance.name, stageName: instance.stageName, role: instance.role, input: input,
                output: output, dropped: drops[index], quarantined: failures[index], time: times[index])
        }
    }

    /// What each sink was given.
    func destinations(_ pipeline: Pipeline) -> [DestinationReport] {
        pipeline.stages.enumerated().compactMap { index, instance in
            guard let sink = instance.stage as? any Sink else { return nil }
            return DestinationReport(
                name: instance.name, destination: sink.destination, documents: exported, bytes: bytesOut[index])
        }
    }
}
