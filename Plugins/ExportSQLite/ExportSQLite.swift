import SQLiteExport
public import StageKit

/// Writes documents and their annotations into an SQLite database.
public struct ExportSQLite: ResumableSink {
    public static let about = About(
        "export-sqlite", "Writes an SQLite database: documents, entities with mentions, dates, amounts and topics.",
        details: """
            A table for each: `document`, `field`, `region`, `entity` (somebody or something in a document), `mention` (each \
            place), `attribute` (titles and offices), `alias`, `date`, `amount`, `topic` and `evidence`; and views such as \
            `entity_per_day`, `cooccurrence`, `topic_per_day`, `money_by_currency` and `person_office`. \
            Documentation/SQLite.md describes them all.

            The database changes in one step, when the run has succeeded. A run over new and changed documents replaces \
            those it did and leaves the others; any other run replaces all. Programs that have the database open see the \
            new content at their next question.

            Offsets count what `offsets` says, and the table `textmill_meta` says it again; every span has its surface \
            beside it as `text` (regions but for the body).
            """,
        reads: [.text, .fields],
        examples: [
            .init(
                "An entity, and where it is mentioned.",
                options: ["path": "out.sqlite", "layers": ["entities"], "text": false], input: "Vietnam grew.",
                after: ["extract-entities"],
                output: .bytes(
                    """
                    document number=1 id=example uri=example \
                    sha256=1879dde2ecdc3d75de7210e141d454d9ac63fd0fee32da04f2fce38aa7a331f7 words=2
                    entity document=1 position=1 label=GPE name=Vietnam entity_id=wikidata:Q881 mentions=1
                    mention document=1 position=1 entity=1 label=GPE span_start=0 span_end=7 original_start=0 \
                    original_end=7 text=Vietnam score=1.0 stage=extract-entities rule=countries.tsv line=245 detail=VN

                    """))
        ])

    public struct Options: StageOptions {
        @Option("The database to write; the name may hold {date}, {run} and {pipeline}.") public var path: Path
        @Option("What offsets count.") public var offsets = OffsetUnit.codepoint
        @Option("The layers to write beside text and fields.", .tabular)
        public var layers: [Layer] = [.regions, .entities, .aliases, .dates, .amounts, .topics]
        @Option("Write the text of each document.") public var text = true
        @Option("The field that says when a document was published; its day is a column of its own.")
        public var dateField = "published"
        public init() {}
    }

    private let path: String
    private let form: SQLiteForm

    public init(_ options: Options, _ setup: StageSetup) throws {
        try OutputName.check(options.path)
        path = setup.resolve(options.path)
        guard path != "-" else {
            throw Diagnostic(
                "no-file", "a database cannot be written to standard output",
                at: options.path.location ?? setup.location,
                hint: "name a file as 'path'")
        }
        form = SQLiteForm(
            unit: options.offsets, layers: Set(options.layers), keepsText: options.text, dateField: options.dateField)
    }

    public var destination: String { path }
    public var outputPath: String? { path }

    public func encode(_ document: Document, into output: inout [UInt8]) throws {
        try form.append(document, to: &output)
    }

    public func readOutput() throws -> String? { try SQLiteText.read(path) }

    public func open() throws -> any SinkWriter {
        Writer(try SQLiteExporter(OutputName.path(path, nil), form), path)
    }

    public func open(_ opening: SinkOpening) throws -> any ResumableWriter {
        let run = SQLiteRun(pipeline: opening.run.pipeline, number: opening.run.number, date: opening.run.date)
        let documents = opening.position.map { $0.integer("documents") ?? -1 }
        let place: SQLiteExporter.Opening =
            opening.isPublishing
            ? .publishing(documents: documents ?? -1) : documents.map { .checkpoint(documents: $0) } ?? .beginning
        let path = try OutputName.path(path, opening)
        return Writer(try SQLiteExporter(path, form, run: run, at: place, keepsEarlier: opening.keepsEarlier), path)
    }

    /// Puts the encoded batches into the database.
    private final class Writer: ResumableWriter {
        private let exporter: SQLiteExporter
        private let path: String

        init(_ exporter: SQLiteExporter, _ path: String) {
            self.exporter = exporter
            self.path = path
        }

        var destination: String? { path }
        func write(_ batch: EncodedBatch) throws { try exporter.write(batch.bytes) }
        func checkpoint() throws -> SinkPosition {
            SinkPosition(["documents": "\(try exporter.checkpoint())", "working": exporter.workingPath])
        }
        func finish() throws { try exporter.finish() }
        func finish(replacing ids: Set<String>) throws { try exporter.finish(replacing: ids) }
        func suspend() { exporter.suspend() }
        func abandon() { exporter.abandon() }
    }
}

extension OptionCheck where Value == [Layer] {
    /// Layers that have a table.
    fileprivate static var tabular: OptionCheck {
        OptionCheck { layers in
            layers.first { !SQLiteForm.usualLayers.contains($0) }.map { "cannot have '\($0.rawValue)'" }
        }
    }
}
