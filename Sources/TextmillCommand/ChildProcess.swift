import Diagnostics
import Formats
import Glibc
import Synchronization

/// Runs another program to its end: input in, output and errors out, never longer than a time limit.
///
/// It blocks its thread. The program gets the signals' default actions and a process group of its own, so that at the
/// limit what it started itself ends too.
enum ChildProcess {
    /// How a program ended, and what it said.
    struct Ending: Equatable {
        /// Its exit status; `128 + n` when signal `n` ended it, as the shell counts.
        var status: Int32
        /// What it wrote to standard output, at most ``ChildProcess/mostBytes``.
        var output: [UInt8]
        /// What it wrote to standard error, at most ``ChildProcess/mostBytes``.
        var errors: [UInt8]
        /// Whether it was killed because it took longer than the limit.
        var isLate = false

        /// Standard output as text.
        var text: String { String(decoding: output, as: UTF8.self) }
        /// The first lines of standard error on one line, for the cause of a message.
        var complaint: String {
            String(decoding: errors.prefix(4000), as: UTF8.self).split(whereSeparator: \.isNewline).prefix(3)
                .joined(separator: "; ")
        }
    }

    /// Most bytes that are kept of each stream; what comes after them is read and forgotten.
    static let mostBytes = 8 << 20

    /// Guards the moment between the making of a pipe and its mark that no child inherits it: a child started by another
    /// thread just then would hold it open.
    private static let starting = Mutex(())

    /// Starts `arguments[0]`, found through PATH when it has no slash, and waits for its end.
    ///
    /// A program that does not read all its input is no error. One that leaves a child behind which holds the streams
    /// open is not waited for longer than its own life.
    ///
    /// - Throws: ``Diagnostic`` `cannot-start` when the system cannot start it.
    static func run(
        _ arguments: [String], environment: [String: String], input: [UInt8] = [], timeLimit: Duration
    ) throws -> Ending {
        guard let program = arguments.first, !program.isEmpty, !(arguments.contains { $0.utf8.contains(0) }) else {
            throw Diagnostic("cannot-start", "a program without a name, or with a NUL, cannot be started")
        }
        // A child that does not read is no reason to die; the command line has it so from its start.
        signal(SIGPIPE, SIG_IGN)
        let (process, pipes) = try starting.withLock { _ in
            let pipes = try [Pipe(), Pipe(), Pipe()]
            return (try spawn(arguments, environment, pipes), pipes)
        }
        for (pipe, end) in zip(pipes, [0, 1, 1]) { pipe.close(end) }
        var conversation = Conversation(process: process, input: input, pipes: pipes)
        return conversation.ending(within: timeLimit)
    }

    /// Starts the program with the pipes as its three streams; its number.
    private static func spawn(
        _ arguments: [String], _ environment: [String: String], _ pipes: [Pipe]
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The copies lose O_CLOEXEC, which the originals keep.
        posix_spawn_file_actions_adddup2(&actions, pipes[0].ends[0], STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, pipes[1].ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, pipes[2].ends[1], STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // This program ignores some signals, and a child would inherit that.
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
        let words = arguments.map { strdup($0) } + [nil]
        let settings = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + settings { free(text) } }
        var process: pid_t = 0
        let result = posix_spawnp(&process, arguments[0], &actions, &attributes, words, settings)
        guard result == 0 else {
            throw Diagnostic(
                "cannot-start", "cannot start '\(arguments[0])'", cause: "\(SystemError(result))",
                hint: result == ENOENT ? "is it installed, and in a folder that PATH names?" : nil)
        }
        return process
    }

    /// A pipe whose ends no other program inherits; ends that are still open close with it.
    private final class Pipe {
        private(set) var ends: [Int32] = [-1, -1]

        init() throws {
            guard pipe(&ends) == 0 else {
                throw Diagnostic("cannot-start", "cannot make a pipe to another program", cause: "\(SystemError.last)")
            }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        }

        deinit { for end in [0, 1] { close(end) } }

        /// Closes the reading end, 0, or the writing one, 1.
        func close(_ end: Int) {
            if ends[end] >= 0 { Glibc.close(ends[end]) }
            ends[end] = -1
        }
    }

    /// Feeds a running program and listens to it.
    private struct Conversation {
        let process: pid_t
        var input: [UInt8]
        let pipes: [Pipe]
        var written = 0
        var heard: [[UInt8]] = [[], []]
        /// The status of waitpid(2), once the program has ended.
        var status: Int32?

        init(process: pid_t, input: [UInt8], pipes: [Pipe]) {
            self.process = process
            self.input = input
            self.pipes = pipes
            for descriptor in [pipes[0].ends[1], pipes[1].ends[0], pipes[2].ends[0]] {
                _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
            }
        }

        mutating func ending(within limit: Duration) -> Ending {
            let deadline = ContinuousClock.now + limit
            var isLate = false
            while status == nil || listens {
                let isOver = status != nil
                let moved = exchange(waiting: isOver ? 0 : 20)
                // After its end nothing more can come but from children that it left behind.
                if isOver, !moved { break }
                look()
                if status == nil, ContinuousClock.now >= deadline {
                    isLate = true
                    stop()
                }
            }
            return Ending(status: shellStatus, output: heard[0], errors: heard[1], isLate: isLate)
        }

        private var listens: Bool { pipes[1].ends[0] >= 0 || pipes[2].ends[0] >= 0 }

        /// Moves what can be moved now; whether something was.
        private mutating func exchange(waiting milliseconds: Int32) -> Bool {
            if written == input.count { pipes[0].close(1) }
            // poll(2) passes over negative descriptors.
            var requests = [
                pollfd(fd: pipes[0].ends[1], events: Int16(POLLOUT), revents: 0),
                pollfd(fd: pipes[1].ends[0], events: Int16(POLLIN), revents: 0),
                pollfd(fd: pipes[2].ends[0], events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&requests, 3, milliseconds) > 0 else { return false }
            if requests[0].revents != 0 { feed() }
            for stream in [1, 2] where requests[stream].revents != 0 { listen(to: stream) }
            return true
        }

        private mutating func feed() {
            let piece = Array(input[written..<min(written + 65536, input.count)])
            let count = Glibc.write(pipes[0].ends[1], piece, piece.count)
            if count >= 0 { written += count } else if errno != EAGAIN, errno != EINTR { written = input.count }
        }

        private mutating func listen(to stream: Int) {
            var buffer = [UInt8](repeating: 0, count: 65536)
            let count = Glibc.read(pipes[stream].ends[0], &buffer, buffer.count)
            if count > 0 {
                heard[stream - 1] += buffer[..<min(count, mostBytes - heard[stream - 1].count)]
            } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
                pipes[stream].close(0)
            }
        }

        /// Looks whether the program has ended.
        private mutating func look(flags: Int32 = WNOHANG) {
            guard status == nil else { return }
            var found: Int32 = 0
            var result: pid_t
            repeat { result = waitpid(process, &found, flags) } while result < 0 && errno == EINTR
            if result == process { status = found } else if result < 0 { status = 0x7F00 }
        }

        /// Asks the program and its children to end, and makes them end a second later.
        private mutating func stop() {
            kill(-process, SIGTERM)
            let deadline = ContinuousClock.now + .seconds(1)
            while status == nil, ContinuousClock.now < deadline {
                _ = exchange(waiting: 10)
                look()
            }
            kill(-process, SIGKILL)
            look(flags: 0)
        }

        private var shellStatus: Int32 {
            guard let status else { return 127 }
            return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        }
    }
}
