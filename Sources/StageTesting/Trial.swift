import FoundationEssentials
import StageKit

/// One example of a stage: the stage made once, in a folder of its own with the example's files, and run often.
struct Trial: Sendable {
    private let stage: any Stage
    private let about: About
    private let example: Example
    /// The stages that prepare the document.
    private let before: [any Stage]
    private let folder: String

    /// Makes the stage; ``close()`` removes its folder.
    ///
    /// - Throws: what the stages throw when they are made.
    init(
        _ type: any Stage.Type, _ example: Example, stages: [any Stage.Type],
        setup: (_ stage: String, _ folder: String) -> StageSetup
    ) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/textmill-example-\(UUID().uuidString)"
        self.folder = folder
        self.example = example
        about = type.about
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for (name, text) in example.files { try Self.write(text, to: name, in: folder) }
            stage = try type.make(Node(example.options), setup(type.about.name, folder))
            before = try example.after.map { name in
                guard let type = stages.first(where: { $0.about.name == name }) else {
                    throw Diagnostic("no-stage", "there is no stage '\(name)' to run before")
                }
                return try type.make(Node(Fields()), setup(name, folder))
            }
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
    }

    /// Removes the folder.
    func close() { try? FileManager.default.removeItem(atPath: folder) }

    /// Runs the example with its input behind `prefix`.
    func run(behind prefix: String) async -> Outcome {
        do {
            if let source = stage as? any Source { return Outcome(documents: try read(source)) }
            var document = Document(id: "example", prefix + (example.input ?? ""), fields: example.fields)
            for stage in before { _ = try await process(stage, &document) }
            if let sink = stage as? any Sink { return Outcome(bytes: try written(by: sink, document)) }
            let given = document
            let disposition = try await process(stage, &document)
            return Outcome(given, document, disposition, declared: about.writes)
        } catch {
            return Outcome(failure: error)
        }
    }

    private static func write(_ text: String, to name: String, in folder: String) throws {
        let path = "\(folder)/\(name)"
        if let slash = path.lastIndex(of: "/") {
            try FileManager.default.createDirectory(
                atPath: String(path[..<slash]), withIntermediateDirectories: true)
        }
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    private func read(_ source: any Source) throws -> [String] {
        let reader = try source.open()
        var texts: [String] = []
        while let batch = try reader.next(BatchLimit(documents: 2, bytes: 1 << 20)) {
            for loaded in batch.load() {
                switch loaded {
                case .document(let document): texts.append(document.text.string)
                case .rejected(let input): throw input.error
                }
            }
        }
        return texts
    }

    private func written(by sink: any Sink, _ document: Document) throws -> String {
        var bytes: [UInt8] = []
        try sink.encode(document, into: &bytes)
        let writer = try sink.open()
        try writer.write(EncodedBatch(documents: [document], bytes: bytes))
        try writer.finish()
        if let text = try sink.readOutput() { return text }
        guard let path = sink.outputPath else { return String(decoding: bytes, as: UTF8.self) }
        return String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }

    private func process(_ stage: any Stage, _ document: inout Document) async throws -> Disposition {
        switch stage {
        case let stage as any Transform: return try stage.process(&document)
        case let stage as any BatchTransform:
            var batch = [document]
            let outcomes = try await stage.process(&batch)
            guard outcomes.count == 1, batch.count == 1, let outcome = outcomes.first, let changed = batch.first else {
                throw Diagnostic("wrong-batch", "for one document the stage returned \(outcomes.count) outcomes")
            }
            document = changed
            switch outcome {
            case .keep: return .keep
            case .drop(let reason): return .drop(reason)
            case .failed(let error): throw error
            }
        case let stage as any SurveyTransform: return try surveyed(stage, &document)
        case let stage as any CorpusTransform: return try unsurveyed(stage, &document)
        default: throw Diagnostic("no-process", "a \(type(of: stage).role.rawValue) does not process documents")
        }
    }

    private func surveyed<S: SurveyTransform>(_ stage: S, _ document: inout Document) throws -> Disposition {
        var survey = try stage.beginSurvey()
        for other in others + [document] { try stage.look(at: other, &survey) }
        return try last(stage, &document, stage.start(after: survey))
    }

    private func unsurveyed<S: CorpusTransform>(_ stage: S, _ document: inout Document) throws -> Disposition {
        try last(stage, &document, stage.start())
    }

    /// Takes the documents before, then this one through a stage that remembers.
    private func last<S: CorpusTransform>(
        _ stage: S, _ document: inout Document, _ start: S.State
    ) throws -> Disposition {
        var state = start
        for var other in others { _ = try stage.process(&other, &state) }
        return try stage.process(&document, &state)
    }

    /// The documents that come before in the run.
    private var others: [Document] {
        example.others.enumerated().map { Document(id: "a\($0.offset + 1)", $0.element) }
    }
}

