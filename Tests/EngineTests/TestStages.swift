import Engine
import StageKit
import Testing

/// The error that test stages throw.
struct Broken: Error, CustomStringConvertible {
    var description: String { "broken" }
}

/// Documents `d0`, `d1` … whose text is a pseudo-random number of words.
struct Numbers: Source {
    static let about = About("numbers", "Makes numbered documents.")
    var count = 0
    /// Reading fails before this document.
    var failsAt: Int?
    /// These become rejected records.
    var rejects: Set<Int> = []
    /// How many documents each batch announces too many.
    var lie = 0
    var prefix = "d"
    var canBeReadTwice = true
    /// Called with the number of documents handed out so far.
    var onRead: @Sendable (Int) -> Void = { _ in }

    init(_ options: NoOptions, _ setup: StageSetup) {}
    init(_ count: Int) { self.count = count }

    func open() throws -> any SourceReader { Reader(source: self) }

    final class Reader: SourceReader {
        let source: Numbers
        var next = 0

        init(source: Numbers) { self.source = source }

        var totalBytes: Int? { 10 * source.count }

        func next(_ limit: BatchLimit) throws -> SourceBatch? {
            if next == source.failsAt { throw Diagnostic("unreadable", "the disk is gone") }
            guard next < source.count else { return nil }
            let end = min(next + limit.documents, source.failsAt ?? source.count, source.count)
            let range = next..<end
            next = end
            source.onRead(end)
            let source = source
            return SourceBatch(count: range.count + source.lie, byteCount: 10 * range.count) {
                range.map { source.document($0) }
            }
        }
    }

    func document(_ number: Int) -> LoadedDocument {
        let id = "\(prefix)\(number)"
        let text = (0...number * 7 % 5).map { "word\(number &* 31 &+ $0)" }.joined(separator: " ")
        let document = Document(id: id, text)
        return rejects.contains(number)
            ? .rejected(RejectedInput(id: id, origin: document.origin, error: Diagnostic("bad-record", "not text")))
            : .document(document)
    }
}

/// Does what its closure does.
struct Each: Transform {
    static let about = About("each", "Does something to each document.")
    let body: @Sendable (inout Document) throws -> Disposition

    init(_ options: NoOptions, _ setup: StageSetup) { body = { _ in .keep } }
    init(_ body: @escaping @Sendable (inout Document) throws -> Disposition) { self.body = body }

    func process(_ document: inout Document) throws -> Disposition { try body(&document) }
}

/// Does what its closure does to a whole batch.
struct Together: BatchTransform {
    static let about = About("together", "Does something to a batch.")
    let body: @Sendable (inout [Document]) async throws -> [BatchOutcome]

    init(_ options: NoOptions, _ setup: StageSetup) { body = { $0.map { _ in .keep } } }
    init(_ body: @escaping @Sendable (inout [Document]) async throws -> [BatchOutcome]) { self.body = body }

    func process(_ batch: inout [Document]) async throws -> [BatchOutcome] { try await body(&batch) }
}

/// Does what its closure does, with the ids of all documents that it saw before.
struct InOrder: CorpusTransform {
    static let about = About("in-order", "Sees all documents in order.")
    let body: @Sendable (inout Document, inout [String]) throws -> Disposition
    /// Is sated after so many documents.
    var most = Int.max
    var startFails = false

    init(_ options: NoOptions, _ setup: StageSetup) { self.init { _, _ in .keep } }
    init(
        most: Int = .max, _ body: @escaping @Sendable (inout Document, inout [String]) throws -> Disposition
    ) {
        self.body = body
        self.most = most
    }

    func start() throws -> [String] {
        if startFails { throw Broken() }
        return []
    }
    func process(_ document: inout Document, _ state: inout [String]) throws -> Disposition {
        state.append(document.id)
        return try body(&document, &state)
    }
    func isSated(_ state: [String]) -> Bool { state.count >= most }
}

/// Keeps what it is given: a line `id text` for each document.
struct Memory: Sink {
    static let about = About("memory", "Keeps what it is given.")
    let record = Record()
    /// Writing fails at the batch that holds this document.
    var failsAt: String?
    /// These cannot be encoded.
    var cannotEncode: Set<String> = []
    var failsToFinish = false
    var failsToOpen = false
    /// Called before each batch is written.
    var onWrite: @Sendable () -> Void = {}
    var destination: String { "memory" }

    /// What happened to the sink.
    final class Record: Sendable {
        struct Contents {
            var bytes: [UInt8] = []
            var ids: [String] = []
            var events: [String] = []
        }
        let contents = Guarded(Contents())

        var text: String { contents.withLock { String(decoding: $0.bytes, as: UTF8.self) } }
        var ids: [String] { contents.withLock { $0.ids } }
        /// `open`, `finish`, `abandon` in the order in which they came.
        var events: [String] { contents.withLock { $0.events } }
    }

    init(_ options: NoOptions, _ setup: StageSetup) {}
    init() {}

