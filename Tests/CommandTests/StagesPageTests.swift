import Foundation
import Testing

@Suite struct StagesPageTests {
    @Test func `the page on stages says what the stages say`() async throws {
        let page = "\(Terminal.repository)/Documentation/Stages.md"
        let written = try await Terminal().run("stages", "--format", "markdown").output
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try written.write(toFile: page, atomically: true, encoding: .utf8)
        }
        let found = try String(contentsOfFile: page, encoding: .utf8)
        #expect(found == written, "Documentation/Stages.md is stale: 'make docs' writes it anew")
    }
}
