public import Diagnostics
import DocumentModel
import Formats

/// Writes diagnostics for people and for tools.
public enum DiagnosticReport {
    /// For people: each with its excerpt, caret and hint, an empty line between two; empty when there are none.
    public static func text(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map { $0.rendered() + "\n" }.joined(separator: "\n")
    }

    /// A JSON array with one object for each, one to a line.
    public static func json(_ diagnostics: [Diagnostic]) -> String {
        if diagnostics.isEmpty { return "[]\n" }
        return "[\n" + diagnostics.map { "  \(Value.object(fields($0)).json)" }.joined(separator: ",\n") + "\n]\n"
    }

    private static func fields(_ diagnostic: Diagnostic) -> Fields {
        var fields: Fields = [
            "severity": .string(diagnostic.severity.rawValue), "code": .string(diagnostic.code),
            "problem": .string(diagnostic.problem),
        ]
        if let place = diagnostic.location {
            fields["file"] = .string(place.file)
            fields["line"] = place.line.map { .number("\($0)") }
            fields["column"] = place.column.map { .number("\($0)") }
            if place.column != nil { fields["length"] = .number("\(place.shownLength)") }
        }
        fields["document"] = diagnostic.document.map { .string($0) }
        fields["cause"] = diagnostic.cause.map { .string($0) }
        fields["hint"] = diagnostic.hint.map { .string($0) }
        return fields
    }

    /// Workflow commands that GitHub shows beside the lines of a change.
    ///
    /// - SeeAlso: "Workflow commands for GitHub Actions", GitHub documentation.
    public static func github(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map { diagnostic in
            var properties: [String] = []
            if let place = diagnostic.location {
                properties.append("file=\(property(place.file))")
                if let line = place.line { properties += ["line=\(line)", "endLine=\(line)"] }
                if let column = place.column {
                    properties += ["col=\(column)", "endColumn=\(column + place.shownLength)"]
                }
            }
            properties.append("title=\(property(diagnostic.code))")
            let level = diagnostic.severity == .note ? "notice" : diagnostic.severity.rawValue
            return "::\(level) \(properties.joined(separator: ","))::\(data(message(diagnostic)))\n"
        }.joined()
    }

    private static func data(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": out += "%25"
            case "\r": out += "%0D"
            case "\n": out += "%0A"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    private static func property(_ text: String) -> String {
        var out = ""
        for scalar in data(text).unicodeScalars {
            switch scalar {
            case ":": out += "%3A"
            case ",": out += "%2C"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// Problem, cause and hint in one text.
    private static func message(_ diagnostic: Diagnostic) -> String {
        var lines = [diagnostic.problem]
        if let document = diagnostic.document { lines.append("document: \(document)") }
        if let cause = diagnostic.cause { lines.append("cause: \(cause)") }
        if let hint = diagnostic.hint { lines.append("hint: \(hint)") }
        return lines.joined(separator: "\n")
    }

    /// SARIF 2.1.0, for code scanning and editors.
    ///
    /// - SeeAlso: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
    public static func sarif(_ diagnostics: [Diagnostic]) -> String {
        var rules: [Value] = []
        var ruleIndex: [String: Int] = [:]
        var results: [Value] = []
        for diagnostic in diagnostics {
            let index = ruleIndex[diagnostic.code] ?? rules.count
            if ruleIndex[diagnostic.code] == nil {
                ruleIndex[diagnostic.code] = index
                let meaning = Code(rawValue: diagnostic.code)?.meaning ?? "A problem that a stage reports."
                rules.append(["id": .string(diagnostic.code), "shortDescription": ["text": .string(meaning)]])
            }
            results.append(result(diagnostic, ruleIndex: index))
        }
        let driver: Value = ["name": "textmill", "rules": .list(rules)]
        let run: Value = [
            "tool": ["driver": driver], "columnKind": "unicodeCodePoints", "results": .list(results),
        ]
        let log: Value = [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run],
        ]
        return log.json + "\n"
    }

    private static func result(_ diagnostic: Diagnostic, ruleIndex: Int) -> Value {
        var result: Fields = [
            "ruleId": .string(diagnostic.code), "ruleIndex": .number("\(ruleIndex)"),
            "level": .string(diagnostic.severity.rawValue), "message": ["text": .string(message(diagnostic))],
        ]
        if let place = diagnostic.location {
            var physical: Fields = ["artifactLocation": ["uri": .string(uri(place.file))]]
            if let line = place.line {
                var region: Fields = ["startLine": .number("\(line)")]
                if let column = place.column {
                    region["startColumn"] = .number("\(column)")
                    region["endColumn"] = .number("\(column + place.shownLength)")
                }
                physical["region"] = .object(region)
            }
            result["locations"] = [["physicalLocation": .object(physical)]]
        }
        return .object(result)
    }

    /// A file's name as a URI reference (RFC 3986).
    private static func uri(_ file: String) -> String {
        let hex = Array("0123456789ABCDEF".unicodeScalars)
        var out = file.hasPrefix("/") ? "file://" : ""
        for byte in file.utf8 {
            let scalar = Unicode.Scalar(byte)
            let isPlain =
                byte < 0x80 && (scalar.properties.isAlphabetic || "0123456789-._~/".unicodeScalars.contains(scalar))
            if isPlain {
                out.unicodeScalars.append(scalar)
            } else {
                out.unicodeScalars.append(contentsOf: ["%", hex[Int(byte >> 4)], hex[Int(byte & 15)]])
            }
        }
        return out
    }
}

extension SourceLocation {
    /// The length in code points, not beyond the end of the line.
    fileprivate var shownLength: Int {
        guard let excerpt, let column else { return max(1, min(length, 1 << 20)) }
        return max(1, min(length, excerpt.line.unicodeScalars.count - column + 1))
    }
}
