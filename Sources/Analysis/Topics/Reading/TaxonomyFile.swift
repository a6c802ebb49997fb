package import Diagnostics
package import DocumentModel

/// Reads taxonomy files: every problem at once, each with its file, line and column.
///
/// Documentation/Topics.md describes the format. What concerns one topic is in ``TopicReader``, what a rule may say in
/// `TopicReader+Rule.swift`; ``TaxonomyCheck`` looks for rules that contradict or swallow each other.
package struct TaxonomyFile {
    /// A taxonomy, and what is odd about it but no error.
    package struct Result: Sendable {
        package var taxonomy: Taxonomy
        package var warnings: [Diagnostic]
    }

    /// Reads a file that another includes: its path as it was written there, where, and the path of the other.
    ///
    /// Gives the value and a path that is the same for the same file.
    package typealias Including = (_ path: String, _ place: SourceLocation?, _ from: String) throws -> (
        Node, path: String
    )

    /// The most terms and exclusions of a taxonomy.
    static let termLimit = 200_000
    /// The most files of a taxonomy.
    static let fileLimit = 100
    /// How deep files may include each other.
    static let includeDepth = 16

    /// What a file may say, in the order in which people should.
    private static let keys = ["taxonomy", "description", "codes", "include", "topics"]

    var problems: [Diagnostic] = []
    var warnings: [Diagnostic] = []
    var labels: [String: SourceLocation?] = [:]
    var termCount = 0
    private(set) var topics: [(definition: TopicDefinition, node: Node)] = []
    private var done: Set<String> = []
    private let including: Including?

    private init(_ including: Including?) { self.including = including }

    /// The taxonomy that `node` describes.
    ///
    /// - Parameters:
    ///   - path: the file's, for includes.
    ///   - including: reads other files; without it, `include` is an error.
    /// - Throws: ``Diagnostics`` with every problem.
    package static func read(_ node: Node, path: String = "", including: Including? = nil) throws -> Result {
        var file = TaxonomyFile(including)
        file.done.insert(path)
        let name = file.add(node, path, chain: [path])
        file.checkTogether()
        guard file.problems.isEmpty, let name else { throw Diagnostics(file.problems) }
        return Result(taxonomy: Taxonomy(name: name, topics: file.topics.map(\.definition)), warnings: file.warnings)
    }

    /// The name of the taxonomy that is part of the program, wherever a file could be named.
    package static let shipped = "news"

    /// The taxonomy at a path, or the shipped one by its name, with all that it includes.
    ///
    /// - Parameters:
    ///   - open: reads a file; paths of included files start from the folder of the file that includes them.
    ///   - readShipped: reads the shipped taxonomy.
    /// - Throws: what `open` throws, and ``Diagnostics`` with every problem.
    package static func read(
        at path: String, open: (_ path: String, _ place: SourceLocation?) throws -> Node,
        shipped readShipped: () throws -> Node
    ) throws -> Result {
        try withoutActuallyEscaping(open) { open in
            try withoutActuallyEscaping(readShipped) { readShipped in
                let node = path == shipped ? try readShipped() : try open(path, nil)
                return try read(node, path: path) { written, place, from in
                    if written == shipped { return (try readShipped(), shipped) }
                    let folder = from.lastIndex(of: "/").map { from[...$0] } ?? ""
                    let path = plainPath(written.hasPrefix("/") ? written : folder + written)
                    return (try open(path, place), path)
                }
            }
        }
    }

    /// A path without `.` and without `..` behind a folder, so that one file has one path.
    private static func plainPath(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }

    /// Adds a file's topics, after those it includes; returns the name of the taxonomy.
    private mutating func add(_ node: Node, _ path: String, chain: [String]) -> String? {
        guard node.mapping != nil else {
            problems.append(
                node.problem(
                    "wrong-type", "a taxonomy file must be a mapping, found \(node.description)",
                    hint: "it begins with 'taxonomy: NAME' and lists its 'topics'"))
            return nil
        }
        check(node, keys: Self.keys, of: "a taxonomy file")
        let name = text("taxonomy", node, required: true) ?? ""
        _ = text("description", node)
        _ = text("codes", node)
        include(node, path, chain)
        guard let list = node["topics"] else {
            if node["include"] == nil { problems.append(node.problem("missing-key", "the taxonomy has no 'topics'")) }
            return name
        }
        guard let nodes = list.sequence else {
            problems.append(list.problem("wrong-type", "'topics' must be a list, found \(list.description)"))
            return name
        }
        if nodes.isEmpty { problems.append(list.problem("empty-taxonomy", "the taxonomy has no topic")) }
        topics.reserveCapacity(topics.count + nodes.count)
        for node in nodes {
            // Moved there and back, so that nothing is copied for each topic.
            var reader = TopicReader(file: TaxonomyFile(nil))
            swap(&reader.file, &self)
            let topic = reader.topic(node)
            swap(&reader.file, &self)
            if let topic { topics.append((topic, node)) }
        }
        return name
    }

    // MARK: Includes

    private mutating func include(_ node: Node, _ path: String, _ chain: [String]) {
        guard let value = node["include"], !value.isNull else { return }
        for place in value.sequence ?? [value] {
            guard let written = place.scalar, !written.isEmpty else {
                problems.append(
                    place.problem("wrong-type", "'include' must be a list of files, found \(place.description)"))
                continue
            }
            guard let including else {
                problems.append(place.problem("no-include", "'\(written)' cannot be included here"))
                continue
            }
            do {
                let (node, found) = try including(written, place.location, path)
                if chain.contains(found) {
                    problems.append(
                        place.problem(
                            "include-cycle", "'\(written)' includes itself",
                            hint: (chain.drop { $0 != found } + [found]).joined(separator: " includes ")))
                } else if chain.count > Self.includeDepth || done.count >= Self.fileLimit {
                    problems.append(
                        place.problem(
                            "too-many-includes",
                            "more than \(Self.fileLimit) files, or files that include each other more than "
                                + "\(Self.includeDepth) deep"))
                } else if done.insert(found).inserted {
                    _ = add(node, found, chain: chain + [found])
                }
            } catch {
                problems += error.diagnostics(
                    code: "unreadable-file", problem: "cannot include '\(written)'", at: place.location)
            }
        }
    }

    // MARK: Values

    mutating func check(_ node: Node, keys: [String], of owner: String) {
        for pair in node.mapping ?? [] {
            let name = pair.key.scalar ?? ""
            guard !keys.contains(name) else { continue }
            let near = nearestName(to: name, among: keys)
            problems.append(
                pair.key.problem(
                    "unknown-key", "\(owner) has no '\(name)'",
                    hint: near.map { "did you mean '\($0)'?" } ?? "it may have \(keys.joined(separator: ", "))"))
        }
    }

    mutating func text(_ key: String, _ node: Node, required: Bool = false) -> String? {
        guard let value = node[key], !(value.isNull && !required) else {
            if required { problems.append(node.problem("missing-key", "'\(key)' is missing")) }
            return nil
        }
        guard let text = value.scalar, !value.isNull else {
            problems.append(value.problem("wrong-type", "expected text, found \(value.description)"))
            return nil
        }
        return text
    }

    mutating func number(_ key: String, _ node: Node, _ range: ClosedRange<Double>) -> Double? {
        guard let value = node[key] else { return nil }
        guard let number = value.plainNumber else {
            problems.append(value.problem("wrong-type", "expected a number, found \(value.description)"))
            return nil
        }
        if range.contains(number) { return number }
        problems.append(
            value.problem(
                "bad-value",
                "'\(key)' must be from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound)), "
                    + "found \(Self.plain(number))"))
        return nil
    }

    /// `2` rather than `2.0`.
    static func plain(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    }
}

extension Node {
    /// The number that a scalar without quotes is.
    var plainNumber: Double? {
        guard case .scalar(let text, true) = content, let number = Double(text), number.isFinite else { return nil }
        return number
    }

    /// The whole number that a scalar without quotes is.
    var plainInteger: Int? {
        guard case .scalar(let text, true) = content else { return nil }
        return Int(text)
    }
}
