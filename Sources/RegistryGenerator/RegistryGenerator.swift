import FoundationEssentials

/// Writes `registeredStages` and `bundledFiles` for a folder of stages; called by the StageRegistry build plugin.
///
/// Usage: `RegistryGenerator OUTPUT FOLDER FILE…`. Text files become string literals: these cost the compiler
/// nothing and lie in the program's read-only data, where array literals of bytes take minutes to compile.
@main struct RegistryGenerator {
    /// Files that belong to a stage's folder but not into the program.
    static let leftOut = [".swift", ".py", ".md", ".sh"]

    static func main() throws {
        let arguments = CommandLine.arguments
        let root = arguments[2].hasSuffix("/") ? arguments[2] : arguments[2] + "/"
        var folders: Set<String> = []
        var data: [(name: String, path: String)] = []
        for path in arguments.dropFirst(3) where path.hasPrefix(root) {
            let name = String(path.dropFirst(root.count))
            guard let slash = name.firstIndex(of: "/") else { continue }
            if name.hasSuffix(".swift") {
                folders.insert(String(name[..<slash]))
            } else if !leftOut.contains(where: name.hasSuffix) {
                data.append((name, path))
            }
        }
        var text = "// Generated from the folders of the stages; do not edit.\npublic import StageKit\n\n"
        text += "/// Every stage of this program, in the order of their folders.\n"
        text += "public let registeredStages: [any Stage.Type] = [\n"
        for folder in folders.sorted() { text += "    \(folder).self,\n" }
        text += "]\n\n/// The data files in the stages' folders, by their path from the folder of all stages.\n"
        text += "public let bundledFiles: [String: StaticString] = [\n"
        for (name, path) in data {
            text += "    \(literal(name)): \(literal(try String(contentsOfFile: path, encoding: .utf8))),\n"
        }
        text += data.isEmpty ? "    :\n]\n" : "]\n"
        try text.write(toFile: arguments[1], atomically: true, encoding: .utf8)
    }

    /// `text` as a Swift string literal on one line.
    static func literal(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\0": out += "\\0"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
