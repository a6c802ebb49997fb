import Engine
import Formats
import FoundationEssentials
import Glibc
import Ledger
import StageKit

/// Keeps quarantined documents in a JSON Lines file, so that nothing is lost.
///
/// The file appears under its name only when the run is complete. Each line says which document failed in which stage
/// and why, where it came from, and holds its text as it came.
struct QuarantineFile: Quarantine {
    /// The path from the working folder.
    let path: String

    /// Where the documents will be.
    var destination: String { path }

    /// Begins the file.
    func open() throws -> any QuarantineWriter { try QuarantineFileWriter(path: path) }

    /// Removes the file of an earlier run, after a run without quarantine: it would tell of failures that are no more.
    ///
    /// A file that does not begin as one of ours is left alone.
    ///
    /// - Throws: ``Diagnostic`` when it cannot be removed.
    func removeStale() throws {
        let descriptor = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var start = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &start, start.count)
        let text = String(decoding: start.prefix(max(0, count)), as: UTF8.self)
        guard text.hasPrefix(#"{"id":"#), text.contains(#","stage":""#), text.contains(#","code":""#) else { return }
        guard unlink(path) == 0 || errno == ENOENT else {
            throw Diagnostic(
                "cannot-remove", "cannot remove the quarantine of an earlier run, '\(path)'",
                cause: "\(SystemError.last)", hint: "remove it; nothing was quarantined in this run")
        }
    }

    /// Writes documents that the ledger keeps; the file appears whole or not at all.
    ///
    /// - Returns: how many.
    @discardableResult
    func write(_ filter: QuarantineFilter, of ledger: Ledger) throws -> Int {
        let output = try openOutput(path)
        var count = 0
        do {
            try ledger.eachQuarantined(filter) { record in
                var writer = JSONWriter()
                writer.value(Self.record(record))
                writer.newline()
                try output.write(writer.bytes)
                count += 1
            }
            try output.finish()
        } catch {
            output.abandon()
            throw error
        }
        return count
    }

    /// One line of the file, from the ledger.
    static func record(_ document: QuarantineRecord) -> Value {
        let problems = (try? Value(json: Array(document.problems.utf8)))?.list ?? []
        let first = problems.first?.object
        var fields: Fields = [
            "id": .string(document.document), "stage": .string(document.stage), "code": .string(document.code),
            "error": .string(document.problem), "cause": first?["cause"] ?? .null, "at": first?["at"] ?? .null,
            "origin": origin(document),
        ]
        if problems.count > 1 { fields["problems"] = .list(problems) }
        if document.isText {
            fields["text"] = .string(String(decoding: document.content, as: UTF8.self))
        } else {
            fields["bytes"] = .string(Data(document.content).base64EncodedString())
        }
        return .object(fields)
    }

    /// Where a document of the ledger came from.
    static func origin(_ document: QuarantineRecord) -> Value {
        [
            "uri": .string(document.uri), "record": document.record.map { .number("\($0)") } ?? .null,
            "line": document.line.map { .number("\($0)") } ?? .null,
        ]
    }

    /// One line of the file.
    static func record(_ document: QuarantinedDocument) -> Value {
        let problem = document.problems.first
        var fields: Fields = [
            "id": .string(document.id), "stage": .string(document.stage), "code": .string(document.code),
            "error": .string(problem?.problem ?? "the stage failed"),
            "cause": problem?.cause.map { .string($0) } ?? .null,
            "at": problem?.location.map { .string("\($0)") } ?? .null,
            "origin": [
                "uri": .string(document.origin.uri),
                "record": document.origin.record.map { .number("\($0)") } ?? .null,
                "line": document.origin.line.map { .number("\($0)") } ?? .null,
            ],
        ]
        if document.problems.count > 1 { fields["problems"] = .list(document.problems.map(\.value)) }
        let source = document.origin.source.bytes
        if let text = document.original ?? Text(validating: Array(source)) {
            fields["text"] = .string(text.string)
        } else {
            fields["bytes"] = .string(Data(source).base64EncodedString())
        }
        return .object(fields)
    }
}

/// Writes the lines; see ``QuarantineFile``.
private final class QuarantineFileWriter: QuarantineWriter {
    private let output: any ByteOutput

    init(path: String) throws {
        output = try openOutput(path)
    }

    func add(_ documents: [QuarantinedDocument]) throws {
        var writer = JSONWriter()
        for document in documents {
            writer.value(QuarantineFile.record(document))
            writer.newline()
        }
        try output.write(writer.bytes)
    }

    func finish() throws { try output.finish() }
    func abandon() { output.abandon() }
}