    func encode(_ document: Document, into output: inout [UInt8]) throws {
        output += Array("\(document.id) ".utf8)
        if cannotEncode.contains(document.id) { throw Diagnostic("no-code", "cannot be encoded") }
        output += document.text.bytes + [10]
    }

    func open() throws -> any SinkWriter {
        if failsToOpen { throw Diagnostic("no-file", "cannot be opened") }
        record.contents.withLock { $0.events.append("open") }
        return Writer(sink: self)
    }

    final class Writer: SinkWriter {
        let sink: Memory

        init(sink: Memory) { self.sink = sink }

        func write(_ batch: EncodedBatch) throws {
            sink.onWrite()
            if let bad = sink.failsAt, batch.documents.contains(where: { $0.id == bad }) {
                throw Diagnostic("disk-full", "no space left")
            }
            sink.record.contents.withLock {
                $0.bytes += batch.bytes
                $0.ids += batch.documents.map(\.id)
            }
        }
        func finish() throws {
            if sink.failsToFinish { throw Diagnostic("no-rename", "cannot be renamed") }
            sink.record.contents.withLock { $0.events.append("finish") }
        }
        func abandon() { sink.record.contents.withLock { $0.events.append("abandon") } }
    }
}

/// Keeps what is quarantined.
final class MemoryQuarantine: Quarantine {
    struct Contents {
        var documents: [QuarantinedDocument] = []
        var events: [String] = []
    }
    let contents = Guarded(Contents())
    let fails: Bool

    init(fails: Bool = false) { self.fails = fails }

    var destination: String { "memory of failures" }
    var documents: [QuarantinedDocument] { contents.withLock { $0.documents } }
    var ids: [String] { documents.map(\.id) }
    var events: [String] { contents.withLock { $0.events } }

    func open() throws -> any QuarantineWriter {
        contents.withLock { $0.events.append("open") }
        return Writer(self)
    }

    final class Writer: QuarantineWriter {
        let quarantine: MemoryQuarantine

        init(_ quarantine: MemoryQuarantine) { self.quarantine = quarantine }

        func add(_ documents: [QuarantinedDocument]) throws {
            if quarantine.fails { throw Broken() }
            quarantine.contents.withLock { $0.documents += documents }
        }
        func finish() throws { quarantine.contents.withLock { $0.events.append("finish") } }
        func abandon() { quarantine.contents.withLock { $0.events.append("abandon") } }
    }
}

/// The settings of a run, as a table row.
struct Shape: Sendable, CustomTestStringConvertible {
    var workers: Int
    var batch: Int

    var testDescription: String { "\(workers) workers, batches of \(batch)" }

    /// Every number of workers with every batch size.
    static let all = [1, 2, 3].flatMap { workers in [1, 7, 64].map { Shape(workers: workers, batch: $0) } }

    /// Settings without a clock, so that reports can be compared.
    func settings(quarantine: (any Quarantine)? = nil) -> RunSettings {
        var settings = RunSettings()
        settings.workers = workers
        settings.batch.documents = batch
        settings.quarantine = quarantine
        settings.clock = { .zero }
        return settings
    }
}

extension Pipeline {
    /// A pipeline of stages with their own names.
    init(_ stages: any Stage...) {
        self.init(name: "test", stages: stages.map { StageInstance($0) })
    }
}

/// The number in a document's id.
func number(_ document: Document) -> Int { Int(document.id.drop { !$0.isNumber }) ?? -1 }

/// Keeps a core busy for a while that differs by document.
func dawdle(_ document: Document) {
    var sum = UInt64(truncatingIfNeeded: number(document))
    let rounds = number(document) % 11 == 0 ? 20_000 : 100
    for _ in 0..<rounds { sum = sum &* 6_364_136_223_846_793_005 &+ 1 }
    precondition(sum != 0 || rounds > 0)
}

/// Throws where a statement cannot stand.
func broken() throws -> Disposition { throw Broken() }

/// Counts all documents, and then tells each how many there are and which it is.
struct Census: SurveyTransform {
    static let about = About("census", "Counts all documents first.")
    /// Looking fails at these.
    var cannotLook: Set<String> = []
    var beginFails = false

    init(_ options: NoOptions, _ setup: StageSetup) {}
    init(cannotLook: Set<String> = [], beginFails: Bool = false) {
        self.cannotLook = cannotLook
        self.beginFails = beginFails
    }

    func beginSurvey() throws -> [String] {
        if beginFails { throw Broken() }
        return []
    }
    func look(at document: Document, _ survey: inout [String]) throws {
        if cannotLook.contains(document.id) { throw Broken() }
        survey.append(document.id)
    }
    func start(after survey: consuming [String]) -> (all: [String], next: Int) { (survey, 0) }
    func process(_ document: inout Document, _ state: inout (all: [String], next: Int)) throws -> Disposition {
        guard state.all[state.next...].first == document.id else { throw Broken() }
        state.next += 1
        document.fields["place"] = .string("\(state.next) of \(state.all.count)")
        return .keep
    }
}
