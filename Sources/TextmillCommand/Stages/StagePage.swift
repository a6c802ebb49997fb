import StageKit

/// All about one stage, for the terminal and for Documentation/Stages.md.
enum StagePage {
    /// The page for a terminal.
    static func text(_ stage: StageDescription) -> String {
        var lines = ["\(stage.about.name) (\(stage.role.rawValue))", "", stage.about.summary]
        if !stage.about.details.isEmpty { lines += ["", stage.about.details] }
        lines += ["", "Reads:  \(layers(stage.reads))", "Writes: \(layers(stage.writes))", ""]
        if stage.options.isEmpty {
            lines.append("It has no options.")
        } else {
            lines.append("Options:")
            for option in stage.options {
                let state = option.isRequired ? "required" : "default: \(option.defaultText)"
                lines.append("  \(option.name)  \(option.kind); \(state)")
                lines.append("      \(option.help)")
            }
        }
        if !stage.about.examples.isEmpty { lines += ["", "Examples:"] }
        for example in stage.about.examples {
            lines.append("  \(example.title)")
            if !example.options.isEmpty { lines.append("      options: \(Value.object(example.options).yaml)") }
            for other in example.others { lines.append("      before: \(other)") }
            if !example.after.isEmpty { lines.append("      after: \(example.after.joined(separator: ", "))") }
            if !example.fields.isEmpty { lines.append("      fields: \(Value.object(example.fields).yaml)") }
            if let input = example.input { lines.append("      in:  \(continued(input))") }
            lines.append("      out: \(continued(example.output.sentence))")
        }
        return lines.joined(separator: "\n")
    }

    private static func layers(_ layers: [Layer]) -> String {
        layers.isEmpty ? "nothing" : layers.map(\.rawValue).joined(separator: ", ")
    }

    /// Text of several lines, those after the first below its beginning.
    private static func continued(_ text: String) -> String {
        // A carriage return would move the cursor of the terminal.
        var text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        while text.last?.isNewline == true { text.removeLast() }
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .map { $0.offset == 0 || $0.element.isEmpty ? String($0.element) : "           \($0.element)" }
            .joined(separator: "\n")
    }

    /// The reference page of all stages.
    static func markdown(_ stages: [StageDescription]) -> String {
        let stages = StageList.sorted(stages)
        var text = """
            # Stages

            Written by `textmill stages --format markdown` from what the stages say of themselves; do not edit.

            | Stage | Role | What it does |
            | --- | --- | --- |

            """
        for stage in stages {
            text += "| [\(stage.about.name)](#\(stage.about.name)) | \(stage.role.rawValue) "
            text += "| \(cell(stage.about.summary)) |\n"
        }
        for stage in stages { text += "\n" + section(stage) }
        while text.last == "\n" { text.removeLast() }
        return text
    }

    private static func section(_ stage: StageDescription) -> String {
        var text = "## \(stage.about.name)\n\n\(stage.about.summary)\n"
        if !stage.about.details.isEmpty { text += "\n\(stage.about.details)\n" }
        text += "\nRole: \(stage.role.rawValue). Reads: \(layers(stage.reads)). Writes: \(layers(stage.writes)).\n"
        if !stage.options.isEmpty {
            text += "\n| Option | Value | Default | What it is for |\n| --- | --- | --- | --- |\n"
            for option in stage.options {
                let initial =
                    option.isRequired || option.defaultValue == .null
                    ? option.defaultText : "`\(cell(option.defaultText))`"
                text += "| `\(option.name)` | \(cell(option.kind)) | \(initial) | \(cell(option.help)) |\n"
            }
        }
        for example in stage.about.examples { text += "\n" + markdown(example, of: stage) }
        return text
    }

    private static func markdown(_ example: Example, of stage: StageDescription) -> String {
        var text = "\(example.title)\n\n"
        if !example.options.isEmpty {
            text += "```yaml\n- \(stage.about.name):\n"
            for name in example.options.names { text += "    \(name): \(example.options[name]?.yaml ?? "null")\n" }
            text += "```\n\n"
        }
        for other in example.others { text += "Behind the document `\(other)`:\n\n" }
        if !example.after.isEmpty { text += "After \(example.after.joined(separator: ", ")):\n\n" }
        if !example.fields.isEmpty { text += "With the fields `\(Value.object(example.fields).yaml)`:\n\n" }
        if let input = example.input { text += fenced(input) + "\n" }
        text +=
            example.output.isVerbatim
            ? "becomes\n\n" + fenced(example.output.sentence) : "Result: \(example.output.sentence).\n"
        return text
    }

    /// A block of text as it is; the fence is longer than any in the text.
    private static func fenced(_ text: String) -> String {
        var fence = "```"
        while text.contains(fence) { fence += "`" }
        return "\(fence)text\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)\n"
    }

    /// Text inside a table cell.
    private static func cell(_ text: String) -> String {
        text.replacing("|", with: "\\|").replacing("\n", with: " ")
    }
}
