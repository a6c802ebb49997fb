import Foundation
import Testing

@testable import TextmillCommand

/// `run.notify`: who is told how a run went, and when.
@Suite struct NotifyTests {
    /// Appends what it is told to `told`.
    static let teller =
        #"command: [sh, -c, "echo $TEXTMILL_PIPELINE $TEXTMILL_RUN $TEXTMILL_OUTCOME $TEXTMILL_TURN >> told"]"#

    /// Runs good and bad nights, and gives the words of `told`.
    private func told(_ on: String, nights: [Bool]) async throws -> [String] {
        let night = try Night("notify: {on: \(on), \(Self.teller)}")
        for isGood in nights {
            try night.add(articles: 10, bad: isGood ? 0 : 1)
            let ending = try await night.run("--start-again")
            #expect(ending.status == (isGood ? 0 : 1))
        }
        return night.terminal.read("told")?.split(separator: "\n").map(String.init) ?? []
    }

    @Test(arguments: [
        ("failure", ["night 2 too-many-failures failure", "night 3 too-many-failures failure"]),
        ("recovery", ["night 4 succeeded recovery"]),
        ("change", ["night 2 too-many-failures failure", "night 4 succeeded recovery"]),
        (
            "[failure, recovery]",
            [
                "night 2 too-many-failures failure", "night 3 too-many-failures failure", "night 4 succeeded recovery",
            ]
        ),
        (
            "always",
            [
                "night 1 succeeded success", "night 2 too-many-failures failure", "night 3 too-many-failures failure",
                "night 4 succeeded recovery", "night 5 succeeded success",
            ]
        ),
    ])
    func `somebody is told on the occasions asked for`(on: String, expected: [String]) async throws {
        #expect(try await told(on, nights: [true, false, false, true, true]) == expected)
    }

