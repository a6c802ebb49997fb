import Analysis
import PipelineFile
import StageKit

extension Program {
    /// The rules of the shipped taxonomy, which models of topics ask.
    ///
    /// - Throws: ``Diagnostic`` when this program was built without `classify-topics`.
    func shippedRules() throws -> RuleFeatures {
        let setup = StageSetup(
            stage: "classify-topics", bundledFiles: bundledFiles, readYAML: { try YAML.read(bytes: $0, file: $1) })
        return RuleFeatures(try TaxonomyFile.read(setup.bundledYAML("ClassifyTopics/news.yaml")).taxonomy)
    }
}
