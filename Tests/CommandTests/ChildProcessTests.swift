import Diagnostics
import Testing

@testable import TextmillCommand

@Suite struct ChildProcessTests {
    private func shell(
        _ script: String, environment: [String: String] = ["PATH": "/usr/bin:/bin"], input: [UInt8] = [],
        timeLimit: Duration = .seconds(30)
    ) throws -> ChildProcess.Ending {
        try ChildProcess.run(
            ["/bin/sh", "-c", script], environment: environment, input: input, timeLimit: timeLimit)
    }

    @Test func `what a program says and how it ends comes back`() throws {
        let ending = try shell("echo out; echo wrong >&2; echo again >&2; exit 7")
        #expect(ending == .init(status: 7, output: Array("out\n".utf8), errors: Array("wrong\nagain\n".utf8)))
        #expect(ending.text == "out\n" && ending.complaint == "wrong; again")
    }

    @Test func `more input than a pipe holds goes through while the output is read`() throws {
        let input = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let ending = try shell("cat", input: input)
        #expect(ending.output == input && ending.status == 0)
    }

    @Test func `a program that does not read its input is no error`() throws {
        let ending = try shell("exit 0", input: [UInt8](repeating: 65, count: 1_000_000))
        #expect(ending.status == 0)
    }

    @Test func `the environment is the one given and nothing else`() throws {
        let ending = try ChildProcess.run(
            ["/usr/bin/env"], environment: ["B": "x y=z", "A": "1"], timeLimit: .seconds(30))
        #expect(ending.text == "A=1\nB=x y=z\n")
    }

    @Test func `a program that takes too long ends with what it started`() throws {
        let ending = try shell("sleep 600 & echo $!; sleep 600", timeLimit: .milliseconds(300))
        #expect(ending.isLate && ending.status == 128 + 15)
        let child = ending.text.filter { $0 != "\n" }
        // The signal is on its way; a zombie waits for nobody but init.
        let state = try shell(
            """
            for i in $(seq 200); do
                state=$(cat /proc/\(child)/stat 2>/dev/null) || break
                case $state in *") Z "*) break ;; esac
                sleep 0.05
            done
            cat /proc/\(child)/stat 2>/dev/null || true
            """
        ).text
        #expect(state.isEmpty || state.contains(") Z "))
    }

    @Test func `a program that ignores the request to end is killed`() throws {
        let ending = try shell("trap '' TERM; while true; do sleep 0.1; done", timeLimit: .milliseconds(300))
        #expect(ending.isLate && ending.status == 128 + 9)
    }

    @Test func `a child left behind with the streams open is not waited for`() throws {
        let ending = try shell("sleep 600 & echo $!; exit 3")
        #expect(!ending.isLate && ending.status == 3)
        _ = try shell("kill \(ending.text)")
    }

    @Test func `the signals that this program ignores do what they do elsewhere`() throws {
        let ending = try shell("kill -PIPE $$; echo survived")
        #expect(ending.status == 128 + 13 && ending.output.isEmpty)
    }

    @Test func `a program that is not there is said`() throws {
        let error = #expect(throws: Diagnostic.self) {
            try ChildProcess.run(["no-such-program-here"], environment: [:], timeLimit: .seconds(1))
        }
        #expect(
            error?.rendered() == """
                error[cannot-start]: cannot start 'no-such-program-here'
                  cause: no such file or folder (ENOENT)
                  hint: is it installed, and in a folder that PATH names?
                """)
    }
}
