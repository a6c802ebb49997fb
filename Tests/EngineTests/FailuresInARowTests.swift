import Engine
import StageKit
import Testing

@Suite struct FailuresInARowTests {
    /// Runs a hundred documents through a stage; so many failures in a row stop it.
    private func run(
        _ shape: Shape, most: Int?, sink: Memory = Memory(),
        _ body: @escaping @Sendable (inout Document) throws -> Disposition
    ) async -> RunReport {
        var settings = shape.settings()
        settings.failuresInARow = most
        return await Run(Pipeline(Numbers(100), Each(body), sink), settings).execute()
    }

    @Test(arguments: Shape.all)
    func `as many failures one after the other as the limit says stop the run, and the last of them is told`(
        shape: Shape
    ) async {
        let sink = Memory()
        let report = await run(shape, most: 10, sink: sink) { (20..<50).contains(number($0)) ? try broken() : .keep }
        #expect(report.problems.count == 2)
        #expect(
            report.problems.first
                == Diagnostic(
                    "failures-in-a-row", "10 documents failed one after the other, so the run was stopped",
                    hint: "the last of them is shown below; 'run.stop-after-failures' sets the limit"))
        #expect(report.problems.last?.document == "d29")
        #expect(sink.record.events == ["open", "abandon"])
    }

    @Test(arguments: Shape.all)
    func `one document between them that does not fail begins the count anew`(shape: Shape) async {
        // Nine fail, then one is kept or dropped, and so on.
        let report = await run(shape, most: 10) { document in
            switch number(document) % 20 {
            case 9: .keep
            case 19: .drop("dull")
            default: try broken()
            }
        }
        #expect(report.outcome == .tooManyFailures)
        #expect((report.exported, report.dropped, report.quarantined) == (5, 5, 90))
    }

    @Test(arguments: Shape.all)
    func `failures before a run that ends are no reason to stop it`(shape: Shape) async {
        let report = await run(shape, most: 10) { number($0) > 90 ? try broken() : .keep }
        #expect(report.outcome == .tooManyFailures)
        #expect(report.quarantined == 9)
    }

    @Test func `without a limit all may fail`() async {
        let report = await run(Shape(workers: 2, batch: 7), most: nil) { _ in try broken() }
        #expect(report.outcome == .tooManyFailures)
        #expect(report.quarantined == 100)
    }
}
