import Foundation
import Ledger
import Testing

/// What goes wrong at night, and what is there in the morning.
@Suite struct TroubleTests {
    private static let arguments = KillTests.arguments

    /// Outputs of a night that nothing disturbs.
    private func calm(_ count: Int) async throws -> KillTests.Result {
        let terminal = try KillTests.folder(count: count)
        #expect(try await terminal.start(Self.arguments).end().status == 0)
        return try KillTests.result(terminal)
    }

    // MARK: Signals and locks

    @Test func `a run that a signal ended goes on, and says so`() async throws {
        let terminal = try KillTests.folder(count: 3000)
        let running = try terminal.start(["run", "night.yaml", "--checkpoint", "15", "--batch", "8"])
        try await running.until("something is written") {
            (terminal.read("out/.articles.jsonl.partial")?.utf8.count ?? 0) > 10_000
                || terminal.read("out/articles.jsonl") != nil
        }
        running.send(SIGTERM)
        let ending = await running.end()
        let next = try await terminal.run("run", "night.yaml")
        #expect(next.status == 0)
        #expect(try KillTests.result(terminal) == (try await calm(3000)))
        // A machine that is fast may have come to the end before the signal.
        guard ending.status != 0 else { return }
        #expect(ending.status == 143)
        #expect(
            ending.errors.contains(
                """
                error[interrupted]: the run of 'night' was stopped by a signal
                  hint: what it did is kept: run it again, and it goes on from there

                """))
        #expect(next.errors.contains("night: continuing run 1, which was cut off after "))
    }

    @Test func `one run of a pipeline at a time`() async throws {
        let terminal = try KillTests.folder(count: 10)
        try terminal.write("", to: ".textmill/x")
        let lock = try #require(try PipelineLock(folder: terminal.path(".textmill"), pipeline: "night"))
        let refused = try await terminal.run("run", "night.yaml", "-q")
        #expect(refused.status == 75)
        #expect(
            refused.errors == """
                .textmill/night.lock: error[already-running]: another run of 'night' works (process \(getpid()))
                  hint: '--if-running wait' waits for it, '--if-running skip' lets it be

                """)
        let skipped = try await terminal.run("run", "night.yaml", "-q", "--if-running", "skip")
        #expect(skipped.status == 0)
        #expect(skipped.errors == "night: skipped, another run of it works (process \(getpid()))\n")
        let late = try await terminal.run("run", "night.yaml", "-q", "--if-running", "wait", "--wait-limit", "1")
        #expect(late.status == 75)
        #expect(late.errors.contains("works (process \(getpid())), and still did after 1 seconds\n"))
        let waiting = try terminal.start(["run", "night.yaml", "-q", "--if-running", "wait"])
        try await Task.sleep(for: .milliseconds(200))
        lock.release()
        #expect(await waiting.end().status == 0)
    }

    @Test func `of two runs that begin at the same moment one works, or one after the other`() async throws {
        let terminal = try KillTests.folder(count: 40)
        async let one = terminal.start(Self.arguments).end()
        async let two = terminal.start(Self.arguments).end()
        let ends = try await [one.status, two.status].sorted()
        #expect(ends == [0, 75] || ends == [0, 0])
        #expect(try KillTests.result(terminal) == (try await calm(40)))
        let ledger = try #require(try Ledger(existing: terminal.path(".textmill")))
        let numbers = try ledger.runs(of: "night").map(\.number)
        #expect(Set(numbers).count == numbers.count)
    }

    // MARK: Disks

    @Test func `a disk that is full stops the run, and when there is room it goes on`() async throws {
        let terminal = try KillTests.folder(count: 3000)
        try terminal.write("", to: "disk/x")
        guard try mount(terminal.path("disk"), ["-t", "tmpfs", "-o", "size=700k", "tmpfs"]) else { return }
        defer { _ = try? tool("umount", [terminal.path("disk")]) }
        let file = KillTests.pipeline.replacing("out/", with: "disk/out/").replacing(
            "incremental: true", with: "incremental: true, state: disk/state")
        try terminal.write(file, to: "night.yaml")
        let full = try await terminal.start(Self.arguments).end()
        #expect(full.status == 2)
        #expect(full.errors.contains("  cause: no space left on device (ENOSPC)\n"))
        #expect(try tool("mount", ["-o", "remount,size=40m", terminal.path("disk")]) == 0)
        let ending = try await terminal.run("run", "night.yaml", "--checkpoint", "15", "--batch", "8")
        #expect(ending.status == 0, "\(ending.errors)")
        let undisturbed = try KillTests.folder(count: 3000)
        #expect(try await undisturbed.start(Self.arguments).end().status == 0)
        #expect(terminal.read("disk/out/articles.jsonl") == undisturbed.read("out/articles.jsonl"))
        #expect(terminal.read("disk/out/articles.csv") == undisturbed.read("out/articles.csv"))
    }

    @Test func `a state folder that cannot be written is said before anything is read`() async throws {
        let terminal = try KillTests.folder(count: 10)
        try terminal.write("", to: "state/x")
        guard try mount(terminal.path("state"), ["-t", "tmpfs", "-o", "ro", "tmpfs"]) else { return }
        defer { _ = try? tool("umount", [terminal.path("state")]) }
        let ending = try await terminal.run("run", "night.yaml", "-q", "--state", "state")
        #expect(ending.status == 2)
        #expect(
            ending.errors.hasPrefix(
                "state/ledger.sqlite: error[ledger-failed]: cannot write the ledger 'state/ledger.sqlite'\n"))
        #expect(
            ending.errors.hasSuffix(
                "  hint: its folder must be writable; name another with '--state FOLDER' or 'run.state'\n"))
        #expect(terminal.read("out/articles.jsonl") == nil)
    }

    @Test func `a file where the state folder should be`() async throws {
        let terminal = try KillTests.folder(count: 3)
        try terminal.write("mine", to: ".textmill")
        let ending = try await terminal.run("run", "night.yaml", "-q")
        #expect(ending.status == 2)
        #expect(ending.errors.contains("error["))
        #expect(terminal.read(".textmill") == "mine")
    }

    // MARK: Ledgers

    @Test(arguments: [
        (Data("Dear diary".utf8), "no-ledger", "it is no SQLite file"),
        (
            Data("SQLite format 3\0".utf8) + Data(repeating: 7, count: 200), "no-ledger",
            "it is a database of another program"
        ),
    ])
    func `a file that is no ledger is left alone`(content: Data, code: String, cause: String) async throws {
        let terminal = try KillTests.folder(count: 3)
        try terminal.write(content, to: ".textmill/ledger.sqlite")
        let ending = try await terminal.run("run", "night.yaml", "-q")
        #expect(ending.status == 2)
        #expect(
            ending.errors == """
                .textmill/ledger.sqlite: error[\(code)]: '.textmill/ledger.sqlite' is no ledger of Textmill
                  cause: \(cause)
                  hint: name another state folder with '--state FOLDER' or 'run.state'; nothing was changed

                """)
        #expect(FileManager.default.contents(atPath: terminal.path(".textmill/ledger.sqlite")) == content)
    }

    @Test func `a damaged ledger is said, and nothing is written`() async throws {
        let terminal = try KillTests.folder(count: 200)
        #expect(try await terminal.start(Self.arguments).end().status == 0)
        let path = terminal.path(".textmill/ledger.sqlite")
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        let size = try file.seekToEnd()
        try file.seek(toOffset: 4096)
        try file.write(contentsOf: Data(repeating: 0xA5, count: Int(max(size, 8192)) - 4096))
        try file.close()
        let before = terminal.read("out/articles.jsonl")
        let ending = try await terminal.start(Self.arguments).end()
        #expect(ending.status == 2)
        #expect(ending.errors.contains("error[broken-ledger]: the ledger '.textmill/ledger.sqlite' is damaged\n"))
        #expect(ending.errors.contains("  hint: move it aside; the next run begins a new one"))
        #expect(terminal.read("out/articles.jsonl") == before)
    }

    @Test func `a run whose working file is gone begins again`() async throws {
        let terminal = try KillTests.folder(count: 120)
        let died = try await terminal.start(Self.arguments, environment: ["TEXTMILL_FAULT": "after-checkpoint:3"]).end()
        #expect(died.status == -SIGKILL)
        try FileManager.default.removeItem(atPath: terminal.path("out/.articles.jsonl.partial"))
        let ending = try await terminal.run("run", "night.yaml")
        #expect(ending.status == 0)
        #expect(
            ending.errors.contains(
                "night: run 1 is not continued, because it shall begin again; what it did is done again\n"))
        #expect(try KillTests.result(terminal) == (try await calm(120)))
    }

    @Test func `a run that was cut off before the pipeline changed begins again`() async throws {
        let terminal = try KillTests.folder(count: 120)
        let died = try await terminal.start(Self.arguments, environment: ["TEXTMILL_FAULT": "after-checkpoint:3"]).end()
        #expect(died.status == -SIGKILL)
        try terminal.write(KillTests.pipeline.replacing("words: 3", with: "words: 2"), to: "night.yaml")
        let ending = try await terminal.run("run", "night.yaml")
        #expect(
            ending.errors.contains(
                "night: run 1 is not continued, because the pipeline has changed since; what it did is done again\n"))
        let other = try KillTests.folder(count: 120)
        try other.write(KillTests.pipeline.replacing("words: 3", with: "words: 2"), to: "night.yaml")
        #expect(try await other.start(Self.arguments).end().status == 0)
        #expect(terminal.read("out/articles.jsonl") == other.read("out/articles.jsonl"))
    }

    @Test func `an output that somebody wrote into meanwhile is not overwritten`() async throws {
        let terminal = try KillTests.folder(count: 40)
        #expect(try await terminal.start(Self.arguments).end().status == 0)
        try KillTests.addArticles(200..<240, to: terminal)
        let died = try await terminal.start(Self.arguments, environment: ["TEXTMILL_FAULT": "after-checkpoint:1"]).end()
        #expect(died.status == -SIGKILL)
        let changed = (terminal.read("out/articles.jsonl") ?? "") + "mine\n"
        try terminal.write(changed, to: "out/articles.jsonl")
        let ending = try await terminal.start(Self.arguments).end()
        #expect(ending.status == 2)
        #expect(
            ending.errors.contains(
                "out/articles.jsonl: error[output-changed]: 'out/articles.jsonl' was changed by somebody else while the run wrote\n"
            ))
        #expect(terminal.read("out/articles.jsonl") == changed)
    }

    // MARK: Tools

    /// Mounts something, where that is allowed: elsewhere the test has nothing to say.
    private func mount(_ folder: String, _ arguments: [String]) throws -> Bool {
        guard getuid() == 0, FileManager.default.isExecutableFile(atPath: "/usr/bin/mount") else { return false }
        return try tool("mount", arguments + [folder]) == 0
    }

    private func tool(_ name: String, _ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/\(name)")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
