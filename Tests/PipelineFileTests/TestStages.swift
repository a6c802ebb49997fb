import StageKit

// Small stages for the tests of this room: the real ones change for other reasons.

struct LoadLines: Source {
    static let about = About("load-lines", "Makes a document of each line.")
    struct Options: StageOptions {
        @Option("Files to read.", .someElement) var paths: [Path]
        @Option("Most bytes of a document.") var maxBytes: ByteCount = 1_048_576
        @Option("How bytes become text.") var encoding = Encoding.utf8
        init() {}
    }
    enum Encoding: String, CaseIterable, OptionValue {
        case utf8 = "utf-8"
        case windows1252 = "windows-1252"
    }
    init(_ options: Options, _ setup: StageSetup) throws {}
    func open() throws -> any SourceReader { throw Diagnostic("test", "not for reading") }
}

struct CleanText: Transform {
    static let about = About("clean-text", "Cleans the text.", reads: [.text], writes: [.text, .regions])
    struct Options: StageOptions {
        @Option("Whether quotes become straight ones.") var foldQuotes = false
        @Option("Whether broken encodings are repaired.") var repair = true
        init() {}
    }
    init(_ options: Options, _ setup: StageSetup) throws {}
    func process(_ document: inout Document) throws -> Disposition { .keep }
}

struct SplitWords: Transform {
    static let about = About("split-words", "Finds the words.", reads: [.text], writes: [.tokens])
    init(_ options: NoOptions, _ setup: StageSetup) throws {}
    func process(_ document: inout Document) throws -> Disposition { .keep }
}

struct FindNames: Transform {
    static let about = About("find-names", "Finds names.", reads: [.text, .tokens], writes: [.entities])
    struct Options: StageOptions {
        @Option("The labels to keep; all when left out.") var labels: [Label]?
        @Option("A list of names of one's own.") var gazetteer: Path?
        @Option("Most names of a document.", .range(1...10_000)) var limit = 500
        @Option("Least score.", .range(0...1)) var score = 0.5
        @Option("Other names of labels.") var rename: OptionMap<String> = OptionMap()
        init() {}
    }
    enum Label: String, CaseIterable, OptionValue { case PERSON, ORG, GPE }
    init(_ options: Options, _ setup: StageSetup) throws {
        if let gazetteer = options.gazetteer { _ = try setup.contents(of: gazetteer) }
    }
    func process(_ document: inout Document) throws -> Disposition { .keep }
}

struct FindTopics: Transform {
    static let about = About("find-topics", "Finds topics.", reads: [.text, .entities], writes: [.topics])
    struct Options: StageOptions {
        @Option("The list of topics.", .notEmpty) var taxonomy: String
        init() {}
    }
    struct Unknown: Error, CustomStringConvertible { var description: String { "no such taxonomy" } }
    init(_ options: Options, _ setup: StageSetup) throws {
        if options.taxonomy == "broken" { throw Unknown() }
        if options.taxonomy == "missing" { _ = try setup.bundled("FindTopics/missing.yaml") }
    }
    func process(_ document: inout Document) throws -> Disposition { .keep }
}

struct DropShort: Transform {
    static let about = About("drop-short", "Drops short documents.", reads: [.text])
    struct Options: StageOptions {
        @Option("Fewest words.", .range(0...1_000_000)) var words = 20
        init() {}
    }
    init(_ options: Options, _ setup: StageSetup) throws {}
    func process(_ document: inout Document) throws -> Disposition { .keep }
}

struct WriteLines: Sink {
    static let about = About("write-lines", "Writes a line for each document.")
    struct Options: StageOptions {
        @Option("The file to write.") var path: Path
        @Option("Unit of offsets.") var offsets = Unit.codepoint
        init() {}
    }
    enum Unit: String, CaseIterable, OptionValue { case codepoint, utf16, byte }
    let destination: String
    var outputPath: String? { destination }
    init(_ options: Options, _ setup: StageSetup) throws { destination = setup.resolve(options.path) }
    func encode(_ document: Document, into output: inout [UInt8]) throws {}
    func open() throws -> any SinkWriter { throw Diagnostic("test", "not for writing") }
}

let testStages: [any Stage.Type] = [
    LoadLines.self, CleanText.self, SplitWords.self, FindNames.self, FindTopics.self, DropShort.self, WriteLines.self,
]
