// What the engine itself costs, and how it spreads work over cores.
//
//   swift run -c release enginebench

import Engine
import Glibc
import StageKit

/// Hands out the same documents again and again, from memory.
struct Repeated: Source {
    static let about = About("repeated", "Hands out the same documents again and again.")
    let documents: [LoadedDocument]
    let count: Int

    init(_ options: NoOptions, _ setup: StageSetup) { self.init(count: 0) }
    init(count: Int, byteCount: Int = 3000) {
        let text = String(repeating: "word ", count: byteCount / 5)
        documents = (0..<64).map { .document(Document(id: "document-\($0)", text)) }
        self.count = count
    }

    func open() throws -> any SourceReader { Reader(self) }

    final class Reader: SourceReader {
        let source: Repeated
        var left: Int
        init(_ source: Repeated) {
            self.source = source
            left = source.count
        }
        var totalBytes: Int? { nil }
        func next(_ limit: BatchLimit) throws -> SourceBatch? {
            let count = min(left, limit.documents, 64)
            left -= count
            let documents = source.documents
            return count == 0
                ? nil : SourceBatch(count: count, byteCount: 3000 * count) { Array(documents[..<count]) }
        }
    }
}

/// Does nothing.
struct Nothing: Transform {
    static let about = About("nothing", "Does nothing.")
    init(_ options: NoOptions, _ setup: StageSetup) {}
    init() {}
    func process(_ document: inout Document) throws -> Disposition { .keep }
}

/// Reads the text several times.
struct Heavy: Transform {
    static let about = About("heavy", "Reads the text several times.")
    init(_ options: NoOptions, _ setup: StageSetup) {}
    init() {}
    func process(_ document: inout Document) throws -> Disposition {
        var hash: UInt64 = 0
        for _ in 0..<5 { for byte in document.text.bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 } }
        return hash == 1 ? .drop("never") : .keep
    }
}

/// Makes strings and a dictionary of them: many small allocations.
struct Allocating: Transform {
    static let about = About("allocating", "Counts the words in a dictionary.")
    init(_ options: NoOptions, _ setup: StageSetup) {}
    init() {}
    func process(_ document: inout Document) throws -> Disposition {
        var counts: [String: Int] = [:]
        for word in document.text.bytes.split(separator: 32) {
            counts[String(decoding: word, as: UTF8.self), default: 0] += 1
        }
        document.fields["words"] = .number("\(counts.count)")
        return .keep
    }
}

/// Sees all in order.
struct Ordered: CorpusTransform {
    static let about = About("ordered", "Sees all in order.")
    init(_ options: NoOptions, _ setup: StageSetup) {}
    init() {}
    func start() throws -> Int { 0 }
    func process(_ document: inout Document, _ state: inout Int) throws -> Disposition {
        state += 1
        return .keep
    }
}

/// Copies the text out.
struct Away: Sink {
    static let about = About("away", "Copies the text and forgets it.")
    let isCopying: Bool
    init(_ options: NoOptions, _ setup: StageSetup) { isCopying = false }
    init(copying: Bool) { isCopying = copying }
    var destination: String { "nowhere" }
    func encode(_ document: Document, into output: inout [UInt8]) throws {
        if isCopying { output += document.text.bytes }
    }
    func open() throws -> any SinkWriter { Writer() }
    final class Writer: SinkWriter {
        func write(_ batch: EncodedBatch) throws {}
        func finish() throws {}
        func abandon() {}
    }
}

@main
struct EngineBench {
    /// The least wall and processor time of five runs, in seconds.
    static func time(_ stages: [any Stage], workers: Int, batch: Int = 64) async -> (wall: Double, cpu: Double) {
        let pipeline = Pipeline(name: "bench", stages: stages.map { StageInstance($0) })
        var settings = RunSettings()
        settings.workers = workers
        settings.batch.documents = batch
        var best = (wall: Double.infinity, cpu: Double.infinity)
        for _ in 0..<5 {
            let cpu = clock()
            let report = await Run(pipeline, settings).execute()
            guard report.outcome == .succeeded else { fatalError("\(report)") }
            let wall = Double(report.elapsed.components.attoseconds) / 1e18 + Double(report.elapsed.components.seconds)
            best.wall = min(best.wall, wall)
            best.cpu = min(best.cpu, Double(clock() - cpu) / Double(CLOCKS_PER_SEC))
        }
        return best
    }

    static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

    static func main() async {
        print("us per document and stage of the engine alone (stages that do nothing), wall / processor")
        for batch in [1, 64] {
            let count = batch == 1 ? 50_000 : 500_000
            for workers in [1, 2] {
                let source = Repeated(count: count)
                let sink = Away(copying: false)
                let none = await time([source, sink], workers: workers, batch: batch)
                let three = await time([source, Nothing(), Nothing(), Nothing(), sink], workers: workers, batch: batch)
                let ten = await time(
                    [source] + (0..<10).map { _ in Nothing() } + [sink], workers: workers, batch: batch)
                let micro = 1e6 / Double(count)
                print(
                    "  batches of \(batch), \(workers) workers: source and sink \(rounded(none.wall * micro))",
                    "/ \(rounded(none.cpu * micro)); with 3 stages, all divided by 3: \(rounded(three.wall * micro / 3))",
                    "/ \(rounded(three.cpu * micro / 3)); each of 10 more: \(rounded((ten.wall - none.wall) * micro / 10))",
                    "/ \(rounded((ten.cpu - none.cpu) * micro / 10))")
            }
        }
        print("one input, 3 kB documents, batches of 64, wall: 1 worker, 2 workers, times faster")
        let rows: [(String, [any Stage])] = [
            ("hash", [Heavy()]),
            ("allocate", [Allocating()]),
            ("hash, in order, hash", [Heavy(), Ordered(), Heavy()]),
        ]
        for (name, stages) in rows {
            let all: [any Stage] = [Repeated(count: 50_000)] + stages + [Away(copying: true)]
            let one = await time(all, workers: 1)
            let two = await time(all, workers: 2)
            print(
                "  \(name): \(rounded(one.wall)) s, \(rounded(two.wall)) s, \(rounded(one.wall / two.wall))x",
                "(processor \(rounded(one.cpu)) s, \(rounded(two.cpu)) s)")
        }
    }
}