    @Test func `the report comes on standard input`() async throws {
        let night = try Night("notify: {command: [sh, -c, \"cat > report.json\"]}", bad: 2)
        #expect(try await night.run().status == 1)
        let report = try night.json(night.terminal.read("report.json"))
        #expect(report["pipeline"] as? String == "night" && report["turn"] as? String == "failure")
        #expect(report["outcome"] as? String == "too-many-failures" && report["quarantined"] as? Int == 2)
        let failures = try #require(report["failures"] as? [[String: Any]])
        #expect(failures.count == 1 && failures[0]["at"] as? String == "night.yaml:3")
        #expect(
            failures[0]["code"] as? String == "bad-json"
                && (failures[0]["document"] as? String)?.hasPrefix("in/a.jsonl#") == true)
    }

    @Test func `a run that continues one that died is a recovery`() async throws {
        let night = try Night("notify: {on: recovery, \(Self.teller)}")
        try night.terminal.write("of yesterday", to: "out.jsonl")
        let fault = try await night.run(environment: ["TEXTMILL_FAULT": "before-publishing:1", "PATH": "/usr/bin:/bin"])
        #expect(fault.status == -SIGKILL)
        #expect(try await night.run().status == 0)
        #expect(night.terminal.read("told") == "night 1 succeeded recovery\n")
    }

    @Test func `a command that fails is said, and changes neither export nor exit code`() async throws {
        let night = try Night("notify: {on: always, command: [sh, -c, \"echo no mail here >&2; exit 3\"]}")
        let ending = try await night.run()
        #expect(ending.status == 0)
        #expect(
            Night.steady(ending.errors) == """
                night.yaml:12:11: warning[notification-failed]: the command 'sh' of 'run.notify' failed
                  cause: exit status 3: no mail here
                  hint: the run itself is not concerned; only nobody was told of it this way
                night: run 1 ended well, but see above
                night: read 20 = exported 18 + dropped 2 + quarantined 0 + unchanged 0, in TIME
                look: textmill runs show 1 night.yaml

                """)
        #expect(night.terminal.read("out.jsonl")?.split(separator: "\n").count == 18)
        let page = try await night.textmill("runs", "show", "1")
        #expect(page.output.contains("warning[notification-failed]: the command 'sh' of 'run.notify' failed\n"))
    }

    @Test func `a command that is not there, or takes too long, is said`() async throws {
        let night = try Night(
            """
            notify: [{on: always, command: [no-such-program]}, {on: always, command: [sleep, "60"], time-limit: 1s}]
            """)
        let ending = try await night.run()
        #expect(ending.status == 0)
        #expect(ending.errors.contains("the command 'no-such-program' of 'run.notify' could not be started\n"))
        #expect(ending.errors.contains("  cause: no such file or folder (ENOENT)\n"))
        #expect(ending.errors.contains("the command 'sleep' of 'run.notify' was stopped\n"))
        #expect(ending.errors.contains("  cause: it took longer than 1s\n"))
    }

    @Test func `a path to a command starts at the pipeline file`() async throws {
        let night = try Night("notify: {on: always, command: [./tell.sh]}")
        try night.terminal.write("#!/bin/sh\ncat > told\n", to: "tell.sh")
        chmod(night.terminal.path("tell.sh"), 0o755)
        let elsewhere = try Terminal()
        let ending = try await elsewhere.run("run", night.terminal.path("night.yaml"), "-q")
        #expect(ending.status == 0 && ending.errors == "")
        #expect(elsewhere.names == ["told"])
    }

    @Test func `a ledger that cannot be used is told of too`() async throws {
        let night = try Night("notify: {\(Self.teller)}")
        try night.terminal.write("no database", to: ".textmill/ledger.sqlite")
        let ending = try await night.run()
        #expect(ending.status == 2 && ending.errors.contains("error[no-ledger]"))
        #expect(night.terminal.read("told") == "night stopped failure\n")
    }

    // MARK: Webhooks

    private static let hasCurl = FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")

    @Test(.enabled(if: hasCurl, "curl is not installed"))
    func `a webhook is sent the report`() async throws {
        let server = try LoopbackServer(status: "204 No Content")
        defer { server.stop() }
        let night = try Night("notify: {on: always, webhook: \"http://127.0.0.1:\(server.port)/hook?key=1\"}", bad: 1)
        #expect(try await night.run("--set", "run.allow-failures=1").status == 0)
        let request = try #require(server.requests.first)
        #expect(server.requests.count == 1 && request.line == "POST /hook?key=1 HTTP/1.1")
        #expect(request.header.contains("Content-Type: application/json"))
        let report = try night.json(request.body)
        #expect(report["pipeline"] as? String == "night" && report["turn"] as? String == "success")
        // The text of a problem holds quotes, which must come through as they are.
        let failures = try #require(report["failures"] as? [[String: Any]])
        #expect(failures[0]["problem"] as? String == "'text' must be a string")
    }

    @Test(.enabled(if: hasCurl, "curl is not installed"))
    func `a webhook that refuses is said without the secret in its address`() async throws {
        let server = try LoopbackServer(status: "500 Oops")
        defer { server.stop() }
        let night = try Night("notify: {on: always, webhook: \"http://127.0.0.1:\(server.port)/${SECRET:-hush}\"}")
        let ending = try await night.run()
        #expect(ending.status == 0)
        #expect(
            ending.errors.contains(
                "the report could not be sent to the webhook at '127.0.0.1:\(server.port)'\n"))
        #expect(ending.errors.contains("  cause: exit status 22: curl: (22) "))
        #expect(!ending.errors.contains("hush"))
        let page = try await night.textmill("runs", "show", "1", "--format", "json")
        #expect(page.output.contains("notification-failed") && !page.output.contains("hush"))
    }

    @Test(.enabled(if: hasCurl, "curl is not installed"))
    func `a webhook that never answers does not hold up the night`() async throws {
        let server = try LoopbackServer(status: nil)
        defer { server.stop() }
        let night = try Night(
            "notify: {on: always, webhook: \"http://127.0.0.1:\(server.port)/\", time-limit: 1s}")
        let ending = try await night.run()
        #expect(ending.status == 0)
        #expect(ending.errors.contains("  cause: it took longer than 1s\n"))
    }

    @Test func `without curl a webhook cannot be sent, and that is said`() async throws {
        let night = try Night("notify: {on: always, webhook: \"https://example.org/hook\"}")
        let ending = try await night.run(environment: ["PATH": night.terminal.path("nothing")])
        #expect(ending.status == 0)
        #expect(ending.errors.contains("the report could not be sent to the webhook at 'example.org'\n"))
        #expect(
            ending.errors.contains(
                "  cause: the program 'curl' cannot be started: no such file or folder (ENOENT)\n"))
    }

    @Test func `what curl reads between quotes is what was meant`() {
        #expect(Notifying.quoted(#"{"a":"b\n\"c\""}"#) == #"{\"a\":\"b\\n\\\"c\\\"\"}"#)
    }
}
