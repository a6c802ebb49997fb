import Formats
public import StageKit

/// Writes documents, or one kind of their annotations, as a table.
public struct ExportCSV: Sink {
    public static let about = About(
        "export-csv", "Writes a table for spreadsheets: a row per document, entity, alias, date, amount or topic.",
        details: """
            Columns are `id`, `uri`, `record`, any field by its name, and what belongs to the row: for documents `title`, \
            `words`, `text`, `topics`, `dates`, `amounts`, and a label such as `PERSON` for the names of that kind; for \
            entities `label`, `text`, `name`, `entity-id`, `attributes`; for aliases `kind`, `text`, `long`, `called-so-by`; \
            for dates and amounts `label`, `text`, `value`, `unit`, `modifier`, for dates `candidates`; for \
            topics `topic`, `name`, `code`, `score`, `evidence`; and for annotations `start`, `end`, `stage`, `rule`, \
            `line`, `detail`.

            A cell that a spreadsheet would calculate (`=`, `@`, `+` or `-` before anything but a number) gets an \
            apostrophe before it. The file begins with a byte order mark, without which some spreadsheets take it for an \
            old encoding.
            """,
        reads: [.text, .fields],
        examples: [
            .init(
                "A row per document.",
                options: ["path": "out.csv", "columns": ["id", "title", "words"], "byte-order-mark": false],
                input: "Oil rose, gas fell.", fields: ["title": "Oil, \"gas\""],
                output: .bytes("id,title,words\r\nexample,\"Oil, \"\"gas\"\"\",4\r\n")),
            .init(
                "What a spreadsheet would calculate is kept from it.",
                options: ["path": "out.csv", "columns": ["title"], "byte-order-mark": false], input: "Oil rose.",
                fields: ["title": "=1+1"], output: .bytes("title\r\n'=1+1\r\n")),
        ])

    /// What a row is.
    public enum Rows: String, CaseIterable, OptionValue { case documents, entities, aliases, dates, amounts, topics }

    public struct Options: StageOptions {
        @Option("The file to write; - for standard output.") public var path: Path
        @Option("What a row is.") public var rows = Rows.documents
        @Option("The columns in order; the usual ones of such rows when absent.", .someColumn)
        public var columns: [String]?
        @Option("What start and end count.") public var offsets = OffsetUnit.codepoint
        @Option("Begin with a byte order mark.") public var byteOrderMark = true
        public init() {}
    }

    private let path: String
    private let table: DocumentTable
    private let start: [UInt8]

    public init(_ options: Options, _ setup: StageSetup) throws {
        path = setup.resolve(options.path)
        table = DocumentTable(
            .init(rawValue: options.rows.rawValue) ?? .documents, columns: options.columns, unit: options.offsets)
        start = (options.byteOrderMark ? CSVWriter.byteOrderMark : []) + table.header
    }

    public var destination: String { path == "-" ? "standard output" : path }
    public var outputPath: String? { path == "-" ? nil : path }

    public func encode(_ document: Document, into output: inout [UInt8]) throws {
        table.append(document, to: &output)
    }

    public func open() throws -> any SinkWriter {
        let output = try openOutput(path)
        try output.write(start)
        return TableWriter(output)
    }

    /// Puts the encoded batches below the header.
    private final class TableWriter: SinkWriter {
        private let output: any ByteOutput

        init(_ output: any ByteOutput) { self.output = output }

        func write(_ batch: EncodedBatch) throws { try output.write(batch.bytes) }
        func finish() throws { try output.finish() }
        func abandon() { output.abandon() }
    }
}

extension OptionCheck where Value == [String]? {
    /// When columns are named, at least one.
    fileprivate static var someColumn: OptionCheck {
        OptionCheck(schema: ["minItems": 1]) { $0?.isEmpty == true ? "must have at least one column" : nil }
    }
}
