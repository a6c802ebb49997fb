/// A format of annotated texts that other tools read and write.
package enum AnnotationForm: String, CaseIterable, Sendable {
    /// Tokens and tags in columns.
    case conll
    /// A text file and a standoff file beside it.
    case brat
    /// JSON Lines with `entities` or `spans`.
    case spacy
    /// JSON Lines with `tokens`, `spans` and `answer`.
    case prodigy
    /// JSON Lines with `label` or `labels`.
    case doccano
    /// Textmill's own records, as `export-jsonl` writes them.
    case textmill

    /// Whether it is JSON.
    package var isJSON: Bool { self != .conll && self != .brat }

    /// The format that the name of a file tells: columns or brat; nil for JSON and for any other name.
    package init?(fileName name: String) {
        var name = name.lowercased()
        if name.hasSuffix(".gz") { name.removeLast(3) }
        if name.hasSuffix(".ann") {
            self = .brat
        } else if [".conll", ".conllu", ".tsv", ".iob", ".iob2", ".bio", ".bilou", ".col"].contains(
            where: name.hasSuffix)
        {
            self = .conll
        } else {
            return nil
        }
    }
}
