import Analysis
import DocumentModel
import Formats

/// A file of training data as it is named on the command line: `FILE`, `FILE:WEIGHT` or `FILE:WEIGHT:LABEL,LABEL`.
struct TrainingFile: Sendable {
    let path: String
    let weight: Float
    /// Labels of which the file says nothing.
    let freeLabels: [String]

    /// Splits at the colons behind the name; a name may have some of its own.
    init(_ argument: String) {
        let parts = argument.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if parts.count >= 3, let weight = Self.weight(parts[parts.count - 2]) {
            path = parts.dropLast(2).joined(separator: ":")
            self.weight = weight
            freeLabels = parts[parts.count - 1].split(separator: ",").map(String.init)
        } else if parts.count >= 2, let weight = Self.weight(parts[parts.count - 1]) {
            path = parts.dropLast().joined(separator: ":")
            self.weight = weight
            freeLabels = []
        } else {
            path = argument
            weight = 1
            freeLabels = []
        }
    }

    private static func weight(_ text: String) -> Float? {
        guard let weight = Float(text), weight.isFinite, weight >= 0, weight <= 1000 else { return nil }
        return weight
    }

    /// The name without its folder.
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// What was read of it.
    struct Content: Sendable {
        var texts: [LabelledText]
        var digest: String
    }

    /// Reads the file.
    ///
    /// - Throws: ``Diagnostic`` or ``Diagnostics`` with file and line.
    func read(_ format: AnnotationFormat) throws -> Content {
        var settings = format.settings
        settings.allowsOverlap = false
        let content = try AnnotationFile.content(at: path, settings)
        return Content(texts: content.texts, digest: content.digest)
    }
}
