import ArgumentParser
import Diagnostics
import DocumentModel
import Formats

/// `textmill show`: the records that `export-jsonl` wrote, for reading.
struct ShowCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows exported documents for reading: title, topics, names, dates and amounts.",
        discussion: """
            Examples:
              textmill show out/articles.jsonl
              textmill show out/articles.jsonl --limit 3
              textmill run news.yaml | textmill show
            """)

    @Argument(help: "A file that export-jsonl wrote; - for standard input.") var file = "-"
    @ArgumentParser.Option(help: "Show at most this many documents.") var limit: Int?

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit must not be negative") }
    }

    func run(_ program: Program) throws -> ExitStatus {
        let reader = LineReader(try openInput(file))
        var left = limit ?? Int.max
        while left > 0, let batch = try reader.next(count: min(64, left), byteCount: 1 << 20) {
            for record in batch.records where record.byteCount > 0 && left > 0 {
                let json: Value
                do {
                    json = try Value(json: batch.bytes, in: record.range)
                } catch {
                    throw error.diagnostic(in: file, line: record.line)
                }
                guard let digest = DocumentDigest(json) else {
                    throw Diagnostic(
                        "not-a-record", "the line is not a document of export-jsonl",
                        at: SourceLocation(file: file, line: record.line, column: 1),
                        hint: "'textmill show' reads what 'export-jsonl' wrote")
                }
                try Console.print(digest.lines(width: 110).joined(separator: "\n") + "\n\n")
                left -= 1
            }
        }
        return .success
    }
}
