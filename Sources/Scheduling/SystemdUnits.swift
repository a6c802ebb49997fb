package import Diagnostics

/// A timer of systemd and the service that it starts, as texts of two files.
package struct SystemdUnits: Hashable, Sendable {
    /// The name of both without its ending: `textmill-nightly-1f2e3d4c`.
    package let name: String
    /// The text of the file that ends in `.service`.
    package let service: String
    /// The text of the file that ends in `.timer`.
    package let timer: String

    /// Writes the units of a schedule.
    ///
    /// - Throws: ``Diagnostic`` `no-timer` for `@reboot`, which a timer has no word for that means the same, and for a folder that
    ///   a unit cannot name.
    package init(_ schedule: PipelineSchedule) throws(Diagnostic) {
        // At the end of a line it would join the next line to it, and WorkingDirectory takes no quotes.
        guard !schedule.folder.hasSuffix("\\") else {
            throw Diagnostic(
                "no-timer", "the folder '\(schedule.folder)' ends in a backslash, which a unit of systemd cannot name",
                hint: "leave --systemd out, or rename the folder")
        }
        name = Self.name(schedule.pipeline)
        var calendar: [String] = []
        for expression in schedule.expressions {
            guard !expression.isAtStart else {
                throw Diagnostic(
                    "no-timer", "'@reboot' is no time that a systemd timer can have",
                    hint: "leave --systemd out, or write a service of your own that is wanted by default.target")
            }
            calendar += expression.calendarTexts
        }
        let head = "# textmill schedule \(schedule.pipeline)\n"
        service =
            head + """
                [Unit]
                Description=textmill run \(Self.escaped(schedule.pipeline))

                [Service]
                Type=oneshot
                WorkingDirectory=\(Self.escaped(schedule.folder))
                Environment=PATH=\(PipelineSchedule.path)
                ExecStart=\(schedule.runWords.map(Self.quoted).joined(separator: " "))

                """
        timer =
            head + schedule.expressions.map { "# cron \($0)\n" }.joined()
            + schedule.overrides.map { "# set \($0)\n" }.joined() + "# program \(schedule.program)\n" + """
                [Unit]
                Description=textmill run \(Self.escaped(schedule.pipeline))

                [Timer]
                \(calendar.map { "OnCalendar=\($0)" }.joined(separator: "\n"))
                \(schedule.catchesUp ? "Persistent=true\n" : "")
                [Install]
                WantedBy=timers.target

                """
    }

    /// The name of the units of a pipeline file.
    package static func name(_ pipeline: String) -> String {
        let file = pipeline.split(separator: "/").last ?? ""
        let stem = file.split(separator: ".").first ?? ""
        let plain = stem.unicodeScalars.map {
            $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0)) ? Character($0) : "-"
        }
        return "textmill-\(String(plain.prefix(40)))-\(pipeline.checkSum)"
    }

    /// The pipeline file of a unit that was written here; nil for any other.
    package static func pipeline(unit: String) -> String? { values("textmill schedule", in: unit).first }

    /// Reads a timer that was written here; nil for any other, and for one that is no longer understood.
    package static func schedule(timer: String) -> PipelineSchedule? {
        guard let pipeline = pipeline(unit: timer), let program = values("program", in: timer).first else { return nil }
        let written = values("cron", in: timer)
        let expressions = written.compactMap { try? CronExpression($0, source: "timer") }
        guard !expressions.isEmpty, expressions.count == written.count else { return nil }
        return try? PipelineSchedule(
            pipeline: pipeline, expressions: expressions, overrides: values("set", in: timer),
            catchesUp: timer.contains("\nPersistent=true\n"), program: program)
    }

    /// What the comments at the beginning of a unit say under a key.
    private static func values(_ key: String, in unit: String) -> [String] {
        unit.split(separator: "\n").prefix { $0.hasPrefix("#") }.filter { $0.hasPrefix("# \(key) ") }
            .map { String($0.dropFirst(key.count + 3)) }
    }

    /// What the lines `Environment=` of a unit and then of the files beside it set; a line without anything takes back all
    /// before.
    ///
    /// - SeeAlso: systemd.exec(5), systemd.syntax(7). Specifiers such as `%h` stay as they are written; `%%` is a `%`.
    package static func environment(units: [String]) -> [String: String] {
        var settings: [String: String] = [:]
        for line in units.flatMap(lines) {
            guard let equals = line.firstIndex(of: "="), trimmed(line[..<equals]) == "Environment" else { continue }
            let words = words(of: line[line.index(after: equals)...])
            if words.isEmpty { settings = [:] }
            for word in words {
                guard let equals = word.firstIndex(of: "=") else { continue }
                settings[String(word[..<equals])] = String(word[word.index(after: equals)...])
                    .replacing("%%", with: "%")
            }
        }
        return settings
    }

    /// The lines of a unit; one that ends with a backslash goes on in the next, and comments are none.
    private static func lines(of unit: String) -> [Substring] {
        var lines: [Substring] = []
        var begun: String?
        for line in unit.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let text = trimmed(line)
            if text.hasPrefix("#") || text.hasPrefix(";") { continue }
            let whole = (begun ?? "") + text
            if whole.hasSuffix("\\") {
                begun = whole.dropLast() + " "
            } else {
                lines.append(whole[...])
                begun = nil
            }
        }
        return lines + [begun].compactMap { $0?[...] }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop { $0.isWhitespace }
        return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? start
    }

    /// The words of a value, in quotes or not.
    private static func words(of value: Substring) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in value {
            if isEscaped {
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "\"" || character == "'" {
                quote = character
                word = word ?? ""
            } else if character.isWhitespace {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        return words + [word].compactMap(\.self)
    }

    /// `%` begins a specifier in every value.
    private static func escaped(_ text: String) -> String {
        text.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
    }

    /// A word of ExecStart.
    private static func quoted(_ word: String) -> String {
        var text = "\""
        for scalar in word.unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case "$": text += "$$"
            case "%": text += "%%"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}

extension CronExpression {
    /// The same as calendar events of systemd; two when one of the fields for days is enough, because a timer elapses at
    /// each of its events.
    ///
    /// - SeeAlso: systemd.time(7).
    var calendarTexts: [String] {
        func list(_ field: CronField) -> String {
            field.isAll ? "*" : field.sorted.map(LocalTime.two).joined(separator: ",")
        }
        let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let weekdays =
            weekday.isAll
            ? ""
            : weekday.values == Set(1...5) ? "Mon..Fri " : weekday.sorted.map { names[$0] }.joined(separator: ",") + " "
        let time = "\(list(hour)):\(list(minute)):00"
        if needsOneDayFieldOnly, !day.isAll, !weekday.isAll {
            return ["*-\(list(month))-\(list(day)) \(time)", "\(weekdays)*-\(list(month))-* \(time)"]
        }
        // When one is enough and one is full, every day fits.
        let isEveryDay = needsOneDayFieldOnly
        return ["\(isEveryDay ? "" : weekdays)*-\(list(month))-\(isEveryDay ? "*" : list(day)) \(time)"]
    }
}
