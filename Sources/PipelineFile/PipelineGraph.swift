import StageKit

/// Draws a plan.
public enum PipelineGraph {
    /// The plan as a tree of text: sources flow into the chain of transforms, which flows into each sink.
    public static func text(_ plan: Plan) -> String {
        let width = plan.stages.map { label($0).count }.max() ?? 0
        var lines = [plan.name]
        for (index, stage) in plan.stages.enumerated() {
            let isLast = index == plan.stages.count - 1
            let branch = stage.role == .sink ? (isLast ? "└─▶ " : "├─▶ ") : stage.role == .source ? "├── " : "│   "
            let name = label(stage)
            let padding = String(repeating: " ", count: width - name.count)
            lines.append("\(branch)\(name)\(padding)  \(note(stage))")
        }
        return lines.joined(separator: "\n")
    }

    private static func label(_ stage: PlannedStage) -> String {
        stage.name == stage.about.name ? stage.name : "\(stage.name) (\(stage.about.name))"
    }

    private static func note(_ stage: PlannedStage) -> String {
        var parts = [stage.role.rawValue]
        if !stage.about.reads.isEmpty { parts.append("reads \(list(stage.about.reads))") }
        if !stage.about.writes.isEmpty { parts.append("writes \(list(stage.about.writes))") }
        if let onError = stage.onError { parts.append("on-error \(onError.rawValue)") }
        return parts.joined(separator: "; ")
    }

    private static func list(_ layers: Set<Layer>) -> String {
        Layer.allCases.filter { layers.contains($0) }.map(\.rawValue).joined(separator: ", ")
    }

    /// The plan as a Mermaid flow chart.
    public static func mermaid(_ plan: Plan) -> String {
        var lines = ["flowchart TD"]
        var heads: [String] = []
        var sources: [String] = []
        for (index, stage) in plan.stages.enumerated() {
            let id = "s\(index + 1)"
            lines.append("    \(id)\(shape(stage))")
            switch stage.role {
            case .source:
                sources.append(id)
                heads.append(id)
            case .sink: lines += heads.map { "    \($0) --> \(id)" }
            default:
                lines += heads.map { "    \($0) --> \(id)" }
                heads = [id]
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func shape(_ stage: PlannedStage) -> String {
        let name = "\"\(escaped(label(stage)))\""
        switch stage.role {
        case .source: return "([\(name)])"
        case .sink: return "[(\(name))]"
        default: return "[\(name)]"
        }
    }

    /// Text inside a quoted Mermaid label.
    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "#": out += "#35;"
            case "\"": out += "#quot;"
            case "<": out += "#lt;"
            case ">": out += "#gt;"
            case "&": out += "#amp;"
            case "`": out += "#96;"
            case "\n", "\r": out += " "
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
