import Formats
import FoundationEssentials
import PipelineFile
import StageKit

/// Tells the programs and addresses of `run.notify` how a run went.
struct Notifying {
    /// What was different from the run before.
    enum Turn: String {
        case failure, recovery
        /// It went well again, or for the first time.
        case success
    }

    let plan: Plan
    let environment: [String: String]

    /// What a run is for those who are told: `wasBad` is whether the one before did not end well.
    static func turn(_ status: ExitStatus, wasBad: Bool) -> Turn {
        if status != .success { return .failure }
        return wasBad ? .recovery : .success
    }

    /// Tells everybody who wants to know; what could not be told comes back as warnings.
    func tell(_ turn: Turn, wasBad: Bool, outcome: String, run: Int?, report: Value) -> [Diagnostic] {
        (plan.run.notify?.list ?? []).flatMap { placed -> [Diagnostic] in
            let notification = placed.wrapped
            guard notification.on.list.contains(where: { Self.meets($0, turn, wasBad: wasBad) }) else { return [] }
            var settings = environment
            settings["TEXTMILL_PIPELINE"] = plan.name
            settings["TEXTMILL_OUTCOME"] = outcome
            settings["TEXTMILL_TURN"] = turn.rawValue
            settings["TEXTMILL_RUN"] = run.map { "\($0)" } ?? ""
            var fields = report.object ?? Fields()
            fields["turn"] = .string(turn.rawValue)
            let json = Value.object(fields).json
            var warnings: [Diagnostic] = []
            if !notification.command.isEmpty {
                warnings += call(notification, settings, json, at: placed.location)
            }
            if let address = notification.webhook {
                warnings += post(json, to: address, notification.timeLimit, at: placed.location)
            }
            return warnings
        }
    }

    private static func meets(_ occasion: Notification.Occasion, _ turn: Turn, wasBad: Bool) -> Bool {
        switch occasion {
        case .always: true
        case .failure: turn == .failure
        case .recovery: turn == .recovery
        case .change: turn == .recovery || (turn == .failure && !wasBad)
        }
    }

    private func call(
        _ notification: Notification, _ environment: [String: String], _ json: String, at place: SourceLocation?
    ) -> [Diagnostic] {
        var command = notification.command
        // A name without a folder is looked for in PATH; any other path starts, like all, at the pipeline file.
        if command[0].contains("/"), !command[0].hasPrefix("/") { command[0] = "\(plan.baseFolder)/\(command[0])" }
        let what = "the command '\(notification.command[0])' of 'run.notify'"
        do {
            let ending = try ChildProcess.run(
                command, environment: environment, input: Array("\(json)\n".utf8), timeLimit: notification.timeLimit)
            if ending.isLate { return [Self.late(what, notification.timeLimit, at: place)] }
            guard ending.status != 0 else { return [] }
            return [Self.warning("\(what) failed", Self.cause(ending), at: place)]
        } catch {
            return [Self.warning("\(what) could not be started", Self.cause(error), at: place)]
        }
    }

    /// Sends the report with curl, which has what is needed for https.
    ///
    /// All that it is told stands on its standard input: an address may hold a secret, and arguments are for all to see.
    private func post(_ json: String, to address: WebAddress, _ limit: Duration, at place: SourceLocation?)
        -> [Diagnostic]
    {
        let what = "the report could not be sent to the webhook at '\(address.host)'"
        let configuration = """
            silent
            show-error
            fail
            globoff
            proto = "=http,https"
            request = "POST"
            header = "Content-Type: application/json"
            user-agent = "textmill"
            output = "/dev/null"
            url = "\(address.text)"
            data-binary = "\(Self.quoted(json))"

            """
        do {
            let ending = try ChildProcess.run(
                ["curl", "--disable", "--config", "-"], environment: environment, input: Array(configuration.utf8),
                timeLimit: limit)
            if ending.isLate { return [Self.late(what, limit, at: place)] }
            guard ending.status != 0 else { return [] }
            return [Self.warning(what, Self.cause(ending).replacing(address.text, with: address.host), at: place)]
        } catch {
            return [Self.warning(what, "the program 'curl' cannot be started: \(Self.cause(error))", at: place)]
        }
    }

    /// Text between the quotes of a configuration of curl.
    static func quoted(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }

    private static func cause(_ ending: ChildProcess.Ending) -> String {
        "exit status \(ending.status)" + (ending.complaint.isEmpty ? "" : ": \(ending.complaint)")
    }

    private static func cause(_ error: any Error) -> String {
        let first = error.diagnostics(code: "cannot-start", problem: "it cannot be started").first
        return first?.cause ?? first?.problem ?? "\(error)"
    }

    private static func late(_ what: String, _ limit: Duration, at place: SourceLocation?) -> Diagnostic {
        warning(
            what.hasSuffix("'run.notify'") ? "\(what) was stopped" : what, "it took longer than \(limit.text)",
            at: place)
    }

    /// The line of the file is not shown: an address in it may hold a secret.
    private static func warning(_ problem: String, _ cause: String, at place: SourceLocation?) -> Diagnostic {
        var place = place
        place?.excerpt = nil
        return Diagnostic(
            "notification-failed", problem, at: place, severity: .warning, cause: cause,
            hint: "the run itself is not concerned; only nobody was told of it this way")
    }
}
