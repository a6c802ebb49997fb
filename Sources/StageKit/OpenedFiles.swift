import Synchronization

/// The files that stages read when they were made, with the digests of their content: gazetteers, taxonomies, models.
package final class OpenedFiles: Sendable {
    /// Guards the list; stages may read files from several threads.
    private let files = Mutex<[String: String]>([:])

    /// None yet.
    package init() {}

    /// The digests by path.
    package var digests: [String: String] { files.withLock { $0 } }

    func add(_ path: String, _ bytes: [UInt8]) { add(path, digest: SourceBytes(bytes).digest) }

    func add(_ path: String, digest: String) {
        files.withLock { $0[path] = digest }
    }
}
