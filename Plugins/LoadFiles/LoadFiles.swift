import Formats
public import StageKit

/// Loads documents from files: plain text, JSON Lines and JSON arrays, packed with gzip or not.
public struct LoadFiles: Source {
    public static let about = About(
        "load-files", "Loads documents from text, JSON Lines and JSON files, also packed with gzip.",
        details: """
            A path names a file, a folder (searched to the bottom), a pattern with `*`, `?`, `[a-z]` and `**`, or `-` for \
            standard input. Files come in the order of the paths, and within one path sorted by name.

            A text file is one document; its id is its path. In JSON, the key `text` holds the text and `id` the id, \
            every other key becomes a field; `keys` names other keys. A document without an id gets one from its file and \
            the digest of its bytes, which stays the same from run to run.

            Text is UTF-8 with or without byte order mark, or UTF-16 with one. What is not valid text goes to quarantine \
            with the offset of the first wrong byte, and so does a document over `max-bytes`.
            """,
        writes: [.text, .fields],
        examples: [
            .init(
                "Text files in the order of their names.", options: ["paths": ["articles/*.txt"]],
                files: ["articles/b.txt": "Gas fell.", "articles/a.txt": "Oil rose.", "articles/notes.md": "No."],
                output: .documents(["Oil rose.", "Gas fell."])),
            .init(
                "JSON Lines whose text has another name.",
                options: ["paths": ["wire.jsonl"], "keys": ["text": "body"]],
                files: ["wire.jsonl": "{\"id\": 1, \"body\": \"Oil rose.\"}\n\n{\"id\": 2, \"body\": \"Gas fell.\"}\n"],
                output: .documents(["Oil rose.", "Gas fell."])),
            .init(
                "A JSON array.", options: ["paths": ["wire.json"]],
                files: ["wire.json": "[{\"text\": \"Oil rose.\"}, {\"text\": \"Gas fell.\"}]"],
                output: .documents(["Oil rose.", "Gas fell."])),
            .init(
                "A missing file is an error, not an empty result.", options: ["paths": ["articles/*.txt"]],
                output: .fails("no-match")),
        ])

    /// What the files are.
    public enum Format: String, CaseIterable, OptionValue {
        /// By the ending; without one (standard input), by the first character.
        case auto
        case text, jsonl, json
    }

    /// How the bytes of text files are to be read.
    public enum Encoding: String, CaseIterable, OptionValue {
        /// UTF-8, or UTF-16 with a byte order mark.
        case unicode
        case windows1252 = "windows-1252"
    }

    public struct Options: StageOptions {
        @Option("Files, folders, patterns, or - for standard input.", .someElement) public var paths: [Path]
        @Option("What the files are; auto goes by the ending.") public var format = Format.auto
        @Option("How text files are encoded; unicode is UTF-8, or UTF-16 with a byte order mark.")
        public var encoding = Encoding.unicode
        @Option("JSON keys by the name of the field they become; text and id are the document's own.")
        public var keys = OptionMap<String>()
        @Option("Most bytes a document may have; a larger one goes to quarantine.") public var maxBytes: ByteCount =
            16_777_216
        @Option("Accept patterns and folders without any file.") public var allowEmpty = false
        public init() {}
    }

    private let options: Options
    private let listing: FileListing
    private let reader: DocumentJSONReader

    public init(_ options: Options, _ setup: StageSetup) throws {
        self.options = options
        listing = FileListing(in: setup.baseFolder, endings: FileKind.endings)
        var keys = DocumentJSONReader.Keys()
        for (field, key) in options.keys.list {
            switch field {
            case "text": keys.text = key
            case "id": keys.id = key
            default: keys.fields[key] = field
            }
        }
        reader = DocumentJSONReader(keys, byteLimit: options.maxBytes.bytes)
    }

    public var canBeReadTwice: Bool { !options.paths.contains { $0.text == "-" } }

    public func open() throws -> any SourceReader { try open(nil) }
    public func open(_ known: any KnownInputs) throws -> any SourceReader { try open(known as (any KnownInputs)?) }

    private func open(_ known: (any KnownInputs)?) throws -> FilesReader {
        let files = try listing.files(
            options.paths.map { ($0.text, $0.location) }, allowEmpty: options.allowEmpty)
        return FilesReader(
            files, format: options.format, encoding: options.encoding == .unicode ? .unicode : .windows1252,
            maxBytes: options.maxBytes.bytes, reader: reader, known: known)
    }
}
