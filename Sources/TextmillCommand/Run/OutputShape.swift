import Formats
import FoundationEssentials
import Ledger
import PipelineFile
import StageKit

/// Everything that shapes the output of a pipeline, part by part: the program, each stage with its options, and the files
/// that stages read. When one of them differs, documents that are done may have to be done again.
///
/// Where a source reads and a sink writes is no part of it: the ids of documents say the one, and the other is no matter
/// of their content.
struct OutputShape {
    /// The digest of each part, by its name.
    private(set) var parts: [String: String]

    /// Describes a pipeline as it is now.
    ///
    /// - Throws: ``Diagnostic`` when the ledger, which keeps the program's digest, cannot be written.
    init(_ loaded: LoadedPipeline, _ ledger: Ledger) throws {
        parts = ["program": try Self.programDigest(ledger)]
        for (index, planned) in loaded.plan.stages.enumerated() {
            let place = index < 9 ? "0\(index + 1)" : "\(index + 1)"
            let isEnd = planned.role == .source || planned.role == .sink
            var options = (try? Value(planned.options))?.object ?? Fields()
            if isEnd { for name in ["path", "paths", "allow-empty"] { options[name] = nil } }
            parts["\(place) \(planned.name)"] =
                SourceBytes(Array("\(planned.about.name) \(Value.object(options).json)".utf8)).digest
        }
        for (path, digest) in loaded.opened?.digests ?? [:] { parts["file \(path)"] = digest }
    }

    /// The parts that are not the same as they were, in words: `extract-entities, file companies.csv`.
    static func changes(from old: [String: String], to new: [String: String]) -> String {
        let names = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }.sorted()
        func plain(_ name: String) -> String {
            name.first?.isNumber == true ? String(name.drop { $0.isNumber }.dropFirst()) : name
        }
        var seen: Set<String> = []
        return names.map(plain).filter { seen.insert($0).inserted }.joined(separator: ", ")
    }

    private static func programDigest(_ ledger: Ledger) throws -> String {
        let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/proc/self/exe"
        let file = FileListing.File(name: path, path: path)
        guard let stamp = file.stamp.map({ InputStamp(size: $0.byteCount, modified: $0.modified, touched: 0) }) else {
            return "unknown"
        }
        if let digest = try ledger.programDigest(path: path, stamp) { return digest }
        let digest = SourceBytes([UInt8](try Data(contentsOf: URL(filePath: "/proc/self/exe")))).digest
        try ledger.keep(programDigest: digest, path: path, stamp)
        return digest
    }
}
