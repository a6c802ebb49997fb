package import Diagnostics

/// The text of a user's crontab, in which each schedule is one marked block; every other byte stays as it is.
package struct Crontab: Hashable, Sendable {
    /// The text as bytes, because others may have written any into it.
    package private(set) var bytes: [UInt8]

    /// Takes the text of a crontab.
    package init(bytes: [UInt8]) { self.bytes = bytes }

    /// A marked block.
    package struct Block: Hashable, Sendable {
        /// The pipeline file that the mark names.
        package let pipeline: String
        /// What it says; nil when it was edited so that it can no longer be understood.
        package let schedule: PipelineSchedule?
        /// Whether somebody changed its lines by hand.
        package let isEdited: Bool
        /// What is wrong with its lines.
        package let problems: [Diagnostic]
        /// Its first line, from 1.
        package let line: Int
        /// Where its lines are.
        fileprivate let range: Range<Int>
        fileprivate let text: [UInt8]
    }

    /// What became of the text.
    package enum Change: Hashable, Sendable {
        case added, replaced, unchanged, removed, absent
    }

    private static let begin = "# >>> textmill schedule "
    private static let end = "# <<< textmill schedule "
    private static let note =
        "# written by 'textmill schedule add'; 'textmill schedule remove' takes it out, from >>> to <<<\n"
    /// Most bytes of a command that cron takes (`MAX_COMMAND` of its source, with the byte at its end).
    static let mostCommandBytes = 998

    /// The block of a schedule.
    ///
    /// - Throws: ``Diagnostic`` `command-too-long` when cron would refuse the line.
    package static func block(_ schedule: PipelineSchedule) throws(Diagnostic) -> String {
        var body = note
        let place = "cd \(ShellText.quoted(schedule.folder)) && PATH=\(PipelineSchedule.path) "
        let run = place + schedule.runWords.map(ShellText.quoted).joined(separator: " ")
        let missed = place + schedule.missedWords.map(ShellText.quoted).joined(separator: " ")
        for command in [run, missed] where command.utf8.count > mostCommandBytes {
            throw Diagnostic(
                "command-too-long", "the command has \(command.utf8.count) bytes; cron takes \(mostCommandBytes)",
                hint: "set values in the pipeline file instead of with --set, or use --systemd")
        }
        for expression in schedule.expressions { body += "\(expression) \(run)\n" }
        if schedule.catchesUp { body += "@reboot \(missed)\n" }
        return "\(begin)\(schedule.pipeline) [\(body.checkSum)]\n\(body)\(end)\(schedule.pipeline)\n"
    }

    /// Puts a schedule in, in the place of the one its pipeline had.
    ///
    /// - Throws: ``Diagnostic`` `broken-block` when the mark of a block has no end, `command-too-long`.
    package mutating func set(_ schedule: PipelineSchedule) throws(Diagnostic) -> Change {
        let text = Array(try Self.block(schedule).utf8)
        let old = try blocks().filter { $0.pipeline == schedule.pipeline }
        guard let first = old.first else {
            // cron wants a line end at the end anyway, and refuses a text without one.
            if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
            bytes += text
            return .added
        }
        if old.count == 1, first.text == text { return .unchanged }
        for block in old.dropFirst().reversed() { bytes.removeSubrange(block.range) }
        bytes.replaceSubrange(first.range, with: text)
        return .replaced
    }

    /// Takes the schedule of a pipeline out.
    ///
    /// - Throws: ``Diagnostic`` `broken-block`.
    package mutating func remove(_ pipeline: String) throws(Diagnostic) -> Change {
        let old = try blocks().filter { $0.pipeline == pipeline }
        for block in old.reversed() { bytes.removeSubrange(block.range) }
        return old.isEmpty ? .absent : .removed
    }

    /// The marked blocks in their order.
    ///
    /// - Throws: ``Diagnostic`` `broken-block` when one has no end.
    package func blocks() throws(Diagnostic) -> [Block] {
        var blocks: [Block] = []
        var open: (pipeline: String, sum: String, line: Int, start: Int, body: Int)?
        for (number, range) in lines.enumerated() {
            let line = String(
                decoding: bytes[range].last == 0x0A ? bytes[range].dropLast() : bytes[range], as: UTF8.self)
            if line.hasPrefix(Self.begin) {
                if let open { throw Self.unended(open.pipeline, open.line) }
                var name = line.dropFirst(Self.begin.count)
                var sum = ""
                // A mark whose sum was taken away is a mark still.
                if name.hasSuffix("]"), name.dropLast(9).hasSuffix(" [") {
                    sum = String(name.suffix(9).dropLast())
                    name = name.dropLast(11)
                }
                open = (String(name), sum, number + 1, range.lowerBound, range.upperBound)
            } else if line.hasPrefix(Self.end), let begun = open {
                guard line.dropFirst(Self.end.count) == begun.pipeline else {
                    throw Self.unended(begun.pipeline, begun.line)
                }
                let body = String(decoding: bytes[begun.body..<range.lowerBound], as: UTF8.self)
                blocks.append(
                    Self.block(
                        begun.pipeline, body, sum: begun.sum, line: begun.line,
                        range: begun.start..<range.upperBound, text: Array(bytes[begun.start..<range.upperBound])))
                open = nil
            }
        }
        if let open { throw Self.unended(open.pipeline, open.line) }
        return blocks
    }

    private static func unended(_ pipeline: String, _ line: Int) -> Diagnostic {
        Diagnostic(
            "broken-block", "the marked block of '\(pipeline)' has no end",
            at: SourceLocation(file: "crontab", line: line),
            hint: "with 'crontab -e', put the line '\(end)\(pipeline)' back after it, or remove the whole block")
    }

    /// Where the lines are, with their ends.
    private var lines: [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
            lines.append(start..<end)
            start = end
        }
        return lines
    }

    // MARK: Reading a block

    private static func block(
        _ pipeline: String, _ body: String, sum: String, line: Int, range: Range<Int>, text: [UInt8]
    ) -> Block {
        var expressions: [CronExpression] = []
        var command: Command?
        var catchesUp = false
        var problems: [Diagnostic] = []
        for (index, text) in body.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let text = String(text)
            guard let entry = Self.entry(text) else { continue }
            do {
                let expression = try CronExpression(entry.time, source: "crontab", line: line + 1 + index)
                let found = Command(entry.command)
                if expression.isAtStart, found?.isMissedRun == true {
                    catchesUp = true
                } else {
                    expressions.append(expression)
                    command = command ?? found
                }
            } catch { problems.append(error) }
        }
        var schedule: PipelineSchedule?
        if let command, command.pipeline == pipeline, !expressions.isEmpty {
            schedule = try? PipelineSchedule(
                pipeline: pipeline, expressions: expressions, overrides: command.overrides, catchesUp: catchesUp,
                program: command.program)
        }
        return Block(
            pipeline: pipeline, schedule: schedule, isEdited: body.checkSum != sum, problems: problems, line: line,
            range: range, text: text)
    }

    /// A line's time and command; nil for a comment, a setting and nothing.
    static func entry(_ line: String) -> (time: String, command: String)? {
        let text = line.drop { $0 == " " || $0 == "\t" }
        guard let first = text.first, first != "#" else { return nil }
        if setting(line) != nil { return nil }
        var rest = text
        for _ in 0..<(first == "@" ? 1 : 5) {
            rest = rest.drop { $0 != " " && $0 != "\t" }
            rest = rest.drop { $0 == " " || $0 == "\t" }
        }
        // With the blanks before it, so that columns are those of the line.
        var time = line[..<rest.startIndex]
        while time.last == " " || time.last == "\t" { time.removeLast() }
        return (String(time), String(rest))
    }

    /// A line `NAME=value` of a crontab, without the quotes that may stand around both.
    package static func setting(_ line: String) -> (name: String, value: String)? {
        func plain(_ text: some StringProtocol) -> String {
            let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
            var inner = String(text.drop(while: blank))
            while inner.last.map(blank) == true { inner.removeLast() }
            for quote in ["'", "\""] where inner.count >= 2 && inner.hasPrefix(quote) && inner.hasSuffix(quote) {
                return String(inner.dropFirst().dropLast())
            }
            return inner
        }
        guard let equals = line.firstIndex(of: "=") else { return nil }
        let name = plain(line[..<equals])
        guard let first = name.first, first.isLetter || first == "_",
            name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
        else { return nil }
        return (name, plain(line[line.index(after: equals)...]))
    }

    /// The settings that hold for the lines after them, as they are at the block of a pipeline, or at the end.
    package func settings(for pipeline: String) -> [String: String] {
        let stop = (try? blocks())?.first { $0.pipeline == pipeline }?.line ?? Int.max
        var settings: [String: String] = [:]
        for (number, range) in lines.enumerated() where number + 1 < stop {
            let line = String(decoding: bytes[range].filter { $0 != 0x0A }, as: UTF8.self)
            if !line.hasPrefix("#"), let setting = Self.setting(line) { settings[setting.name] = setting.value }
        }
        return settings
    }

    /// The command of one of our lines.
    private struct Command {
        var program: String
        var pipeline: String
        var overrides: [String] = []
        var isMissedRun: Bool

        init?(_ text: String) {
            guard let words = ShellText.words(ShellText.withoutCronEscapes(text)),
                let and = words.firstIndex(of: "&&"), words.first == "cd"
            else { return nil }
            var rest = words[(and + 1)...]
            while let first = rest.first, first.contains("="), !first.hasPrefix("/") { rest.removeFirst() }
            guard let program = rest.popFirst(), let verb = rest.popFirst() else { return nil }
            self.program = program
            isMissedRun = verb == "schedule"
            if isMissedRun { guard rest.popFirst() == "run-missed" else { return nil } }
            guard isMissedRun || verb == "run", let pipeline = rest.popFirst() else { return nil }
            self.pipeline = pipeline
            while let word = rest.popFirst() {
                if word == "--set", let value = rest.popFirst() { overrides.append(value) }
            }
        }
    }
}
