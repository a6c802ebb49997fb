import Diagnostics
import Formats
import Glibc

/// Where the command line prints: data and asked-for pages to standard output, everything else to standard error.
enum Console {
    /// Prints a page that was asked for, with a line end unless it has one.
    ///
    /// A reader that goes away (`textmill stages | head -3`) has what it wanted: the process ends well and silently.
    ///
    /// - Throws: ``Diagnostic`` when standard output fails in another way, as on a full disk.
    static func print(_ text: String) throws {
        switch write(text.utf8.last == 0x0A ? text : text + "\n", to: STDOUT_FILENO) {
        case 0: return
        case EPIPE: exit(ExitStatus.success.code)
        case let number:
            throw Diagnostic(
                "output-failed", "cannot write to standard output", cause: "\(SystemError(number))")
        }
    }

    /// Says something about the work on standard error, with a line end; when that is closed nobody listens.
    static func say(_ text: String) { _ = write(text + "\n", to: STDERR_FILENO) }

    /// Writes text to standard error as it is.
    static func draw(_ text: String) { _ = write(text, to: STDERR_FILENO) }

    /// Whether standard error is a terminal that understands cursor movements.
    static var isTerminal: Bool {
        guard isatty(STDERR_FILENO) == 1 else { return false }
        let kind = getenv("TERM").map { String(cString: $0) } ?? "dumb"
        return kind != "dumb" && !kind.isEmpty
    }

    /// How many columns the terminal has.
    static var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Writes all of `text`; the error number, or 0.
    private static func write(_ text: String, to descriptor: Int32) -> Int32 {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                return errno
            }
            rest = rest.dropFirst(count)
        }
        return 0
    }
}
