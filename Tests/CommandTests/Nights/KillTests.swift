import Foundation
import Ledger
import Testing

/// A run may die at any moment, and the next one goes on: the outputs are byte for byte those of a run that nobody
/// disturbed, and the ledger knows the same documents.
@Suite struct KillTests {
    /// How often processes are killed in all.
    static let kills = 200
    static let count = 400

    static let pipeline = """
        pipeline: night
        stages:
          - load-files: {paths: [in]}
          - clean-text:
          - drop-short: {words: 3}
          - export-jsonl: {path: out/articles.jsonl}
          - export-csv: {path: out/articles.csv}
        run: {incremental: true, allow-failures: 100%}

        """

    /// What is on disk after a night.
    struct Result: Equatable {
        var jsonl: String?
        var csv: String?
        /// Id and outcome of all that the ledger has done.
        var documents: [String]
        var quarantined: [String]
        var leftovers: [String]
    }

    /// A folder with a pipeline and its articles; some are too short, some no text, some in one file.
    static func folder(count: Int = count) throws -> Terminal {
        let terminal = try Terminal()
        try terminal.write(pipeline, to: "night.yaml")
        try addArticles(0..<count, to: terminal)
        return terminal
    }

    static func addArticles(_ numbers: Range<Int>, to terminal: Terminal, words: String = "Oil prices rose") throws {
        for number in numbers where number % 4 != 3 {
            let name = "in/\(number / 50)/a\(number).txt"
            switch number % 29 {
            case 7: try terminal.write("Oil", to: name)
            case 11: try terminal.write(Data([0x4F, 0xFF, 0xFE, 0x0A]), to: name)
            default: try terminal.write("\(words) on day \(number).\n\nGas fell \(number) %.", to: name)
            }
        }
        let lines = numbers.filter { $0 % 4 == 3 }.map { #"{"id": "r\#($0)", "text": "\#(words) in record \#($0)."}"# }
        try terminal.write(lines.joined(separator: "\n") + "\n", to: "in/wire-\(numbers.lowerBound).jsonl")
    }

    static func result(_ terminal: Terminal) throws -> Result {
        var result = Result(
            jsonl: terminal.read("out/articles.jsonl"), csv: terminal.read("out/articles.csv"), documents: [],
            quarantined: [], leftovers: [])
        let ledger = try #require(try Ledger(existing: terminal.path(".textmill")))
        result.documents = try ledger.documentCounts(of: "night").map { "\($0.key) \($0.value)" }.sorted()
        try ledger.eachQuarantined(QuarantineFilter(pipeline: "night")) { result.quarantined.append($0.document) }
        let names = try FileManager.default.contentsOfDirectory(atPath: terminal.path("out"))
        result.leftovers = names.filter { !["articles.jsonl", "articles.csv"].contains($0) }
        return result
    }

    static let arguments = ["run", "night.yaml", "-q", "--checkpoint", "15", "--batch", "8"]

    /// Runs night after night to the end, killing processes on the way; how many were killed.
    ///
    /// Kills come within `milliseconds`, which become fewer when a run was faster than its kill, and more when it was not:
    /// so most runs are killed, early and late, however busy the machine is just now.
    private static func kill(
        _ terminal: Terminal, _ generator: inout Chances, within milliseconds: inout Int, most: Int, powerCut: Bool
    ) async throws -> Int {
        var kills = 0
        while true {
            let running = try terminal.start(arguments)
            if kills < most {
                try await Task.sleep(for: .milliseconds(generator.next(below: milliseconds)))
                running.send(SIGKILL)
            }
            let ending = await running.end()
            if ending.status == 0 {
                if kills < most { milliseconds = max(8, milliseconds * 3 / 4) }
                return kills
            }
            milliseconds = min(1000, milliseconds * 9 / 8 + 1)
            #expect(ending.status == -SIGKILL, "\(ending.errors)")
            guard ending.status == -SIGKILL else { return kills }
            kills += 1
            if powerCut { try loseUnsynced(terminal, &generator) }
        }
    }

    /// Takes away what was written behind the last checkpoint, as a power cut may, or leaves rubbish in its place.
    private static func loseUnsynced(_ terminal: Terminal, _ generator: inout Chances) throws {
        guard let ledger = try Ledger(existing: terminal.path(".textmill")) else { return }
        for position in try ledger.positionsOfUnfinishedRun(of: "night") {
            guard let working = position["working"], let length = position["length"].flatMap(UInt64.init),
                let file = FileHandle(forUpdatingAtPath: terminal.path(working))
            else { continue }
            try file.truncate(atOffset: length)
            if generator.next(below: 2) == 0 {
                try file.seekToEnd()
                try file.write(contentsOf: Data(repeating: 0, count: generator.next(below: 5000)))
            }
            try file.close()
        }
    }

    @Test func `a run that is killed two hundred times writes what an undisturbed one writes`() async throws {
        let seed = UInt64(Date().timeIntervalSince1970)
        var generator = Chances(seed)
        // Two nights nobody disturbs: the second adds articles, and changes some.
        let calm = try Self.folder()
        let start = ContinuousClock.now
        #expect(try await calm.start(Self.arguments).end().status == 0)
        // A machine that is busy just now must not make the test wait for runs that ended long ago.
        var time = min(800, Int((ContinuousClock.now - start) / .milliseconds(1)))
        let first = try Self.result(calm)
        #expect(first.jsonl?.split(separator: "\n").count == first.csv.map { $0.split(separator: "\r\n").count - 1 })
        try Self.addArticles(Self.count..<Self.count + 100, to: calm)
        try Self.addArticles(100..<150, to: calm, words: "Gas prices fell")
        #expect(try await calm.start(Self.arguments).end().status == 0)
        let second = try Self.result(calm)
        #expect(second != first)

        var kills = 0
        var rounds = 0
        while kills < Self.kills, rounds < 100 {
            let terminal = try Self.folder()
            let powerCut = rounds % 2 == 1
            kills += try await Self.kill(terminal, &generator, within: &time, most: 20, powerCut: powerCut)
            #expect(try Self.result(terminal) == first, "seed \(seed), round \(rounds), night 1")
            try Self.addArticles(Self.count..<Self.count + 100, to: terminal)
            try Self.addArticles(100..<150, to: terminal, words: "Gas prices fell")
            kills += try await Self.kill(terminal, &generator, within: &time, most: 20, powerCut: powerCut)
            #expect(try Self.result(terminal) == second, "seed \(seed), round \(rounds), night 2")
            rounds += 1
        }
        #expect(kills >= Self.kills)
    }

    @Test(arguments: [
        "after-sinks:1", "after-sinks:4", "after-checkpoint:1", "after-checkpoint:5", "before-publishing:1",
        "between-outputs:1", "between-outputs:2", "after-publishing:1", "after-finish:1",
    ])
    func `a run that dies between two steps of a checkpoint or of its end is continued`(fault: String) async throws {
        let calm = try Self.folder(count: 120)
        #expect(try await calm.start(Self.arguments).end().status == 0)
        let terminal = try Self.folder(count: 120)
        let died = try await terminal.start(Self.arguments, environment: ["TEXTMILL_FAULT": fault]).end()
        #expect(died.status == -SIGKILL)
        #expect(try await terminal.start(Self.arguments).end().status == 0)
        #expect(try Self.result(terminal) == Self.result(calm))
        // The second night, which adds to what is there.
        for folder in [calm, terminal] { try Self.addArticles(100..<140, to: folder, words: "Gas prices fell") }
        #expect(try await calm.start(Self.arguments).end().status == 0)
        let again = try await terminal.start(Self.arguments, environment: ["TEXTMILL_FAULT": fault]).end()
        // So few documents have no fourth and fifth checkpoint.
        let isReached = !["after-sinks:4", "after-checkpoint:5"].contains(fault)
        #expect(again.status == (isReached ? -SIGKILL : 0))
        #expect(try await terminal.start(Self.arguments).end().status == 0)
        #expect(try Self.result(terminal) == Self.result(calm))
    }
}

/// Numbers that look random and can be had again: the generator `splitmix64`.
struct Chances {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(max(1, bound)))
    }
}
