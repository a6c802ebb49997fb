public import Diagnostics
import FoundationEssentials
import Glibc

/// Finds the files that a list of paths, folders and patterns names, always in the same order.
///
/// Patterns know `*`, `?`, `[a-z]` within a name and `**` for any number of folders. Folders are searched to the
/// bottom for files with one of the endings; links to folders are not followed there, so that none is searched twice.
/// Hidden files count only when they are named. Each pattern's files come sorted by the bytes of their paths,
/// whatever the locale; a file that two patterns name comes once.
public struct FileListing: Sendable {
    private let folder: String
    private let endings: [String]
    private static let deepest = 64

    /// Searches relative to `folder`; in folders, only names with one of the `endings` count.
    public init(in folder: String, endings: [String]) {
        self.folder = folder.isEmpty ? "." : folder
        self.endings = endings
    }

    /// A file that was found.
    public struct File: Hashable, Sendable {
        /// Its path as the pattern spells it, without `./`: the same in every working folder.
        public let name: String
        /// Its path from the working folder.
        public let path: String

        /// Names a file.
        package init(name: String, path: String) {
            self.name = name
            self.path = path
        }

        /// Its size in bytes now; nil when it is not a regular file or has gone.
        public var byteCount: Int? {
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            return Int(status.st_size)
        }

        /// Its size in bytes, and when its content and its entry changed, in nanoseconds since 1970; nil when it is not a
        /// regular file or has gone.
        public var stamp: (byteCount: Int, modified: Int, touched: Int)? {
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            func nanoseconds(_ time: timespec) -> Int { time.tv_sec &* 1_000_000_000 &+ time.tv_nsec }
            return (Int(status.st_size), nanoseconds(status.st_mtim), nanoseconds(status.st_ctim))
        }
    }

    /// The files of all `patterns`, which come with the place where they are written.
    ///
    /// - Throws: ``Diagnostics``: a path is missing, a folder cannot be read, or, unless `allowEmpty`, a pattern or
    ///   folder has no file.
    public func files(_ patterns: [(text: String, location: SourceLocation?)], allowEmpty: Bool) throws -> [File] {
        var files: [File] = []
        var seen: Set<String> = []
        var problems: [Diagnostic] = []
        for (text, location) in patterns {
            do {
                let found = try names(matching: text, allowEmpty, location).sorted {
                    $0.utf8.lexicographicallyPrecedes($1.utf8)
                }
                for name in found where seen.insert(name).inserted {
                    files.append(File(name: name, path: path(of: name)))
                }
            } catch {
                problems += error.diagnostics(code: "cannot-list", problem: "'\(text)' cannot be listed", at: location)
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        return files
    }

    private func path(of name: String) -> String {
        name.hasPrefix("/") || name == "-" || folder == "." ? name : "\(folder)/\(name)"
    }

    private func names(matching text: String, _ allowEmpty: Bool, _ location: SourceLocation?) throws -> [String] {
        if text == "-" { return ["-"] }
        let pattern = normalised(text)
        guard Self.isPattern(pattern) else {
            switch kind(of: pattern) {
            case .file: return [pattern]
            case .missing:
                throw Diagnostic(
                    "no-such-file", "there is no file or folder '\(text)'", at: location,
                    hint: "relative paths start from the pipeline file's folder; looked for \(path(of: pattern))")
            case .folder:
                let names = try files(below: pattern, 0)
                guard !names.isEmpty || allowEmpty else {
                    let list = endings.map { "*\($0)" }.joined(separator: ", ")
                    throw Diagnostic(
                        "no-match", "the folder '\(text)' has no file to load", at: location,
                        hint: "looked for \(list); 'allow-empty: true' accepts an empty folder")
                }
                return names
            }
        }
        let parts = pattern.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        let names = try expand(parts[...], below: pattern.hasPrefix("/") ? "/" : "", 0)
        guard !names.isEmpty || allowEmpty else {
            throw Diagnostic(
                "no-match", "no file matches '\(text)'", at: location,
                hint: "looked for \(path(of: pattern)); 'allow-empty: true' accepts that")
        }
        return names
    }

    /// Without leading `./` and doubled slashes, which would give one file two names.
    private func normalised(_ text: String) -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: true).filter { $0 != "." }
        return (text.hasPrefix("/") ? "/" : "") + (parts.isEmpty ? "." : parts.joined(separator: "/"))
    }

    private static func isPattern(_ text: String) -> Bool { text.contains { "*?[".contains($0) } }

    private enum Kind { case file, folder, missing }

    private func kind(of name: String) -> Kind {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path(of: name), isDirectory: &isFolder) else { return .missing }
        return isFolder ? .folder : .file
    }

    /// The entries of a folder, sorted by bytes.
    private func entries(of name: String) throws -> [String] {
        let path = name.isEmpty ? folder : path(of: name)
        do { return try FileManager.default.contentsOfDirectory(atPath: path) } catch {
            throw Diagnostic(
                "cannot-read", "the folder '\(path)' cannot be read", cause: "\(SystemError.last)")
        }
    }

    private func files(below name: String, _ depth: Int) throws -> [String] {
        guard depth < Self.deepest else {
            throw Diagnostic("too-deep", "folders below '\(name)' are nested more than \(Self.deepest) deep")
        }
        var names: [String] = []
        for entry in try entries(of: name) where !entry.hasPrefix(".") {
            let full = joined(name == "." ? "" : name, entry)
            switch kind(of: full) {
            case .file: if endings.contains(where: entry.lowercased().hasSuffix) { names.append(full) }
            case .folder: if !isLink(full) { names += try files(below: full, depth + 1) }
            case .missing: continue
            }
        }
        return names
    }

    private func isLink(_ name: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path(of: name))
        return attributes?[.type] as? FileAttributeType == .typeSymbolicLink
    }

    private func joined(_ folder: String, _ name: String) -> String {
        folder.isEmpty || folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }

    /// The files below `name` that match the parts of a pattern.
    private func expand(_ parts: ArraySlice<String>, below name: String, _ depth: Int) throws -> [String] {
        guard let part = parts.first, depth < Self.deepest else { return [] }
        let rest = parts.dropFirst()
        if part == "**" {
            var names = try expand(rest, below: name, depth)
            for entry in try entries(of: name) where !entry.hasPrefix(".") {
                let full = joined(name, entry)
                if kind(of: full) == .folder, !isLink(full) { names += try expand(parts, below: full, depth + 1) }
            }
            return Array(Set(names))
        }
        if !Self.isPattern(part) {
            let full = joined(name, part)
            switch kind(of: full) {
            case .missing: return []
            case .file: return rest.isEmpty ? [full] : []
            case .folder: return try expand(rest, below: full, depth + 1)
            }
        }
        var names: [String] = []
        for entry in try entries(of: name) where fnmatch(part, entry, FNM_PERIOD) == 0 {
            let full = joined(name, entry)
            switch kind(of: full) {
            case .missing: continue
            case .file: if rest.isEmpty { names.append(full) }
            case .folder: if !rest.isEmpty { names += try expand(rest, below: full, depth + 1) }
            }
        }
        return names
    }
}
