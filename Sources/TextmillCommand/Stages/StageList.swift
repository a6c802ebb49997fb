import StageKit

/// The list of all stages, grouped by their part in a pipeline.
enum StageList {
    /// The groups with their headings.
    private static let groups: [(heading: String, roles: [StageRole])] = [
        ("Sources make documents", [.source]),
        ("Transforms change or drop them", [.transform, .batchTransform, .corpusTransform]),
        ("Sinks take them", [.sink]),
    ]

    /// One line for each stage.
    static func text(_ stages: [StageDescription]) -> String {
        let width = stages.map(\.about.name.count).max() ?? 0
        var lines: [String] = []
        for (heading, roles) in groups {
            let members = stages.filter { roles.contains($0.role) }.sorted { $0.about.name < $1.about.name }
            if members.isEmpty { continue }
            lines.append("\(heading):")
            lines += members.map { "  \($0.about.name.padded(to: width))  \($0.about.summary)" }
            lines.append("")
        }
        lines.append("'textmill stages NAME' shows the options and examples of one.")
        return lines.joined(separator: "\n")
    }

    /// The stages in the order of the list.
    static func sorted(_ stages: [StageDescription]) -> [StageDescription] {
        groups.flatMap { group in
            stages.filter { group.roles.contains($0.role) }.sorted { $0.about.name < $1.about.name }
        }
    }
}

extension String {
    /// The text with spaces at its end, up to a number of characters.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

    /// The text with spaces before it, up to a number of characters.
    func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }

    /// The lines of the text, each behind `prefix`.
    func indented(by prefix: String) -> String {
        split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : prefix + $0 }
            .joined(separator: "\n")
    }
}
