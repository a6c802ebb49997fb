import ArgumentParser
import DocumentModel
import Formats

/// A format of annotated texts.
enum AnnotationFormat: String, ExpressibleByArgument, CaseIterable {
    /// By the name of the file, and its first character.
    case auto
    /// Tokens and tags in columns.
    case conll
    /// A text file and a standoff file; either may be named, or a folder of them.
    case brat
    case spacy, prodigy, doccano
    /// Textmill's own records.
    case textmill

    /// Most bytes of a file that are read.
    static let mostBytes = 1 << 30

    /// How a file is read: spans may overlap, which is looked at later.
    var settings: AnnotationFile.Settings {
        var settings = AnnotationFile.Settings(form: AnnotationForm(rawValue: rawValue))
        settings.byteLimit = Self.mostBytes
        settings.allowsOverlap = true
        return settings
    }

    /// The annotated texts of a file.
    ///
    /// - Throws: ``Diagnostic`` or ``Diagnostics`` with file and line.
    func texts(of file: String) throws -> [GoldText] {
        if self == .conll || self == .auto && AnnotationForm(fileName: file) == .conll {
            let bytes = try openInput(file).readAll(limit: Self.mostBytes)
            return try ColumnReader.textsWithLines(in: bytes, file: file).map { text, lines in
                var gold = GoldText(text, file: file)
                gold.tokenLines = zip(text.tokens ?? [], lines).map { (start: $0.start, line: $1) }
                return gold
            }
        }
        return try AnnotationFile.texts(at: file, settings).map { GoldText($0, file: file) }
    }
}
