/// Words on a command line of cron, which its own rules and then the shell's read.
enum ShellText {
    /// A word as it stands in a crontab line, so that the program gets exactly it.
    ///
    /// cron ends the command at the first `%`; `\%` stands for it. Some versions of cron also make one backslash of two,
    /// so that no two stand side by side here, and none before an escaped `%`.
    static func quoted(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), 0x30...0x39: true
            case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"),
                UInt8(ascii: ","), UInt8(ascii: "+"), UInt8(ascii: "@"):
                true
            default: false
            }
        }
        if isPlain, !word.isEmpty { return word }
        var text = "'"
        for character in word.unicodeScalars {
            switch character {
            // Out of the quotes and in again: a quote cannot stand in them, a backslash could meet another.
            case "'": text += "'\"'\"'"
            case "\\": text += "\\''"
            // Outside the quotes the shell sees a bare '%' once cron has taken the backslash away.
            case "%": text += "'\\%'"
            default: text.unicodeScalars.append(character)
            }
        }
        return text + "'"
    }

    /// A command as cron hands it to the shell.
    static func withoutCronEscapes(_ command: String) -> String {
        var out = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in command.unicodeScalars {
            if isEscaped, scalar == "%" { out.removeLast() }
            // The rest would be the command's standard input.
            if !isEscaped, scalar == "%" { break }
            isEscaped = !isEscaped && scalar == "\\"
            out.append(scalar)
        }
        return String(out)
    }

    /// The words of a simple shell command; nil when it is more than words in quotes.
    static func words(_ command: String) -> [String]? {
        var words: [String] = []
        var word: String.UnicodeScalarView?
        var quote: Unicode.Scalar?
        var isEscaped = false
        for scalar in command.unicodeScalars {
            if isEscaped {
                // Between double quotes a backslash stands for itself before most characters.
                if quote == "\"", scalar != "\"", scalar != "\\", scalar != "$", scalar != "`" { word?.append("\\") }
                word = word ?? String.UnicodeScalarView()
                word?.append(scalar)
                isEscaped = false
            } else if scalar == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if scalar == open {
                    quote = nil
                } else if open == "\"", scalar == "$" || scalar == "`" {
                    return nil
                } else {
                    word?.append(scalar)
                }
            } else if scalar == "'" || scalar == "\"" {
                quote = scalar
                word = word ?? String.UnicodeScalarView()
            } else if scalar == " " || scalar == "\t" {
                if let done = word { words.append(String(done)) }
                word = nil
            } else if "$`;|<>()#*?[".unicodeScalars.contains(scalar) {
                return nil
            } else {
                word = word ?? String.UnicodeScalarView()
                word?.append(scalar)
            }
        }
        guard quote == nil, !isEscaped else { return nil }
        if let done = word { words.append(String(done)) }
        return words
    }
}

extension String {
    /// A short check sum of the text (FNV-1a), to see that somebody changed it; no protection against intent.
    var checkSum: String {
        var hash: UInt32 = 2_166_136_261
        for byte in utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
