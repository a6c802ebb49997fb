import StageKit

/// Adds up what the written batches did; the writing thread keeps it.
struct Tally {
    private(set) var read = 0
    private(set) var exported = 0
    private(set) var dropped = 0
    private(set) var quarantined = 0
    private(set) var unchanged = 0
    private(set) var bytesRead = 0
    private var bytesOut: [Int]
    private var recordsRead: [Int]
    private var unchangedRead: [Int]
    private var drops: [ReasonCounts]
    private var failures: [ReasonCounts]
    private var examples: [[String: FailureExample]]
    private var content = ExportedContent()
    private var times: [Duration]

    /// Nothing yet, for a pipeline.
    init(_ pipeline: Pipeline) {
        let none = Array(repeating: 0, count: pipeline.stages.count)
        bytesOut = none
        recordsRead = none
        unchangedRead = none
        drops = Array(repeating: ReasonCounts(), count: none.count)
        failures = Array(repeating: ReasonCounts(), count: none.count)
        examples = Array(repeating: [:], count: none.count)
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
                if let code = failures[loss.stage].add(document.code) {
                    examples[loss.stage][code] = FailureExample(document)
                }
            case .unchanged: leftOut(1, at: loss.stage)
            case .omitted: break
            }
        }
        content.add(batch.encoded.first?.documents ?? [])
        for (sink, encoded) in zip(sinks, batch.encoded) { bytesOut[sink] += encoded.bytes.count }
        addTimes(batch.times)
    }

    /// Adds documents that were not even read; those that were are in their batch's count.
    mutating func addUnread(_ count: Int, at stage: Int) {
        read += count
        recordsRead[stage] += count
        leftOut(count, at: stage)
    }

    private mutating func leftOut(_ count: Int, at stage: Int) {
        unchanged += count
        unchangedRead[stage] += count
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
                output = input - lost - unchangedRead[index]
                flow += output
            case .sink: output = exported
            default: flow = output
            }
            return StageReport(
                name: instance.name, stageName: instance.stageName, role: instance.role, input: input,
                output: output, dropped: drops[index], quarantined: failures[index], examples: examples[index],
                time: times[index])
        }
    }

    /// The sums that a run needs to go on: those of what it did, not of what it left out, which it will meet again.
    struct Saved: Codable {
        var exported: Int
        var dropped: Int
        var quarantined: Int
        var bytesRead: Int
        var bytesOut: [Int]
        var recordsRead: [Int]
        var drops: [ReasonCounts]
        var failures: [ReasonCounts]
        var examples: [[String: FailureExample]]?
        var content: ExportedContent?
        /// Only for a run that has nothing left to do but publishing.
        var unchanged: Int
        var unchangedRead: [Int]
    }

    /// The sums so far.
    var saved: Saved {
        Saved(
            exported: exported, dropped: dropped, quarantined: quarantined, bytesRead: bytesRead, bytesOut: bytesOut,
            recordsRead: zip(recordsRead, unchangedRead).map { $0 - $1 }, drops: drops, failures: failures,
            examples: examples, content: content, unchanged: unchanged, unchangedRead: unchangedRead)
    }

    /// Goes on from the sums of an earlier attempt.
    mutating func resume(_ saved: Saved, isPublishing: Bool) {
        guard saved.bytesOut.count == bytesOut.count, saved.drops.count == drops.count else { return }
        (exported, dropped, quarantined) = (saved.exported, saved.dropped, saved.quarantined)
        read = exported + dropped + quarantined
        (bytesOut, recordsRead) = (saved.bytesOut, saved.recordsRead)
        (drops, failures) = (saved.drops, saved.failures)
        if let examples = saved.examples, examples.count == drops.count { self.examples = examples }
        content = saved.content ?? ExportedContent()
        guard isPublishing else { return }
        bytesRead = saved.bytesRead
        unchanged = saved.unchanged
        unchangedRead = saved.unchangedRead
        read += unchanged
        for index in recordsRead.indices { recordsRead[index] += unchangedRead[index] }
    }

    /// How many exported documents have each topic, and how many have no text.
    var exportedContent: ExportedContent { content }

    /// What each sink was given.
    func destinations(_ pipeline: Pipeline) -> [DestinationReport] {
        pipeline.stages.enumerated().compactMap { index, instance in
            guard let sink = instance.stage as? any Sink else { return nil }
            return DestinationReport(
                name: instance.name, destination: sink.destination, documents: exported, bytes: bytesOut[index])
        }
    }
}

/// What is in the documents that were exported, as far as a run may expect something of it.
struct ExportedContent: Codable {
    private(set) var topics: [String: Int] = [:]
    private(set) var emptyTexts = 0

    /// Adds documents in their order: which topics are the first does not depend on batches then.
    mutating func add(_ documents: [Document]) {
        for document in documents {
            for topic in document.topics {
                if let count = topics[topic.label] {
                    topics[topic.label] = count + 1
                } else if topics.count < RunReport.mostTopics {
                    topics[topic.label] = 1
                }
            }
            if document.text.bytes.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) { emptyTexts += 1 }
        }
    }
}
