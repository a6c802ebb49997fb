import Diagnostics

/// The name of a new stage or pipeline: words of small letters and digits, joined by hyphens.
struct NewName {
    let text: String

    /// Takes the name, if it is one.
    ///
    /// - Throws: ``Diagnostic`` `bad-name`, with a name that would do as the hint.
    init(_ text: String, of thing: String) throws {
        let words = text.split(separator: "-", omittingEmptySubsequences: false)
        let isName =
            text.utf8.count <= 64
            && words.allSatisfy { word in
                word.utf8.first.map { $0 &- 97 < 26 || (word.startIndex > text.startIndex && $0 &- 48 < 10) } == true
                    && word.utf8.allSatisfy { $0 &- 97 < 26 || $0 &- 48 < 10 }
            }
        guard isName else {
            let near = Self.kebab(text)
            throw Diagnostic(
                "bad-name", "'\(text)' cannot be the name of a \(thing)",
                cause: "a name is made of words of small letters and digits, joined by hyphens",
                hint: near.isEmpty ? "choose a verb and an object, such as 'drop-short'" : "try '\(near)'")
        }
        self.text = text
    }

    /// The Swift type of a stage of this name: `DropShort`.
    var typeName: String {
        text.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// What the user probably meant: `DropShort` and `drop short` as `drop-short`.
    private static func kebab(_ text: String) -> String {
        var out = ""
        for byte in text.utf8.prefix(64) {
            let isLetter = (byte | 0x20) &- 97 < 26
            if isLetter && byte < 97, !out.isEmpty, out.last != "-" { out += "-" }
            if isLetter || (byte &- 48 < 10 && !out.isEmpty) {
                out.unicodeScalars.append(Unicode.Scalar(isLetter ? byte | 0x20 : byte))
            } else if !out.isEmpty, out.last != "-" {
                out += "-"
            }
        }
        while out.last == "-" { out.removeLast() }
        return out
    }
}
