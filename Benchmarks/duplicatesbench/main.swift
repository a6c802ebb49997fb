import Analysis
import Formats
import Foundation
import Ledger
import TextKernel

// duplicatesbench ARTICLES PEERS [TEXTS]: how many near duplicates are found, and how fast, on one core. Writes the words
// of the texts and the pairs that are right to PEERS.words and PEERS.truth, for peers/duplicates.py.
//
// duplicatesbench ARTICLES --memory TEXTS [PAST]: the memory that TEXTS texts take, PAST of them done by an earlier run.
//
// ARTICLES is JSON Lines with a `text` key.
let arguments = CommandLine.arguments
guard arguments.count >= 3, var corpus = Corpus(arguments[1]) else {
    print("usage: duplicatesbench ARTICLES.jsonl PEERS [TEXTS] | ARTICLES.jsonl --memory TEXTS [PAST]")
    exit(64)
}
let shingles = Shingles(size: 5)
let threshold = 0.5

/// Seconds of processor time.
func seconds(_ body: () throws -> Void) rethrows -> Double {
    var (start, end) = (timespec(), timespec())
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start)
    try body()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end)
    return Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
}

/// A line of /proc/self/status in megabytes.
func megabytes(_ name: String) -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
    return (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) / 1024
}

/// A survey whose hashes are on disk, as the stage has it.
func survey() throws -> DuplicateSurvey {
    let file = try ScratchFile()
    return DuplicateSurvey {
        try file.write($0, at: $1)
    } loading: {
        try file.read($0, at: $1)
    }
}

/// Adds a text as the stage does.
func add(_ text: [UInt8], _ number: Int, to survey: inout DuplicateSurvey) throws {
    try survey.add(
        id: "articles/2026/11/\(number).txt", date: "2026-11-\(10 + number % 20)T06:\(10 + number % 50):00Z",
        digest: .init(SHA256Digest(of: text).bytes), .init(shingles.hashes(of: text)))
}

/// All pairs, and what the stage does, against what is right.
func compare(_ count: Int, _ path: String) throws {
    let texts = (0..<count).map { Array(corpus.text($0).utf8) }
    let truth = Truth(texts, threshold: threshold)
    let words = truth.words.map { $0.joined(separator: " ") }.joined(separator: "\n") + "\n"
    try Data(words.utf8).write(to: URL(filePath: "\(path).words"))
    let pairs = truth.pairs.map { "\($0[0]) \($0[1])" }.sorted().joined(separator: "\n") + "\n"
    try Data(pairs.utf8).write(to: URL(filePath: "\(path).truth"))
    let bytes = texts.reduce(0) { $0 + $1.count }
    print("\(count) texts of \(bytes / count) bytes, \(truth.pairs.count) pairs at \(threshold) or more")

    var found: Set<[Int]> = []
    var (best, sketching) = (Double.infinity, Double.infinity)
    for _ in 0..<5 {
        var pairs: [[Int]] = []
        var first = 0.0
        let all = seconds {
            var index = DuplicateIndex(threshold: threshold)
            var prints: [DuplicateIndex.Fingerprint] = []
            first = seconds { prints = texts.map { .init(shingles.hashes(of: $0)) } }
            for (number, text) in prints.enumerated() {
                for match in index.matches(of: text, hashes: { prints[$0].hashes }) {
                    pairs.append([match.number, number])
                }
                index.add(text)
            }
        }
        (best, sketching) = (min(best, all), min(sketching, first))
        found = Set(pairs)
    }
    let right = found.intersection(truth.pairs).count
    let (precision, recall) = (Double(right) / Double(found.count), Double(right) / Double(truth.pairs.count))
    print(
        String(
            format:
                "all pairs: F1 %.4f (precision %.4f, recall %.4f), %.0f texts/s (%.0f for shingles and sketches)",
            2 * precision * recall / (precision + recall), precision, recall, Double(count) / best,
            Double(count) / sketching))

    var (least, kept) = (Double.infinity, 0)
    for _ in 0..<5 {
        let time = try seconds {
            var survey = try survey()
            for (number, text) in texts.enumerated() { try add(text, number, to: &survey) }
            kept = try survey.findings(threshold: threshold).enumerated().count { $0.element.kept == $0.offset }
        }
        least = min(least, time)
    }
    print(String(format: "the stage: %d kept, %.0f texts/s with digests and the file", kept, Double(count) / least))
}

/// How much memory many texts take.
func weigh(_ count: Int, past: Int) throws {
    corpus.isShuffled = true
    let folder = FileManager.default.temporaryDirectory.path + "/duplicatesbench-\(getpid())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let ledger = try Ledger(folder: folder)
    func open() throws -> OpenRun {
        try OpenRun.open(
            RunRequest(
                pipeline: "bench", file: "/bench.yaml", parts: [:], mode: .incremental, date: "2026-11-29",
                canContinue: true, now: 0), in: ledger)
    }
    if past > 0 {
        let run = try open()
        for start in stride(from: 0, to: past, by: 5000) {
            var checkpoint = Checkpoint()
            var part = try survey()
            for number in start..<min(past, start + 5000) {
                try add(Array(corpus.text(number).utf8), number, to: &part)
            }
            for place in 0..<part.count {
                checkpoint.memories.append(
                    MemoryRecord(
                        stage: "drop-duplicates", document: part.id(at: place),
                        data: try part.memory(at: place, method: 1).bytes))
            }
            try run.commit(checkpoint, now: 0)
        }
        try run.finish(OpenRun.Ending(.succeeded, exit: 0, now: 0))
    }
    let run = try open()
    print("before: \(megabytes("VmRSS")) MB (peak \(megabytes("VmHWM")) MB, the articles to copy from among them)")
    var survey = try survey()
    let looking = try seconds {
        for number in past..<count { try add(Array(corpus.text(number).utf8), number, to: &survey) }
    }
    print("\(count - past) texts: \(megabytes("VmRSS")) MB, \(Int(looking * 1000)) ms, making the texts among them")
    let recalling = try seconds {
        try run.eachMemory(of: "drop-duplicates") { id, bytes in
            if let memory = DuplicateMemory(bytes) { survey.add(past: id, memory, method: 1) }
        }
    }
    if past > 0 { print("\(past) past ones: \(megabytes("VmRSS")) MB, \(Int(recalling * 1000)) ms") }
    var kept = 0
    let deciding = try seconds {
        let findings = try survey.findings(threshold: threshold) { id in
            try run.memory(of: id, stage: "drop-duplicates").flatMap { DuplicateMemory($0) }?.text.hashes ?? []
        }
        kept = findings.prefix(count - past).enumerated().count { $0.element.kept == $0.offset }
    }
    print("decided: \(kept) kept, peak \(megabytes("VmHWM")) MB, \(Int(deciding * 1000)) ms")
}

if arguments[2] == "--memory" {
    try weigh(
        arguments.count > 3 ? Int(arguments[3]) ?? 100_000 : 100_000,
        past: arguments.count > 4 ? Int(arguments[4]) ?? 0 : 0)
} else {
    try compare(arguments.count > 3 ? Int(arguments[3]) ?? 8000 : 8000, arguments[2])
}
