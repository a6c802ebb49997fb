import Analysis
import ArgumentParser
import Diagnostics

/// `textmill evaluate dates`: dates and times by span, type and value.
struct EvaluateDatesCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "dates",
        abstract: "Measures dates and times by span, type and value.",
        discussion: """
            A file whose name ends with .tml is a TimeML document with TIMEX3 elements: spans are compared exactly and by \
            overlap, and values where spans overlap, as TempEval-3 does. A .json file has cases of Recognizers-Text: \
            each is right when every span, type, TIMEX and value is.

            Examples:
              textmill evaluate dates gold/*.tml
              textmill evaluate dates datetime.json --misses
              textmill evaluate dates gold.tml --fail-under 0.8
            """)

    @Argument(help: ArgumentHelp("TimeML documents, or cases of Recognizers-Text.", valueName: "file"))
    var files: [String]

    @Flag(help: "List what is not right.")
    var misses = false

    @ArgumentParser.Option(
        help: ArgumentHelp("End with 1 when the value F1, or the share of right cases, is lower.", valueName: "score"))
    var failUnder: Double?

    func run(_ program: Program) async throws -> ExitStatus {
        var timex = TimexScore()
        var cases = RecognizerScore()
        for file in files {
            let bytes = try FileReading.contents(of: file, limit: 64 << 20)
            guard bytes.count <= 64 << 20 else {
                throw Diagnostic("too-large", "'\(file)' is larger than 64 MB", at: SourceLocation(file: file))
            }
            if file.hasSuffix(".json") {
                for one in try RecognizerCase.read(bytes, file: file) { cases.add(one) }
            } else {
                timex.add(try TimeMLText(bytes, file: file))
            }
        }
        var lowest = 1.0
        if timex.documentCount > 0 {
            let lines = (misses ? timex.misses : []) + [timex.summary]
            try Console.print(lines.joined(separator: "\n") + "\n")
            lowest = min(lowest, timex.value.f1)
        }
        if cases.count > 0 {
            let lines = (misses ? cases.misses : []) + [cases.summary]
            try Console.print(lines.joined(separator: "\n") + "\n")
            lowest = min(lowest, cases.share)
        }
        guard let failUnder, lowest < failUnder else { return .success }
        return .failures
    }
}
