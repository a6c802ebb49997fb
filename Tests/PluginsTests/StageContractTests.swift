import PipelineFile
import Plugins
import StageKit
import StageTesting
import Testing

@Suite struct StageContractTests {
    @Test(arguments: registeredStages.map { $0.about.name })
    func `a stage holds to the contract and its examples are true`(name: String) async throws {
        let stage = try #require(registeredStages.first { $0.about.name == name })
        let contract = StageContract(
            stages: registeredStages, bundledFiles: bundledFiles, readYAML: { try YAML.read(bytes: $0, file: $1) })
        for problem in await contract.problems(of: stage) { Issue.record("\(name): \(problem)") }
    }
}
