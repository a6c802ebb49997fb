import Formats
public import StageKit

/// Writes documents, or one kind of their annotations, as a table.
public struct ExportCSV: ResumableSink {
    public static let about = About(
        "export-csv", "Writes a table for spreadsheets: a row per document, entity, alias, date, amount or topic.",
        details: """
            Columns are `id`, `uri`, `record`, any field by its name, and what belongs to the row: for documents `title`, \
            `words`, `text`, `topics`, `dates`, `amounts`, and a label such as `PERSON` for the names of that kind; for \
            entities `label`, `text`, `name`, `entity-id`, `attributes`; for aliases `kind`, `text`, `long`, `called-so-by`; \
            for dates and amounts `label`, `text`, `value`, `unit`, `modifier`, for dates `candidates`; for \
            topics `topic`, `name`, `code`, `score`, `rule-score` and `model-score` (the parts of rules and of a trained model, \
            where a model was asked), `evidence` and `against` (the terms), `spans` (each with its place, words and weight, \
            and `model` when a model weighs it), `shortfall` (what a topic lacks that the document has not); and for annotations `start`, `end`, `stage`, `rule`, \
            `line`, `detail`.

            A cell that a spreadsheet would calculate (`=`, `@`, `+` or `-` before anything but a number) gets an \
            apostrophe before it. The file begins with a byte order mark, without which some spreadsheets take it for an \
            old encoding.

            `{date}`, `{run}` and `{pipeline}` in the name of the file are those of the run. A run that takes only what is \
            new adds rows to the file of that name, and takes out the older rows of a document that it did again; without \
            a column `id` it can only add.
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
    private let identity: RecordIdentity

    public init(_ options: Options, _ setup: StageSetup) throws {
        let rows = DocumentTable.Rows(rawValue: options.rows.rawValue) ?? .documents
        try OutputName.check(options.path)
        path = setup.resolve(options.path)
        identity =
            (options.columns ?? DocumentTable.usualColumns(of: rows)).firstIndex(of: "id").map { .csv(column: $0) }
            ?? .none
        table = DocumentTable(
            rows, columns: options.columns, unit: options.offsets)
        start = (options.byteOrderMark ? CSVWriter.byteOrderMark : []) + table.header
    }

    public var destination: String { path == "-" ? "standard output" : path }
    public var outputPath: String? { path == "-" ? nil : path }

    public func encode(_ document: Document, into output: inout [UInt8]) throws {
        table.append(document, to: &output)
    }

    public func open() throws -> any SinkWriter { try writer(for: nil) }
    public func open(_ opening: SinkOpening) throws -> any ResumableWriter { try writer(for: opening) }

    private func writer(for opening: SinkOpening?) throws -> TableWriter {
        TableWriter(
            try ResumableFile(
                OutputName.path(path, opening), form: ResumableFile.Form(header: start, identity: identity),
                at: opening?.position?.entries, adds: opening?.keepsEarlier ?? false,
                isPublishing: opening?.isPublishing ?? false))
    }

    /// Puts the encoded batches below the header.
    private final class TableWriter: ResumableWriter {
        private let file: ResumableFile

        init(_ file: ResumableFile) { self.file = file }

        var destination: String? { file.name }
        func write(_ batch: EncodedBatch) throws { try file.write(batch.bytes) }
        func checkpoint() throws -> SinkPosition { SinkPosition(try file.checkpoint()) }
        func finish() throws { try file.finish(replacing: []) }
        func finish(replacing ids: Set<String>) throws { try file.finish(replacing: ids) }
        func suspend() { file.suspend() }
        func abandon() { file.abandon() }
    }
}

extension OptionCheck where Value == [String]? {
    /// When columns are named, at least one.
    fileprivate static var someColumn: OptionCheck {
        OptionCheck(schema: ["minItems": 1]) { $0?.isEmpty == true ? "must have at least one column" : nil }
    }
}
