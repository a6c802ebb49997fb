/// Finds the documents of a corpus that say what another one says, and which of them to keep.
///
/// Documents are taken in the order of (date, id, place): one that is the same as, or resembles, an earlier one that is
/// kept belongs to it; every other is kept. So what is kept does not depend on the order in which documents came, a
/// document resembles the one that is kept for it, and no chain of small changes joins texts that differ.
///
/// Documents that an earlier run kept come before all others, whatever their dates: they have been given away already.
///
/// Some 170 bytes for each document are in memory, and 300 more while ``findings(threshold:recalling:)`` works.
package struct DuplicateSurvey: Sendable {
    /// What became of a document.
    package struct Finding: Hashable, Sendable {
        /// The place of the document that is kept for it, from 0 in the order in which they came; its own when it is
        /// kept itself. Past documents have the places from ``DuplicateSurvey/count`` on.
        package var kept: Int
        /// Shingles in both, divided by shingles in either; 1 for the same text.
        package var resemblance: Double
        /// How many documents belong to the one that is kept, itself among them.
        package var size = 1
    }

    /// Half of a SHA-256, which is enough to tell texts apart.
    package struct Digest: Hashable, Sendable {
        var low: UInt64
        var high: UInt64

        init(low: UInt64, high: UInt64) {
            self.low = low
            self.high = high
        }

        /// Shortens a digest of at least 16 bytes.
        package init(_ bytes: [UInt8]) {
            func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
            low = number(bytes.prefix(8))
            high = number(bytes.dropFirst(8).prefix(8))
        }
    }

    /// Lengths and places in the columns below; strings and arrays of their own would take three times the memory.
    private struct Entry: Sendable {
        var digest: Digest?
        /// Where its id is, and behind it its date.
        var name: Int
        var idLength: UInt32
        /// The date as it is written; documents without one come last.
        var dateLength: UInt32?
        var sketch: Int
        var sketchLength: UInt32
        var hashCount: UInt32
        /// Where its hashes are in the store.
        var hashes: Int
    }

    private var entries: [Entry] = []
    private var names: [UInt8] = []
    private var sketches: [UInt32] = []
    private var hashCount = 0
    /// The number of documents of this run.
    package private(set) var count = 0
    /// Keeps hashes at a place.
    private let store: @Sendable (_ hashes: [UInt32], _ place: Int) throws -> Void
    /// Reads as many hashes from a place.
    private let load: @Sendable (_ count: Int, _ place: Int) throws -> [UInt32]

    /// An empty survey that keeps the hashes of all documents, two kilobytes each, elsewhere.
    package init(
        storing store: @escaping @Sendable (_ hashes: [UInt32], _ place: Int) throws -> Void,
        loading load: @escaping @Sendable (_ count: Int, _ place: Int) throws -> [UInt32]
    ) {
        self.store = store
        self.load = load
    }

    /// Adds the next document.
    ///
    /// - Throws: what storing throws; the document is then not added.
    package mutating func add(id: String, date: String?, digest: Digest?, _ text: DuplicateIndex.Fingerprint) throws {
        precondition(count == entries.count, "a document after those of the past")
        try store(text.hashes, hashCount)
        append(id, date, digest, text)
        hashCount += text.hashes.count
        count += 1
    }

    /// Adds a document that an earlier run kept, after all documents of this run; its hashes are asked for when they are
    /// needed.
    ///
    /// - Parameter method: how this run makes hashes; a document whose hashes were made in another way can only be equal.
    package mutating func add(past id: String, _ memory: DuplicateMemory, method: UInt32) {
        let isComparable = memory.method == method
        append(id, memory.date, memory.digest, isComparable ? memory.text : .init(sketch: [], hashes: []))
    }

    private mutating func append(
        _ id: String, _ date: String?, _ digest: Digest?, _ text: DuplicateIndex.Fingerprint
    ) {
        let start = names.count
        names += id.utf8
        let middle = names.count
        names += (date ?? "").utf8
        entries.append(
            Entry(
                digest: digest, name: start, idLength: UInt32(clamping: middle - start),
                dateLength: date == nil ? nil : UInt32(clamping: names.count - middle), sketch: sketches.count,
                sketchLength: UInt32(clamping: text.sketch.count), hashCount: UInt32(clamping: text.hashes.count),
                hashes: hashCount))
        sketches += text.sketch
    }

    /// The id of the document at a place.
    package func id(at place: Int) -> String { String(decoding: idBytes(place), as: UTF8.self) }

    /// The first place at or after `start`, of the next `most`, of the document with an id.
    package func place(of id: String, from start: Int, most: Int) -> Int? {
        let id = Array(id.utf8)
        return (start..<min(count, start + most)).first { idBytes($0).elementsEqual(id) }
    }

    /// What later runs will want to know of the document at a place.
    ///
    /// - Throws: what loading throws.
    package func memory(at place: Int, method: UInt32) throws -> DuplicateMemory {
        let entry = entries[place]
        return DuplicateMemory(
            method: method, date: dateBytes(place).map { String(decoding: $0, as: UTF8.self) }, digest: entry.digest,
            .init(sketch: sketch(place), hashes: try load(Int(entry.hashCount), entry.hashes)))
    }

    /// Decides on every document, past ones too, which all keep themselves.
    ///
    /// - Parameters:
    ///   - threshold: the least resemblance that makes two texts the same; nil for equal texts only.
    ///   - recall: the hashes of a past document.
    /// - Throws: what loading or recalling throws.
    package func findings(
        threshold: Double?, recalling recall: (_ id: String) throws -> [UInt32] = { _ in [] }
    ) throws -> [Finding] {
        var findings = entries.indices.map { Finding(kept: $0, resemblance: 1) }
        var index = threshold.map { DuplicateIndex(threshold: $0) }
        /// The places of the documents in the index.
        var kept: [Int] = []
        var equal: [Digest: Int] = [:]
        for place in entries.indices.sorted(by: isEarlier) {
            let entry = entries[place]
            let isPast = place >= count
            if let digest = entry.digest {
                if let known = equal[digest], !isPast {
                    findings[place] = findings[known]
                    continue
                }
                if equal[digest] == nil { equal[digest] = place }
            }
            guard index != nil, entry.sketchLength > 0 else { continue }
            var best: DuplicateIndex.Match?
            if !isPast {
                let text = DuplicateIndex.Fingerprint(
                    sketch: sketch(place), hashes: try load(Int(entry.hashCount), entry.hashes))
                let matches = try index?.matches(of: text) { number in
                    let other = kept[number]
                    return other < count
                        ? try load(Int(entries[other].hashCount), entries[other].hashes) : try recall(id(at: other))
                }
                best = matches?.max { ($0.resemblance, $1.number) < ($1.resemblance, $0.number) }
            }
            if let best {
                findings[place] = Finding(kept: kept[best.number], resemblance: best.resemblance)
            } else {
                index?.add(sketch: sketch(place), size: Int(entry.hashCount))
                kept.append(place)
            }
        }
        var sizes = [Int](repeating: 0, count: findings.count)
        for finding in findings { sizes[finding.kept] += 1 }
        for place in findings.indices { findings[place].size = sizes[findings[place].kept] }
        return findings
    }

    private func idBytes(_ place: Int) -> ArraySlice<UInt8> {
        let entry = entries[place]
        return names[entry.name..<entry.name + Int(entry.idLength)]
    }

    private func dateBytes(_ place: Int) -> ArraySlice<UInt8>? {
        let entry = entries[place]
        let start = entry.name + Int(entry.idLength)
        return entry.dateLength.map { names[start..<start + Int($0)] }
    }

    private func sketch(_ place: Int) -> [UInt32] {
        let entry = entries[place]
        return Array(sketches[entry.sketch..<entry.sketch + Int(entry.sketchLength)])
    }

    /// Whether a document comes before another: those of the past first, then by date, id and place.
    private func isEarlier(_ first: Int, _ second: Int) -> Bool {
        if (first < count) != (second < count) { return first >= count }
        let (a, b) = (dateBytes(first), dateBytes(second))
        if a != b {
            guard let a else { return false }
            guard let b else { return true }
            return a.lexicographicallyPrecedes(b)
        }
        let (left, right) = (idBytes(first), idBytes(second))
        return left == right ? first < second : left.lexicographicallyPrecedes(right)
    }
}
