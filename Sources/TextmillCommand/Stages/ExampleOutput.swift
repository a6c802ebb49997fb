import StageKit

extension Example.Output {
    /// What comes out, in words.
    var sentence: String {
        switch self {
        case .dropped: "the document is dropped"
        case .unchanged: "nothing changes"
        case .text(let text), .marked(let text), .regions(let text): text
        case .topics(let labels): labels.isEmpty ? "no topic" : "topics \(labels.joined(separator: ", "))"
        case .fields(let fields): fields.isEmpty ? "no fields" : Value.object(fields).yaml
        case .documents(let texts), .sentences(let texts): texts.joined(separator: "\n")
        case .tokens(let texts): texts.joined(separator: " | ")
        case .bytes(let text): text
        case .fails(let code): "the document fails: \(code)"
        }
    }

    /// Whether ``sentence`` is text that comes out, rather than words about it.
    var isVerbatim: Bool {
        switch self {
        case .text, .marked, .regions, .sentences, .tokens, .documents, .bytes: true
        case .dropped, .unchanged, .topics, .fields, .fails: false
        }
    }
}
