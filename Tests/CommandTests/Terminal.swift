import Foundation
import Testing

/// What a command printed and how it ended.
struct Ending: Sendable {
    /// The exit status, or the signal that ended the process as a negative number.
    var status: Int32
    var output: String
    var errors: String
}

/// A folder of its own for one test, removed at the end, in which the built `textmill` runs as a process.
final class Terminal: Sendable {
    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/textmill-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The program beside the tests.
    static let program =
        Bundle.allBundles.lazy.map { $0.bundleURL.deletingLastPathComponent().appending(path: "textmill") }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) }
        ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "textmill")

    /// The folder of the repository.
    static let repository = String(#filePath.prefix(upTo: #filePath.range(of: "/Tests/CommandTests")!.lowerBound))

    /// Writes a file, with its folders.
    func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

    /// Writes a file, with its folders.
    func write(_ bytes: Data, to name: String) throws {
        let url = URL(filePath: path(name))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: url)
    }

    /// The text of a file; nil when there is none.
    func read(_ name: String) -> String? {
        FileManager.default.contents(atPath: path(name)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The whole path of a file of this folder.
    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// The names in the folder, sorted, without the ledger's.
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0 != ".textmill" }.sorted()
    }

    /// Runs `textmill` to its end, when it is its turn.
    func run(_ arguments: String..., input: String = "") async throws -> Ending {
        await Turns.shared.take()
        do {
            let ending = try await start(arguments, input: .text(input)).end()
            await Turns.shared.giveBack()
            return ending
        } catch {
            await Turns.shared.giveBack()
            throw error
        }
    }

    /// Where a process reads from or writes to.
    enum Stream {
        case text(String)
        case file(String)
        case handle(FileHandle)
    }

    /// Starts `textmill`.
    ///
    /// - Parameter environment: variables beside those of this process.
    func start(
        _ arguments: [String], input: Stream = .text(""), output: Stream? = nil, environment: [String: String] = [:]
    ) throws -> Running {
        let process = Process()
        if !environment.isEmpty {
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        }
        process.executableURL = Self.program
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        let number = UUID().uuidString
        let streams = FileManager.default.temporaryDirectory.path + "/textmill-streams-\(number)"
        try FileManager.default.createDirectory(atPath: streams, withIntermediateDirectories: true)
        func created(_ name: String) -> FileHandle? {
            _ = FileManager.default.createFile(atPath: "\(streams)/\(name)", contents: nil)
            return FileHandle(forWritingAtPath: "\(streams)/\(name)")
        }
        switch input {
        case .text(let text):
            try Data(text.utf8).write(to: URL(filePath: "\(streams)/input"))
            process.standardInput = FileHandle(forReadingAtPath: "\(streams)/input")
        case .file(let path): process.standardInput = FileHandle(forReadingAtPath: path)
        case .handle(let handle): process.standardInput = handle
        }
        switch output {
        case .file(let path)?: process.standardOutput = FileHandle(forWritingAtPath: path)
        case .handle(let handle)?: process.standardOutput = handle
        case .text?, nil: process.standardOutput = created("output")
        }
        process.standardError = created("errors")
        return try Running(process, streams: streams)
    }
}

/// Lets only so many processes of all tests run at the same time.
///
/// Hundreds of tests are under way together. Foundation's `Process` reads behind the end of a list of open files when
/// there are more than 1,300, and processes that starve are late.
private actor Turns {
    static let shared = Turns(free: 2 * ProcessInfo.processInfo.activeProcessorCount + 2)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(free: Int) { self.free = free }

    func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func giveBack() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}

/// A process that runs.
final class Running: Sendable {
    private let process: Process
    private let streams: String
    private let ended: AsyncStream<Void>

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    init(_ process: Process, streams: String) throws {
        self.process = process
        self.streams = streams
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        ended = stream
        // waitUntilExit polls twenty times a second; this does not.
        process.terminationHandler = { _ in continuation.finish() }
        try process.run()
    }

    /// Sends a signal.
    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// What it has said so far.
    var errorsSoFar: String {
        FileManager.default.contents(atPath: "\(streams)/errors").map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Waits until it has said something on standard error, at most half a minute.
    func says(_ text: String) async throws {
        try await until("it says '\(text)'") { errorsSoFar.contains(text) }
    }

    /// Waits until something holds, at most half a minute.
    func until(_ sentence: String, _ holds: () -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while !holds() {
            guard ContinuousClock.now < deadline else { throw Late(awaited: sentence) }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Something did not happen in time.
    struct Late: Error {
        let awaited: String
    }

    /// Waits for its end; a process that takes more than a minute is killed.
    func end() async -> Ending {
        let process = process
        let watchdog = Task {
            try await Task.sleep(for: .seconds(60))
            kill(process.processIdentifier, SIGKILL)
        }
        for await _ in ended {}
        watchdog.cancel()
        func text(_ name: String) -> String {
            FileManager.default.contents(atPath: "\(streams)/\(name)").map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
        let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        defer { try? FileManager.default.removeItem(atPath: streams) }
        return Ending(status: status, output: text("output"), errors: text("errors"))
    }
}
