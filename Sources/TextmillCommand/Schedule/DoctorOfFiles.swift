import Diagnostics
import Formats
import Glibc
import PipelineFile
import Scheduling
import StageKit

/// The part of ``ScheduleDoctor`` that reads the pipeline file as a scheduled run would.
struct DoctorOfFiles {
    let doctor: ScheduleDoctor

    private var pipeline: String { doctor.pipeline }
    private var surroundings: Surroundings { doctor.surroundings }

    /// Less space than this is an error, in bytes.
    private static let leastSpace = 100_000_000
    /// Less of a hundred than this is a warning, when it is less than ``smallSpace`` too.
    private static let leastShare = 5
    private static let smallSpace = 5_000_000_000

    func findings() -> [Diagnostic] {
        if let refusal = surroundings.refusal(pipeline, R_OK) {
            return [
                Diagnostic(
                    "unreadable-file", "cannot read '\(pipeline)'", at: SourceLocation(file: pipeline),
                    cause: "\(refusal)",
                    hint: refusal.number == ENOENT
                        ? "was it moved? 'textmill schedule remove' and 'add' it where it is now"
                        : "the run works as \(surroundings.user), who needs the right to read it")
            ]
        }
        let bytes: [UInt8]
        do { bytes = try FileReading.contents(of: pipeline, limit: LoadedPipeline.mostBytes) } catch {
            return error.diagnostics(code: "unreadable-file", problem: "cannot read '\(pipeline)'")
        }
        let here = read(bytes, surroundings.environment)
        let there = read(bytes, scheduledEnvironment)
        var findings = environmentFindings(bytes, here: here, there: there) + overrideFindings()
        // With what is set here, files can be looked at although the run would not get as far.
        if let plan = there.plan ?? here.plan { findings += stageFindings(plan) + notificationFindings(plan) }
        return findings
    }

    private func read(_ bytes: [UInt8], _ environment: [String: String]) -> PlanResult {
        PipelineFile.read(
            bytes: bytes, file: pipeline, stages: doctor.program.stages, environment: environment,
            overrides: doctor.schedule?.overrides ?? [])
    }

    // MARK: Environment

    /// What a run of cron or systemd finds in its environment.
    ///
    /// cron sets five variables, takes those of the crontab, and on Debian PAM adds those of /etc/environment.
    var scheduledEnvironment: [String: String] {
        var environment: [String: String] = [:]
        for line in (surroundings.contents("/etc/environment") ?? "").split(whereSeparator: \.isNewline) {
            let line = line.hasPrefix("export ") ? line.dropFirst(7) : line
            if !line.hasPrefix("#"), let setting = Crontab.setting(String(line)) {
                environment[setting.name] = setting.value
            }
        }
        environment["HOME"] = surroundings.environment["HOME"]
        environment["LOGNAME"] = surroundings.user
        environment["USER"] = doctor.isCrons ? nil : surroundings.user
        environment["SHELL"] = "/bin/sh"
        if doctor.isCrons { environment.merge(doctor.crontab.settings(for: pipeline)) { $1 } }
        environment["PATH"] = PipelineSchedule.path
        guard !doctor.isCrons else { return environment }
        // The service, and what 'systemctl --user edit' writes beside it.
        let service =
            "\(SystemdFolder(environment: surroundings.environment).path)/\(SystemdUnits.name(pipeline)).service"
        let units = [service, "\(service).d/override.conf"].map { surroundings.contents($0) ?? "" }
        return environment.merging(SystemdUnits.environment(units: units)) { $1 }
    }

    private func environmentFindings(_ bytes: [UInt8], here: PlanResult, there: PlanResult) -> [Diagnostic] {
        let keeper = doctor.isCrons ? "cron" : "systemd"
        var findings = there.diagnostics.map { problem -> Diagnostic in
            guard !here.diagnostics.contains(problem), ["unknown-variable", "missing-variable"].contains(problem.code)
            else {
                return problem
            }
            var explained = problem
            explained.cause = "it is set in this shell, but \(keeper) does not know what your shell sets"
            explained.hint =
                doctor.isCrons
                ? "set it under 'variables' in the file, or on a line NAME=value of the crontab above the block"
                : "set it under 'variables' in the file, or with Environment= in 'systemctl --user edit "
                    + "\(SystemdUnits.name(pipeline)).service'"
            return explained
        }
        for name in variableNames(bytes) {
            guard let value = surroundings.environment[name], scheduledEnvironment[name] != value else { continue }
            var without = surroundings.environment
            without[name] = scheduledEnvironment[name]
            let other = read(bytes, without)
            // One that is missing altogether is an error above.
            guard let plan = here.plan, let otherPlan = other.plan, !plan.isSame(as: otherPlan) else { continue }
            let found =
                scheduledEnvironment[name].map { "\(keeper) has \(name)=\($0)" }
                ?? "\(keeper) does not know it, and the default is used"
            findings.append(
                Diagnostic(
                    "other-value", "'\(name)' is '\(value)' in this shell and changes what the pipeline does",
                    at: SourceLocation(file: pipeline), severity: .warning, cause: found,
                    hint:
                        "say the value in the schedule: 'textmill schedule add … --set NAME=value' with a variable of the file"
                ))
        }
        return findings
    }