/// What running an example gave.
struct Outcome: Sendable {
    /// Ways in which the contract was broken on the way.
    private(set) var problems: [String] = []
    private var before: Document?
    private var after: Document?
    private var isDropped = false
    private var documents: [String]?
    private var bytes: String?
    private var failure: (code: String, description: String)?

    init(failure error: any Error) {
        let found = error.diagnostics(code: "error", problem: "the stage failed")
        failure = (found.first?.code ?? "error", found.map { $0.rendered() }.joined(separator: "\n"))
    }
    init(documents: [String]) { self.documents = documents }
    init(bytes: String) { self.bytes = bytes }

    init(_ before: Document, _ after: Document, _ disposition: Disposition, declared: Set<Layer>) {
        self.before = before
        self.after = after
        isDropped = disposition != .keep
        guard !isDropped else { return }
        let changed = after.layers(differingFrom: before)
        for layer in Layer.allCases where changed.contains(layer) && !declared.contains(layer) {
            problems.append("it changed the layer '\(layer.rawValue)', which 'writes' does not declare")
        }
        for (span, what) in after.allSpans where !after.text.isValid(span) {
            problems.append("the \(what) at \(span) lies outside the text or splits a character")
        }
    }

    /// Everything that a second run must give again.
    var rendering: String {
        if let failure { return "fails: \(failure.code)" }
        if let documents { return "\(documents)" }
        if let bytes { return bytes }
        guard let after else { return "" }
        return isDropped ? "dropped" : "\(after)"
    }

    /// What differs from the expectation, in words; nil when nothing does.
    func complaint(expected: Example.Output, behind prefix: String) -> String? {
        func differs(_ expected: String, _ found: String) -> String? {
            expected == found ? nil : "expected \(expected)\n   found \(found)"
        }
        if let failure {
            if case .fails(let code) = expected { return differs(code, failure.code) }
            return "failed: \(failure.description)"
        }
        switch expected {
        case .fails(let code): return "expected the error '\(code)', but it did not fail"
        case .documents(let texts): return differs("\(texts)", "\(documents ?? [])")
        case .bytes(let text): return differs(text, bytes ?? "")
        case .dropped: return isDropped ? nil : "expected the document to be dropped, but it was kept"
        default: break
        }
        guard let before, let after, !isDropped else { return "the document was dropped" }
        switch expected {
        case .unchanged:
            let layers = after.layers(differingFrom: before).map(\.rawValue).sorted()
            return layers.isEmpty ? nil : "expected no change, but \(layers.joined(separator: ", ")) changed"
        case .text(let text): return differs(prefix + text, after.text.string)
        case .marked(let text): return differs(prefix + text, MarkedText(annotationsOf: after).description)
        case .regions(let text): return differs(prefix + text, MarkedText(regionsOf: after).description)
        case .sentences(let texts):
            let shifted = texts.prefix(1).map { prefix + $0 } + texts.dropFirst()
            return differs("\(shifted)", "\(after.sentences.map { after.text[$0] })")
        case .tokens(let texts):
            let found = after.tokens.filter { $0.start >= prefix.utf8.count }
            return differs("\(texts)", "\(found.map { after.text[$0] })")
        case .topics(let labels): return differs("\(labels)", "\(after.topics.map(\.label))")
        case .fields(let fields): return differs("\(fields)", "\(after.fields)")
        case .fails, .documents, .bytes, .dropped: return nil
        }
    }
}

extension Document {
    /// Every span of the current text, with what it is.
    fileprivate var allSpans: [(Span, String)] {
        regions.map { ($0.span, "region") } + sentences.map { ($0, "sentence") } + tokens.map { ($0, "token") }
            + entities.map { ($0.span, "entity") } + dates.map { ($0.span, "date") }
            + amounts.map { ($0.span, "amount") }
            + aliases.flatMap { [($0.short, "alias"), ($0.long, "alias")] }
            + topics.flatMap(\.evidence).filter { $0.field == nil }.map { ($0.span, "evidence") }
    }
}
