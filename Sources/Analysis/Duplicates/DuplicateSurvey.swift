/// Finds the documents of a corpus that say what another one says, and which of them to keep.
///
/// Documents are taken in the order of (date, id, place): one that is the same as, or resembles, an earlier one that is
/// kept belongs to it; every other is kept. So what is kept does not depend on the order in which documents came, a
/// document resembles the one that is kept for it, and no chain of small changes joins texts that differ.
package struct DuplicateSurvey: Sendable {
    /// What became of a document.
    package struct Finding: Hashable, Sendable {
        /// The place of the document that is kept for it, from 0 in the order in which they came; its own when it is
        /// kept itself.
        package var kept: Int
        /// Shingles in both, divided by shingles in either; 1 for the same text.
        package var resemblance: Double
        /// How many documents belong to the one that is kept, itself among them.
        package var size = 1
    }

    private struct Entry: Sendable {
        var id: String
        /// The date as it is written; documents without one come last.
        var date: String?
        /// Of the whole text; nil for a text without anything.
        var digest: Digest?
        var sketch: [UInt32]
        /// Where its hashes are.
        var start: Int
        var count: Int
    }

    /// Half of a SHA-256, which is enough to tell texts apart.
    package struct Digest: Hashable, Sendable {
        var low: UInt64
        var high: UInt64

        /// Shortens a digest of at least 16 bytes.
        package init(_ bytes: [UInt8]) {
            func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
            low = number(bytes.prefix(8))
            high = number(bytes.dropFirst(8).prefix(8))
        }
    }

    private var entries: [Entry] = []
    private var hashCount = 0
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
        try store(text.hashes, hashCount)
        entries.append(
            Entry(
                id: id, date: date, digest: digest, sketch: text.sketch, start: hashCount, count: text.hashes.count))
        hashCount += text.hashes.count
    }

    /// The ids, in the order in which the documents came.
    package var ids: [String] { entries.map(\.id) }

    /// Decides on every document.
    ///
    /// - Parameter threshold: the least resemblance that makes two texts the same; nil for equal texts only.
    /// - Throws: what loading throws.
    package func findings(threshold: Double?) throws -> [Finding] {
        var findings = entries.indices.map { Finding(kept: $0, resemblance: 1) }
        var index = threshold.map { DuplicateIndex(threshold: $0) }
        /// The places of the documents in the index.
        var kept: [Int] = []
        var equal: [Digest: Int] = [:]
        for place in entries.indices.sorted(by: isEarlier) {
            let entry = entries[place]
            if let digest = entry.digest {
                if let known = equal[digest] {
                    findings[place] = findings[known]
                    continue
                }
                equal[digest] = place
            }
            guard index != nil, !entry.sketch.isEmpty else { continue }
            let text = DuplicateIndex.Fingerprint(sketch: entry.sketch, hashes: try load(entry.count, entry.start))
            let matches = try index?.matches(of: text) { try load(entries[kept[$0]].count, entries[kept[$0]].start) }
            if let best = matches?.max(by: { ($0.resemblance, $1.number) < ($1.resemblance, $0.number) }) {
                findings[place] = Finding(kept: kept[best.number], resemblance: best.resemblance)
            } else {
                index?.add(text)
                kept.append(place)
            }
        }
        var sizes = [Int](repeating: 0, count: findings.count)
        for finding in findings { sizes[finding.kept] += 1 }
        for place in findings.indices { findings[place].size = sizes[findings[place].kept] }
        return findings
    }

    /// Whether a document comes before another: by date, then id, then place.
    private func isEarlier(_ first: Int, _ second: Int) -> Bool {
        let (a, b) = (entries[first], entries[second])
        if a.date != b.date {
            guard let left = a.date else { return false }
            guard let right = b.date else { return true }
            return left.utf8.lexicographicallyPrecedes(right.utf8)
        }
        return a.id == b.id ? first < second : a.id.utf8.lexicographicallyPrecedes(b.id.utf8)
    }
}
