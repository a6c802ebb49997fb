import Diagnostics

extension YAMLFailure {
    /// libyaml's complaint in the words of somebody who writes a pipeline file; libyaml's own words are the cause.
    func diagnostic(in source: SourceText, columnShift: Int) -> Diagnostic {
        let words = [context, problem].compactMap { $0 }.joined(separator: ": ")
        if let tab = tabPlace(in: source) {
            return Diagnostic(
                .tab, "a tab indents this line; YAML takes only spaces there", at: tab,
                hint: "replace the tab by spaces, two for each level")
        }
        let (text, mark, hint) = explanation(in: source)
        // libyaml may stand behind the last line; people look at the last.
        var place = mark
        if source.line(place.line).isEmpty, place.line > 0, place.line >= source.lineCount - 1 {
            place.line -= 1
            place.column = source.line(place.line).unicodeScalars.count - (place.line == 0 ? columnShift : 0)
        }
        let shift = place.line == 0 ? columnShift : 0
        return Diagnostic(
            .syntax, text, at: source.location(line: place.line, column: place.column + shift), cause: words, hint: hint
        )
    }

    /// The tab that libyaml stumbled over, when it stands in the indentation of the line.
    private func tabPlace(in source: SourceText) -> SourceLocation? {
        for line in [mark.line, mark.line - 1] where line >= 0 {
            let indentation = source.line(line).unicodeScalars.prefix { $0 == " " || $0 == "\t" || $0 == "-" }
            guard let tab = indentation.firstIndex(of: "\t") else { continue }
            let column = indentation.distance(from: indentation.startIndex, to: tab)
            return source.location(line: line, column: column)
        }
        return nil
    }

    /// What is wrong, where to look, and what to try.
    private func explanation(in source: SourceText) -> (text: String, mark: YAMLMark, hint: String?) {
        let line = source.line(mark.line)
        let here = line.unicodeScalars.dropFirst(mark.column).first.map(String.init) ?? ""
        let began = contextMark ?? mark
        switch problem {
        case "found unexpected end of stream", "found unexpected document indicator":
            return ("a quoted text begins here and never ends", began, "close it with the same quote")
        case "found unknown escape character":
            return (
                "an unknown escape in double quotes", mark,
                "write \\\\ for a backslash, or use single quotes, where a backslash is itself"
            )
        case "did not find expected ',' or ']'" where isAtEnd(of: source):
            return ("a list begins here with '[' and never ends", began, "close it with ']'")
        case "did not find expected ',' or '}'" where isAtEnd(of: source):
            return ("a mapping begins here with '{' and never ends", began, "close it with '}'")
        case "did not find expected ',' or ']'":
            let hint = line.contains("${") ? "inside [ ] a value with ${…} needs quotes" : nil
            return (
                "the list that begins with '['\(inLine(began)) goes wrong here", mark,
                hint ?? "close it with ']', put ',' between values"
            )
        case "did not find expected ',' or '}'":
            let hint = line.contains("${") ? "inside { } a value with ${…} needs quotes" : nil
            return (
                "the mapping that begins with '{'\(inLine(began)) goes wrong here", mark,
                hint ?? "close it with '}', put ',' between pairs; text that begins with '{' needs quotes"
            )
        case "mapping values are not allowed in this context":
            return (
                "a second ': ' in one line", mark,
                "text with ': ' in it needs quotes; a key of the next level goes on a line of its own"
            )
        case "could not find expected ':'":
            return (
                "this line is no 'key: value'", began,
                "put ': ' behind the key, or quotes around a text of several lines"
            )
        case "did not find expected key":
            return ("this line does not fit the lines above", mark, keyHint(line))
        case "did not find expected '-' indicator":
            return (
                "this line does not fit the list above", mark,
                "every entry of a list begins with '- ', and all are indented alike"
            )
        case "block sequence entries are not allowed in this context":
            return ("a '- ' cannot stand here", mark, "begin the list on a line of its own, below its key")
        case "did not find expected alphabetic or numeric character":
            let sign = context?.hasSuffix("anchor") == true ? "&" : "*"
            let meaning = sign == "&" ? "an anchor" : "an alias"
            return (
                "'\(sign)' begins \(meaning) in YAML, and this is none", began,
                "text that begins with '\(sign)' needs quotes"
            )
        case "found character that cannot start any token":
            return ("a value cannot begin with '\(here)'", mark, "text that begins with it needs quotes")
        case "did not find expected <document start>":
            return (
                "this line does not belong to the document above", mark,
                "are keys of the first level all at the left edge?"
            )
        case "found undefined tag handle", "did not find expected tag URI",
            "did not find expected whitespace or line break":
            return ("'!' begins a tag in YAML, and this is none", began, "text that begins with '!' needs quotes")
        default: return ("this is not YAML", mark, nil)
        }
    }

    private func isAtEnd(of source: SourceText) -> Bool {
        mark.line >= source.lineCount || (mark.line == source.lineCount - 1 && source.line(mark.line).isEmpty)
    }

    private func inLine(_ began: YAMLMark) -> String { began.line == mark.line ? "" : " in line \(began.line + 1)" }

    private func keyHint(_ line: String) -> String {
        if mark.column > 0, line.unicodeScalars.dropFirst(mark.column - 1).first == "'" {
            return "inside single quotes a quote is written twice: ''"
        }
        if line.unicodeScalars.drop(while: { $0 == " " }).starts(with: "- ".unicodeScalars) {
            return "are all '- ' of this list indented alike?"
        }
        return "are keys of one level indented alike, and quotes closed?"
    }
}
