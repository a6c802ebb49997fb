import Diagnostics
import DocumentModel
import Formats
import Glibc

/// Where the command line prints: data and asked-for pages to standard output, everything else to standard error.
enum Console {
    /// How standard error is written, set once for the command that runs.
    @TaskLocal static var logFormat = LogFormat.text

    /// Prints a page that was asked for, with a line end unless it has one.
    ///
    /// A reader that goes away (`textmill stages | head -3`) has what it wanted: the process ends well and silently.
    ///
    /// - Throws: ``Diagnostic`` when standard output fails in another way, as on a full disk.
    static func print(_ text: String) throws {
        do throws(SystemError) { try write(text.utf8.last == 0x0A ? text : text + "\n", to: STDOUT_FILENO) } catch {
            if error.isBrokenPipe { exit(ExitStatus.success.code) }
            throw Diagnostic("output-failed", "cannot write to standard output", cause: "\(error)")
        }
    }

    /// Prints a page that was asked for into a file that appears when it is whole; `-` is standard output.
    ///
    /// - Throws: ``Diagnostic`` when it cannot be written.
    static func print(_ text: String, to path: String) throws {
        guard path != "-" else { return try print(text) }
        let output = try openOutput(path)
        try output.write(Array(text.utf8))
        try output.finish()
    }

    /// Says something about the work on standard error, with a line end; when that is closed nobody listens.
    ///
    /// - Parameter data: what a log for programs has beside the text.
    static func say(_ text: String, _ data: Fields = Fields()) {
        let line = logFormat == .json ? LogLine.text(text, data) : text
        try? write(line + "\n", to: STDERR_FILENO)
    }

    /// Says what is wrong on standard error.
    static func say(_ problem: Diagnostic) {
        let text = logFormat == .json ? LogLine.text(problem) : problem.rendered()
        try? write(text + "\n", to: STDERR_FILENO)
    }

    /// Writes text to standard error as it is, for people alone.
    static func draw(_ text: String) {
        if logFormat == .text { try? write(text, to: STDERR_FILENO) }
    }

    /// Whether standard error is a terminal that understands cursor movements.
    static var isTerminal: Bool {
        guard logFormat == .text, isatty(STDERR_FILENO) == 1 else { return false }
        let kind = getenv("TERM").map { String(cString: $0) } ?? "dumb"
        return kind != "dumb" && !kind.isEmpty
    }

    /// How many columns the terminal has.
    static var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Writes all of `text`.
    private static func write(_ text: String, to descriptor: Int32) throws(SystemError) {
        let bytes = Array(text.utf8)
        try Descriptor(standard: descriptor).write(bytes, 0..<bytes.count)
    }
}
