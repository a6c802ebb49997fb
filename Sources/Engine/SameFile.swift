import Glibc
import StageKit

/// Finds outputs that are inputs at the same time: the finished output would take the place of the input.
struct SameFile {
    private let outputs: [(name: String, path: String, file: Identity, last: Substring)]

    /// What the system tells files apart by.
    private struct Identity: Equatable {
        var device: dev_t
        var number: ino_t

        /// Of a regular file that is there; nil of everything else.
        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            (device, number) = (status.st_dev, status.st_ino)
        }
    }

    /// Knows the outputs: what writes it, in words, and its path. One that is not there yet cannot be an input.
    init(_ outputs: [(name: String, path: String)]) {
        self.outputs = outputs.compactMap { name, path in
            Identity(path).map { (name, path, $0, Self.last(path)) }
        }
    }

    /// The outputs among the files that `source` reads.
    ///
    /// Only files of one name are compared: asking the system about each of a million inputs would take seconds.
    func problems(in inputs: [String], of source: String) -> [Diagnostic] {
        guard !outputs.isEmpty else { return [] }
        var problems: [Diagnostic] = []
        for input in inputs {
            let last = Self.last(input)
            for output in outputs where output.last == last && Identity(input) == output.file {
                problems.append(
                    Diagnostic(
                        "same-file", "'\(input)' is read by '\(source)' and written by \(output.name)",
                        at: SourceLocation(file: output.path),
                        hint: "write somewhere else; the input would be lost"))
            }
        }
        return problems
    }

    private static func last(_ path: String) -> Substring {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.utf8.index(after: $0)...] } ?? path[...]
    }
}