    /// The names in `${…}` of the text, each once.
    private func variableNames(_ bytes: [UInt8]) -> [String] {
        var names: Set<String> = []
        for piece in String(decoding: bytes, as: UTF8.self).split(separator: "${").dropFirst() {
            let name = piece.prefix { $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber)) }
            if !name.isEmpty { names.insert(String(name)) }
        }
        return names.sorted()
    }

    // MARK: Files

    private func stageFindings(_ plan: Plan) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        var outputs: [String] = []
        for planned in plan.stages {
            let stage: any Stage
            do { stage = try planned.makeStage(bundledFiles: doctor.program.bundledFiles) } catch {
                findings += planned.diagnostics(of: error)
                continue
            }
            if let source = stage as? any Source { findings += inputFindings(source, planned) }
            if let sink = stage as? any Sink {
                if let path = sink.outputPath {
                    outputs.append(AbsolutePath.of(path, from: AbsolutePath.folder(of: pipeline)))
                } else {
                    findings.append(standardOutput(planned))
                }
            }
        }
        return findings + folderFindings(plan, outputs)
    }

    private func inputFindings(_ source: any Source, _ planned: PlannedStage) -> [Diagnostic] {
        if planned.readsStandardInput {
            return [
                Diagnostic(
                    "standard-input", "'\(planned.name)' reads standard input, which is empty in a scheduled run",
                    at: planned.location, hint: "read from a file or a folder")
            ]
        }
        do {
            let paths = try source.open().inputPaths
            // Rights are mostly the same for all; a thousand tell enough.
            let refused = paths.prefix(1000).compactMap { path in surroundings.refusal(path, R_OK).map { (path, $0) } }
            return refused.prefix(3).map { path, refusal in
                Diagnostic(
                    "unreadable-input", "'\(planned.name)' cannot read '\(path)'", at: planned.location,
                    cause: "\(refusal)", hint: "the run works as \(surroundings.user), who needs the right to read it")
            }
        } catch {
            return planned.diagnostics(of: error)
        }
    }

    private func standardOutput(_ planned: PlannedStage) -> Diagnostic {
        Diagnostic(
            "standard-output", "'\(planned.name)' writes to standard output", at: planned.location, severity: .warning,
            cause: doctor.isCrons ? "cron mails all of it, every time" : "systemd writes all of it into its journal",
            hint: "give it a file as 'path'")
    }

    // MARK: Notifications

    /// The programs of `run.notify` that a scheduled run could not start.
    private func notificationFindings(_ plan: Plan) -> [Diagnostic] {
        (plan.run.notify?.list ?? []).flatMap { placed -> [Diagnostic] in
            let notification = placed.wrapped
            // The line of the file is not shown: an address in it may hold a secret.
            var place = placed.location
            place?.excerpt = nil
            var findings: [Diagnostic] = []
            if let program = notification.command.first {
                findings += unstartable(program, "the command '\(program)' of 'run.notify'", place)
            }
            if let address = notification.webhook {
                findings += unstartable(
                    "curl", "the program 'curl', which tells the webhook at '\(address.host)',", place,
                    hint: "install it in one of them")
            }
            return findings
        }
    }

    /// Why a program cannot be started with the PATH of a scheduled run, where a name without a folder is looked for.
    private func unstartable(
        _ program: String, _ what: String, _ place: SourceLocation?, hint: String? = nil
    ) -> [Diagnostic] {
        func finding(_ cause: String, _ hint: String) -> [Diagnostic] {
            [
                Diagnostic(
                    "missing-notifier", "\(what) cannot be started", at: place, severity: .warning, cause: cause,
                    hint: hint)
            ]
        }
        if program.contains("/") {
            let path = AbsolutePath.of(program, from: AbsolutePath.folder(of: pipeline))
            guard let cause = refusalToStart(path) else { return [] }
            return finding(
                program.hasPrefix("/") ? cause : "\(path): \(cause)",
                "a relative path starts from the pipeline file's folder; 'chmod +x' makes a file a program")
        }
        let path = scheduledEnvironment["PATH"] ?? PipelineSchedule.path
        if Self.folders(of: path).contains(where: { refusalToStart("\($0)/\(program)") == nil }) { return [] }
        let elsewhere = Self.folders(of: surroundings.environment["PATH"] ?? "").map { "\($0)/\(program)" }
            .first { refusalToStart($0) == nil }
        return finding(
            "it is in no folder of the PATH of a scheduled run, \(path)",
            hint ?? elsewhere.map { "this shell finds it: name it by its whole path, \($0)" }
                ?? "install it, or name it by its whole path")
    }

    /// Why a path is no program that can be started; nil when it is one.
    private func refusalToStart(_ path: String) -> String? {
        if let refusal = surroundings.refusal(path, X_OK) { return "\(refusal)" }
        return surroundings.refusal("\(path)/.", F_OK) == nil ? "it is a folder" : nil
    }

    private static func folders(of path: String) -> [String] {
        path.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    }

    // MARK: Paths and folders

    /// Paths that `--set` gives and that lead somewhere from this folder, but nowhere from the pipeline file's.
    private func overrideFindings() -> [Diagnostic] {
        (doctor.schedule?.overrides ?? []).compactMap { override in
            guard let equals = override.firstIndex(of: "=") else { return nil }
            let value = String(override[override.index(after: equals)...])
            let here = AbsolutePath.of(value, from: surroundings.folder)
            let there = AbsolutePath.of(value, from: AbsolutePath.folder(of: pipeline))
            guard !value.isEmpty, !value.hasPrefix("/"), surroundings.refusal(here, F_OK) == nil,
                surroundings.refusal(there, F_OK) != nil
            else { return nil }
            return Diagnostic(
                "relative-path", "'--set \(override)' names nothing in the pipeline file's folder", severity: .warning,
                cause: "a path in a pipeline is taken from its file's folder, not from the one that you are in",
                hint: "give the whole path: --set \(override[...equals])\(here)")
        }
    }

    /// The folders that are written to: those of the outputs and the one of the ledger.
    private func folderFindings(_ plan: Plan, _ outputs: [String]) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        var seen: Set<String> = []
        var folders = outputs.map { ($0, AbsolutePath.folder(of: $0)) }
        // A pipeline between standard input and output has none.
        if !outputs.isEmpty, let state = StateFolder.path(nil, plan) {
            folders.append(("the ledger of its runs", AbsolutePath.of(state)))
        }
        var disks: Set<String> = []
        for (what, folder) in folders {
            // A folder that is missing is made, in the nearest one that is there.
            var place = folder
            while place != "/", surroundings.refusal(place, F_OK)?.number == ENOENT {
                place = AbsolutePath.folder(of: place)
            }
            guard seen.insert(place).inserted else { continue }
            if let refusal = surroundings.refusal(place, W_OK | X_OK) {
                findings.append(
                    Diagnostic(
                        "unwritable-folder", "cannot write to the folder '\(place)'", cause: "\(refusal)",
                        hint: "the run works as \(surroundings.user), and puts \(what) there"))
            } else if let space = surroundings.space(place), disks.insert("\(space)").inserted {
                findings += spaceFindings(place, space)
            }
        }
        return findings
    }

    private func spaceFindings(_ place: String, _ space: (free: Int, total: Int)) -> [Diagnostic] {
        let isFull = space.free < Self.leastSpace
        let isSmall = space.free < Self.smallSpace && space.free < space.total / 100 * Self.leastShare
        guard isFull || isSmall else { return [] }
        return [
            Diagnostic(
                "full-disk", "the disk of '\(place)' is nearly full", severity: isFull ? .error : .warning,
                cause: "\(Wording.size(space.free)) of \(Wording.size(space.total)) are free",
                hint: "a run that finds no space stops, and leaves the last whole output as it is")
        ]
    }
}

extension Plan {
    /// Whether a run of the other would do the same.
    fileprivate func isSame(as other: Plan) -> Bool {
        stages.map(\.options) == other.stages.map(\.options) && variables == other.variables
    }
}

extension PlannedStage {
    /// Whether it is a source that has `-` among its paths.
    fileprivate var readsStandardInput: Bool {
        guard role == .source, let paths = options["paths"] else { return false }
        if paths.scalar == "-" { return true }
        guard case .sequence(let nodes) = paths.content else { return false }
        return nodes.contains { $0.scalar == "-" }
    }
}
