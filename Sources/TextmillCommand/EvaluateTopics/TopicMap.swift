import PipelineFile
import StageKit

/// Which topics mean which label of gold.
struct TopicMap: Sendable {
    /// The topics that mean a label; none leaves the label out. Nil when labels mean themselves.
    private(set) var topics: [String: [String]]?
    /// Where a label is mapped, for messages.
    private var places: [String: SourceLocation] = [:]

    /// Reads arguments: `label=topic,topic`, or files.
    ///
    /// - Throws: ``Diagnostic`` or ``Diagnostics`` when a file cannot be read, or a label is mapped twice.
    init(_ arguments: [String]) throws {
        for argument in arguments {
            guard let equals = argument.firstIndex(of: "=") else {
                try read(file: argument)
                continue
            }
            let names = argument[argument.index(after: equals)...].split(separator: ",").map(String.init)
            try add(String(argument[..<equals]), names, at: nil)
        }
    }

    private mutating func add(_ label: String, _ names: [String], at place: SourceLocation?) throws {
        guard topics?[label] == nil else {
            throw Diagnostic(
                "duplicate-label", "the label '\(label)' is mapped twice", at: place,
                hint: "name all its topics at once")
        }
        topics = topics ?? [:]
        topics?[label] = names
        places[label] = place
    }

    private mutating func read(file: String) throws {
        let root = try YAML.read(bytes: FileReading.contents(of: file, limit: 2 << 20), file: file)
        guard let pairs = root.mapping else {
            throw root.problem(
                "bad-map", "a map must be a mapping of labels to topics, found \(root.description)",
                hint: "such as 'Law and crime: [crime, courts]'")
        }
        for pair in pairs {
            guard let label = pair.key.scalar else { continue }
            let nodes = pair.value.isNull ? [] : pair.value.sequence ?? [pair.value]
            let names = try nodes.map { node in
                guard let name = node.scalar, !node.isNull else {
                    throw node.problem("bad-map", "a topic must be text, found \(node.description)")
                }
                return name
            }
            try add(label, names, at: pair.key.location)
        }
    }

    /// The labels of gold that a topic means.
    var labels: [String: [String]] {
        var labels: [String: [String]] = [:]
        for (label, names) in (topics ?? [:]).sorted(by: { $0.key < $1.key }) {
            for name in names { labels[name, default: []].append(label) }
        }
        return labels
    }

    /// Throws when the map names what is not there.
    ///
    /// - Throws: ``Diagnostics``.
    func check(labels: Set<String>, topics known: Set<String>?) throws {
        var problems: [Diagnostic] = []
        for (label, names) in (topics ?? [:]).sorted(by: { $0.key < $1.key }) {
            if !labels.contains(label) {
                problems.append(
                    Diagnostic(
                        "unknown-label", "gold has no label '\(label)'", at: places[label],
                        hint: nearestName(to: label, among: labels.sorted()).map { "did you mean '\($0)'?" }
                            ?? "gold has \(labels.sorted().joined(separator: ", "))"))
            }
            for name in names where known?.contains(name) == false {
                problems.append(
                    Diagnostic(
                        "unknown-topic", "there is no topic '\(name)' to mean '\(label)'", at: places[label],
                        hint: nearestName(to: name, among: known?.sorted() ?? []).map { "did you mean '\($0)'?" }))
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
    }
}
