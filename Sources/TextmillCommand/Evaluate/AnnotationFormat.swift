import ArgumentParser
import DocumentModel
import Formats

/// A format of annotated texts.
enum AnnotationFormat: String, ExpressibleByArgument, CaseIterable {
    /// By the name of the file.
    case auto
    /// Tokens and tags in columns.
    case conll

    /// Most bytes of a file that are read.
    static let mostBytes = 1 << 30

    /// The annotated texts of a file.
    ///
    /// - Throws: ``Diagnostic`` or ``Diagnostics`` with file and line.
    func texts(of file: String) throws -> [GoldText] {
        let bytes = try openInput(file).readAll(limit: Self.mostBytes)
        return try ColumnReader.textsWithLines(in: bytes, file: file).map { text, lines in
            var gold = GoldText(text, file: file)
            gold.tokenLines = zip(text.tokens ?? [], lines).map { (start: $0.start, line: $1) }
            return gold
        }
    }
}
