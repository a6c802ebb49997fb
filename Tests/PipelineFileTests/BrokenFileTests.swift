import Diagnostics
import Foundation
import PipelineFile
import Testing

/// Broken pipeline files with what is said of them, word for word: `Golden/Broken/NAME.yaml` and `NAME.expected`.
///
/// Comments at the top of a file give overrides (`# set: path=value`) and the environment (`# env: NAME=value`).
@Suite struct BrokenFileTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/Broken")
    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }()
    static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil

    static func lint(_ bytes: [UInt8], file: String) -> [Diagnostic] {
        var overrides: [String] = []
        var environment: [String: String] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n").prefix(while: { $0.hasPrefix("# ") })
        {
            if line.hasPrefix("# set: ") { overrides.append(String(line.dropFirst(7))) }
            guard line.hasPrefix("# env: "), let equals = line.firstIndex(of: "=") else { continue }
            environment[String(line[..<equals].dropFirst(7))] = String(line[equals...].dropFirst())
        }
        return PipelineFile.lint(
            bytes: bytes, file: file, stages: testStages, environment: environment, overrides: overrides)
    }

    @Test func `there are at least eighty broken files`() { #expect(Self.names.count >= 80) }

    @Test(arguments: names) func `a broken file gets its expected text`(name: String) throws {
        let bytes = try Array(Data(contentsOf: Self.folder.appending(path: "\(name).yaml")))
        let text = DiagnosticReport.text(Self.lint(bytes, file: "\(name).yaml"))
        #expect(!text.isEmpty, "a broken file has a problem")
        let golden = Self.folder.appending(path: "\(name).expected")
        if Self.isUpdating { try text.write(to: golden, atomically: true, encoding: .utf8) }
        let expected = try String(contentsOf: golden, encoding: .utf8)
        #expect(text == expected)
    }
}
