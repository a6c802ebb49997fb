import Analysis
import Diagnostics
import DocumentModel
import FuzzSupport
import PipelineFile

/// Taxonomy files: no crash, and either a taxonomy or an error; what can be read judges a text, which is the file itself.
@main struct FuzzTaxonomy: FuzzTarget {
    static func run(_ bytes: [UInt8]) {
        guard let node = try? YAML.read(bytes: bytes, file: "x.yaml") else { return }
        let result: TaxonomyFile.Result
        do {
            result = try TaxonomyFile.read(node, path: "x.yaml") { path, _, _ in (node, path: path) }
        } catch {
            guard let problems = (error as? Diagnostics)?.list, !problems.isEmpty else {
                fatalError("an error without words")
            }
            return
        }
        guard let text = Text(validating: bytes) else { return }
        let document = Document(text.string, fields: ["title": "Oil and gas", "section": ["World", "Oil"]])
        let judged = TopicClassifier(result.taxonomy).judge(document, missed: .all, stage: "fuzz")
        if judged.topics.count + judged.missed.count != result.taxonomy.topics.count { fatalError("a topic was lost") }
        for topic in judged.topics + judged.missed {
            guard (0...1).contains(topic.score) else { fatalError("a score out of range") }
            for evidence in topic.evidence where evidence.field == nil && !document.text.isValid(evidence.span) {
                fatalError("evidence outside the text")
            }
        }
    }
}
