import Analysis
import ArgumentParser
import Diagnostics
import Formats
import TextKernel

/// `textmill train lexicon`: names by type, and clusters of words from raw text.
struct TrainLexiconCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "lexicon",
        abstract: "Makes a lexicon of names and word clusters for models of entities.",
        discussion: """
            Files of names have two columns, parted by a tab: type and name. A name that has small letters only is found \
            in any case; one of up to four capitals only in capitals; any other needs a capital in the text.

            Clusters are learned from raw text by the words that stand side by side.

            Example:
              textmill train lexicon --names names.tsv --text news.txt --out names.lexicon
            """)

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Files with types and names.", valueName: "file"))
    var names: [String] = []

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Files of raw text for clusters.", valueName: "file"))
    var text: [String] = []

    @Option(help: ArgumentHelp("Where to write the lexicon.", valueName: "file"))
    var out: String

    func run(_ program: Program) throws -> ExitStatus {
        var list = NameListReader()
        for file in names { try list.read(file) }
        var builder = LexiconBuilder(types: list.types)
        for (type, name) in list.names { builder.add(TaggerInput.words(of: name), type: type) }
        var clusters = WordClusters()
        for file in text { clusters.add(try Self.text(of: file)) }
        let words = clusters.learn()
        for (word, numbers) in words { builder.add(word, numbers) }
        let bytes = builder.serialized()
        let output = try openOutput(out)
        try output.write(bytes)
        try output.finish()
        Console.say(
            "\(out): \(Wording.size(bytes.count)), \(Wording.counted(list.names.count, "name")) of "
                + "\(Wording.counted(list.types.count, "type")), clusters of \(Wording.counted(words.count, "word"))")
        return .success
    }

    /// The bytes of a raw text.
    ///
    /// - Throws: ``Diagnostic`` when it cannot be read or is no UTF-8.
    private static func text(of file: String) throws -> [UInt8] {
        let bytes = try openInput(file).readAll(limit: 1 << 30)
        if let bad = UTF8Validity.firstInvalidOffset(in: bytes, range: 0..<bytes.count) {
            throw Diagnostic(
                "bad-encoding", "the file is not UTF-8",
                at: SourceLocation(file: file, line: 1 + ByteSearch.count(of: 0x0A, in: bytes, range: 0..<bad)),
                hint: "write it anew in UTF-8, as with 'iconv -t UTF-8'")
        }
        return bytes
    }
}

/// Reads types and names, with file and line of what is wrong.
struct NameListReader {
    /// The types in the order of their first names.
    private(set) var types: [String] = []
    private(set) var names: [(type: Int, name: [UInt8])] = []
    private var numbers: [String: Int] = [:]

    /// Reads a file.
    ///
    /// - Throws: ``Diagnostic`` `bad-names` with the line.
    mutating func read(_ file: String) throws {
        let bytes = try openInput(file).readAll(limit: 1 << 30)
        var reader = try CSVReader(bytes, file: file, dialect: .tsv)
        while let row = try reader.next() {
            let first = row.cells[0]
            if first.text.hasPrefix("#") { continue }
            func problem(_ problem: String, _ hint: String) -> Diagnostic {
                Diagnostic(
                    "bad-names", problem, at: SourceLocation(file: file, line: first.line, column: first.column),
                    hint: hint)
            }
            guard row.cells.count == 2, !first.text.isEmpty, !row.cells[1].text.isEmpty else {
                throw problem("a line has a type, a tab and a name", "for example: CTRY, a tab, Viet Nam")
            }
            if numbers[first.text] == nil {
                guard types.count < Lexicon.mostTypes else {
                    throw problem(
                        "'\(first.text)' is one type too many", "a lexicon has at most \(Lexicon.mostTypes) types")
                }
                numbers[first.text] = types.count
                types.append(first.text)
            }
            names.append((numbers[first.text] ?? 0, Array(row.cells[1].text.utf8)))
        }
    }
}
