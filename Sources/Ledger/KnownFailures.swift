import GRDB

/// What is in quarantine of a pipeline, in a form that is asked once per document: for which failures a document stands.
///
/// A document that comes again stands for those that failed under its id. One that could not be read has an id that was
/// made up from its bytes, so a record that stands in the same place with other content stands for it too. The second of
/// two documents of one id is told apart from the first by its place.
package struct KnownFailures: Sendable {
    /// One entry of the quarantine.
    private struct Entry {
        var number: Int
        var id: UInt64
        var place: Place
        /// Whether it was the second document of its id in a run.
        var isRepeated: Bool
    }

    /// Where a record stands in an input.
    private struct Place: Hashable {
        var input: UInt64
        var record: Int?
    }

    /// The second documents of one id in one input: there may be as many as there are records.
    private struct Group: Hashable {
        var id: UInt64
        var input: UInt64
    }

    private var entries: [Entry] = []
    private var byID: [UInt64: [Int]] = [:]
    private var byPlace: [Place: [Int]] = [:]
    private var groups: [Group: [Int]] = [:]

    /// Nothing is known.
    package init() {}

    /// Whether nothing is in quarantine.
    package var isEmpty: Bool { entries.isEmpty }

    /// Reads what is in quarantine.
    init(_ database: Database, pipeline: Int64) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT id, document, uri, record, code FROM quarantine WHERE pipeline = ? AND is_pending = 0",
            arguments: [pipeline])
        while let row = try rows.next() {
            let entry = Entry(
                number: row[0], id: stableHash(row[1]), place: Place(input: stableHash(row[2]), record: row[3]),
                isRepeated: row[4] as String == QuarantineRecord.repeatedCode)
            if entry.isRepeated {
                groups[Group(id: entry.id, input: entry.place.input), default: []].append(entries.count)
            } else {
                byID[entry.id, default: []].append(entries.count)
            }
            if entry.place.record != nil { byPlace[entry.place, default: []].append(entries.count) }
            entries.append(entry)
        }
    }

    /// What a document stands for.
    package enum Match: Hashable, Sendable {
        /// The failure of this number.
        case failure(Int)
        /// The failure of a number, which the document has only the place of: if no document of its id comes in the run.
        case place(Int, of: UInt64)
        /// All second documents of one id in one input, whichever places they have now; the number is that of the first.
        case repetitions(Int)
    }

    /// What a document stands for.
    ///
    /// - Parameters:
    ///   - record: its place in its input.
    ///   - isRepeated: whether another document of its id came before in the run.
    ///   - isDone: whether an earlier run has done a document of the id with this content.
    package func matches(_ key: DocumentKey, record: Int?, isRepeated: Bool, isDone: Bool) -> [Match] {
        guard !entries.isEmpty else { return [] }
        var found: [Match] = []
        if isRepeated {
            let first = groups[Group(id: key.id, input: key.input)]?.first
            if let first { found.append(.repetitions(entries[first].number)) }
        } else {
            found = (byID[key.id] ?? []).map { .failure(entries[$0].number) }
        }
        guard record != nil else { return found }
        for entry in (byPlace[Place(input: key.input, record: record)] ?? []).map({ entries[$0] }) {
            if entry.isRepeated, entry.id == key.id || !isDone {
                found.append(.failure(entry.number))
            } else if !entry.isRepeated, entry.id != key.id, !isDone {
                found.append(.place(entry.number, of: entry.id))
            }
        }
        return found
    }

    /// The failures of some numbers, as documents match them.
    package func wanted(_ numbers: Set<Int>) -> Set<Match> {
        var wanted: Set<Match> = []
        for entry in entries where numbers.contains(entry.number) {
            wanted.insert(.failure(entry.number))
            wanted.insert(.place(entry.number, of: entry.id))
            let first = groups[Group(id: entry.id, input: entry.place.input)]?.first
            if entry.isRepeated, let first { wanted.insert(.repetitions(entries[first].number)) }
        }
        return wanted
    }

    /// The failures that documents settle which have come in a run: their numbers, and the ids of those that came under
    /// another one.
    ///
    /// - Parameters:
    ///   - isWhole: whether the run has seen all documents; if not, it only settles what it met itself.
    ///   - hasSeen: whether a document of an id came.
    package func settled(
        _ matches: Set<Match>, isWhole: Bool, hasSeen: (UInt64) -> Bool
    ) -> (numbers: Set<Int>, renamed: Set<UInt64>) {
        var numbers: Set<Int> = []
        var renamed: Set<UInt64> = []
        for match in matches {
            switch match {
            case .failure(let number): numbers.insert(number)
            case .place(let number, let id):
                guard isWhole, !hasSeen(id) else { continue }
                numbers.insert(number)
                renamed.insert(id)
            case .repetitions: continue
            }
        }
        guard isWhole else { return (numbers, renamed) }
        for group in groups.values where matches.contains(.repetitions(entries[group[0]].number)) {
            numbers.formUnion(group.map { entries[$0].number })
        }
        return (numbers, renamed)
    }

    /// The hash of the document's id, and the input in which it was, of failures.
    package func origins(of numbers: Set<Int>) -> [(id: UInt64, input: UInt64)] {
        entries.filter { numbers.contains($0.number) }.map { ($0.id, $0.place.input) }
    }
}

extension QuarantineRecord {
    /// The code of the problem that a document has when another of its id came before it in the run.
    package static let repeatedCode = "duplicate-id"
}
