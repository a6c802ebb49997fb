import GRDB

/// What the finished runs of a pipeline have done, kept in memory so that asking for a document costs no look at the disk.
///
/// 40 bytes for each document and 72 for each input of the archive.
package struct KnownDocuments: Sendable {
    /// What is known of one document.
    private struct Entry {
        var content: UInt64
        var input: UInt64
        /// Whether it was done by the pipeline as it is now, and counts as done.
        var isCurrent: Bool
        var isGone: Bool
    }

    private struct Input {
        var stamp: InputStamp
        /// Milliseconds since 1970.
        var readAt: Int
        var documents: Int
        var isCurrent: Bool
    }

    private var documents: [UInt64: Entry] = [:]
    private var inputs: [UInt64: Input] = [:]
    /// How many were done by another version of the pipeline.
    package private(set) var outdatedCount = 0

    /// Nothing is known.
    package init() {}

    /// How many documents are known.
    package var count: Int { documents.count }

    /// Reads what is known.
    ///
    /// - Parameter keepsOutdated: documents done by another version of the pipeline count as done.
    init(_ database: Database, pipeline: Int64, version: Int64, keepsOutdated: Bool) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT id_hash, input_hash, digest_hash, version, gone IS NOT NULL FROM document WHERE pipeline = ?
                """, arguments: [pipeline])
        while let row = try rows.next() {
            let isCurrent = row[3] as Int64 == version || keepsOutdated
            if !isCurrent { outdatedCount += 1 }
            documents[UInt64(bitPattern: row[0])] = Entry(
                content: UInt64(bitPattern: row[2]), input: UInt64(bitPattern: row[1]), isCurrent: isCurrent,
                isGone: row[4])
        }
        let files = try Row.fetchCursor(
            database,
            sql: """
                SELECT name_hash, size, modified, touched, read_at, documents, version FROM input WHERE pipeline = ?
                """, arguments: [pipeline])
        while let row = try files.next() {
            inputs[UInt64(bitPattern: row[0])] = Input(
                stamp: InputStamp(size: row[1], modified: row[2], touched: row[3]), readAt: row[4], documents: row[5],
                isCurrent: row[6] as Int64 == version || keepsOutdated)
        }
    }

    /// Whether an earlier run has done a document of this id, whatever its content.
    package func contains(id: UInt64) -> Bool { documents[id] != nil }

    /// Whether the document was done as it is, by whatever version of the pipeline.
    package func isDone(_ key: DocumentKey) -> Bool { documents[key.id]?.content == key.content }

    /// The input from which a document came when it was done last.
    package func input(ofDocument id: UInt64) -> UInt64? { documents[id]?.input }

    /// Whether the document was done as it is, by the pipeline as it is.
    package func isUnchanged(_ key: DocumentKey) -> Bool {
        guard let entry = documents[key.id] else { return false }
        return entry.isCurrent && entry.content == key.content
    }

    /// The documents of each input, with their content, by the hash of its name.
    package func documentsByInput() -> [UInt64: [(id: UInt64, content: UInt64)]] {
        var result: [UInt64: [(id: UInt64, content: UInt64)]] = [:]
        for (id, entry) in documents { result[entry.input, default: []].append((id, entry.content)) }
        return result
    }

    /// How many documents an input gave, if its stamp is that of the time when it was read, and nothing can have been
    /// written into it since without changing the stamp.
    ///
    /// Times of files advance in steps: one that was written less than two seconds before it was read may have been
    /// written again within the same step. It is read again, once.
    ///
    /// - Parameter anyVersion: whether it does not matter which version of the pipeline took its documents.
    /// - SeeAlso: "Racy Git", git-scm.com/docs/racy-git.
    package func documentCount(
        ofUnchanged name: String, _ stamp: InputStamp, anyVersion: Bool = false
    ) -> Int? {
        guard let input = inputs[stableHash(name)], input.isCurrent || anyVersion, input.stamp == stamp else {
            return nil
        }
        let latest = max(stamp.modified, stamp.touched) / 1_000_000
        return latest < input.readAt - 2000 ? input.documents : nil
    }

    /// The documents that are in no input any more: known, but neither seen nor in an input that was left out because it
    /// is unchanged. Those that had disappeared before are not among them.
    ///
    /// - Parameters:
    ///   - seen: the ids that came.
    ///   - unchanged: the names of the inputs that were left out.
    package func disappeared(seen: (UInt64) -> Bool, unchanged: Set<UInt64>) -> [UInt64] {
        documents.filter { !$0.value.isGone && !seen($0.key) && !unchanged.contains($0.value.input) }.keys.sorted()
    }
}
