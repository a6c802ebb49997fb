import Engine
import StageKit
import Testing

@Suite struct SurveyTests {
    /// Writes the field `place` into the text, where the sink shows it.
    private let shown = Each { document in
        try document.edit([TextEdit(Span(0, document.text.byteCount), document.fields["place"]?.string ?? "")])
        return .keep
    }

    @Test(arguments: Shape.all)
    func `a stage that surveys knows all documents before the first, in their order`(_ shape: Shape) async {
        let sink = Memory()
        let pipeline = Pipeline(
            Numbers(300), Each { number($0) % 3 == 0 ? .drop("third") : .keep }, Census(), shown, sink)
        let report = await Run(pipeline, shape.settings()).execute()
        #expect(report.outcome == .succeeded)
        #expect((report.read, report.exported, report.dropped) == (300, 200, 100))
        let lines = (0..<300).filter { $0 % 3 != 0 }.enumerated().map { "d\($0.element) \($0.offset + 1) of 200\n" }
        #expect(sink.record.text == lines.joined())
        #expect(sink.record.events == ["open", "finish"])
    }

    @Test func `two of them survey one after the other`() async {
        let sink = Memory()
        let first = Each { $0.fields["place"]?.string == "2 of 5" ? .drop("second") : .keep }
        let pipeline = Pipeline(Numbers(5), Census(), first, Census(), shown, sink)
        let report = await Run(pipeline, RunSettings()).execute()
        #expect(report.outcome == .succeeded)
        #expect(sink.record.text == "d0 1 of 4\nd2 2 of 4\nd3 3 of 4\nd4 4 of 4\n")
    }

    @Test func `a document that it cannot look at goes to quarantine, once`() async {
        let quarantine = MemoryQuarantine()
        let sink = Memory()
        var settings = RunSettings()
        settings.quarantine = quarantine
        settings.allowedFailures = .count(1)
        let pipeline = Pipeline(Numbers(4), Census(cannotLook: ["d1"]), shown, sink)
        let report = await Run(pipeline, settings).execute()
        #expect(report.outcome == .succeeded)
        #expect(quarantine.ids == ["d1"])
        #expect(sink.record.text == "d0 1 of 3\nd2 2 of 3\nd3 3 of 3\n")
    }

    @Test func `the limit holds for what is surveyed too`() async {
        let sink = Memory()
        var settings = RunSettings()
        settings.limit = 3
        let report = await Run(Pipeline(Numbers(10), Census(), shown, sink), settings).execute()
        #expect(report.earlyEnd == .limit)
        #expect(sink.record.text == "d0 1 of 3\nd1 2 of 3\nd2 3 of 3\n")
    }

    @Test func `nothing is opened when a survey does not come to its end`() async {
        let sink = Memory()
        let quarantine = MemoryQuarantine()
        var settings = RunSettings()
        settings.quarantine = quarantine
        var source = Numbers(10)
        source.failsAt = 4
        let failing = await Run(Pipeline(source, Census(), sink), settings).execute()
        #expect(problems(failing) == ["unreadable"])
        let beginning = await Run(Pipeline(Numbers(3), Census(beginFails: true), sink), settings).execute()
        #expect(problems(beginning) == ["stage-failed"])
        source = Numbers(3)
        source.canBeReadTwice = false
        let once = await Run(Pipeline(source, Census(), sink), settings).execute()
        #expect(problems(once) == ["cannot-read-twice"])
        let control = RunControl()
        control.drain()
        let drained = await Run(Pipeline(Numbers(3), Census(), sink), settings, control: control).execute()
        #expect(drained.outcome == .interrupted)
        #expect(sink.record.events.isEmpty && quarantine.events.isEmpty)
    }

    @Test func `a trace knows what was surveyed`() async throws {
        let trace = try await Tracer(Pipeline(Numbers(10), Census(), Memory())).trace(.id("d6"))
        #expect(trace.steps.first?.after.fields["place"]?.string == "7 of 10")
    }

    private func problems(_ report: RunReport) -> [String] {
        if case .stopped(let problems) = report.outcome { problems.map(\.code) } else { [] }
    }
}
