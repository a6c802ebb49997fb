import Diagnostics
public import StageKit

/// Bounds of what is read from YAML.
struct YAMLLimits: Hashable, Sendable {
    /// Levels of nesting, also through aliases.
    static let depth = 64

    /// Bytes of a file.
    let byteCount: Int
    /// Values, each alias counted with all that it stands for.
    let values: Int
    /// What a file is called that is held to them.
    let name: String
    /// What to do about one that is larger.
    let hint: String

    /// Of pipeline files, and of a `--set`.
    static let pipeline = YAMLLimits(
        byteCount: 1 << 20, values: 50_000, name: "a pipeline file", hint: "is this a pipeline file?")
    /// Of files that stages read: a taxonomy of 1,000 topics with 50,000 terms has a tenth to a third of these values.
    static let stageFile = YAMLLimits(
        byteCount: 8 << 20, values: 500_000, name: "a YAML file that a stage reads",
        hint: "is this the right file? a taxonomy can be divided into several, with 'include'")
}

/// Reads one YAML document into nodes that know their place.
///
/// Aliases are copied and counted, never walked, so that nested aliases cannot blow up; `<<` merges mappings.
struct NodeReader: ~Copyable {
    /// What was read, and how it was written.
    struct Result {
        /// The document; nil when the text holds none.
        var root: Node?
        /// Whether the root is a mapping or list without brackets.
        var rootIsBlock = false
        /// The line and column, from 0, where the root ends.
        var end: YAMLMark?
    }

    private struct Anchor {
        let node: Node
        let count: Int
        let height: Int
    }

    private var events: YAMLEvents
    private let source: SourceText
    /// Added to columns of the first line: what stands before the value in a `--set`.
    private let columnShift: Int
    private var anchors: [String: Anchor] = [:]
    private var openAnchors: Set<String> = []
    private var count = 0
    /// The height of the node that was read last: 1 for a scalar.
    private var height = 0
    /// Where the event that was read last ends.
    private var lastEnd: YAMLMark?
    private var lastLine: (index: Int, excerpt: SourceExcerpt?)?
    private var problems: Problems
    private let limits: YAMLLimits

    private init(
        _ source: SourceText, from offset: Int, columnShift: Int, _ limits: YAMLLimits, problems: consuming Problems
    ) {
        events = YAMLEvents(source.bytes[offset...])
        self.limits = limits
        self.source = source
        self.columnShift = columnShift
        self.problems = problems
    }

    /// Reads the document that begins at a byte of `source`, `columnShift` code points into its first line.
    ///
    /// - Throws: ``Diagnostic`` when nothing behind a place can be read; other problems are added to `problems`.
    static func read(
        _ source: SourceText, from offset: Int = 0, columnShift: Int = 0, _ limits: YAMLLimits = .pipeline,
        problems: inout Problems
    ) throws(Diagnostic) -> Result {
        var reader = NodeReader(source, from: offset, columnShift: columnShift, limits, problems: problems)
        let result = try reader.document()
        problems = reader.problems
        return result
    }

    private mutating func next() throws(Diagnostic) -> YAMLEvent {
        do {
            let event = try events.next()
            lastEnd = event.end
            return event
        } catch { throw error.diagnostic(in: source, columnShift: columnShift) }
    }

    private mutating func document() throws(Diagnostic) -> Result {
        _ = try next()
        guard case .documentStart = try next().kind else { return Result() }
        let first = try next()
        let root = try node(first, depth: 1)
        let end = lastEnd
        _ = try next()
        let after = try next()
        if case .documentStart = after.kind {
            problems.add(
                Diagnostic(
                    .severalDocuments, "the file holds a second document; \(limits.name) holds one",
                    at: location(after.start, after.end),
                    hint: "remove the line '---', or move what follows to a file of its own"))
        }
        let isBlock = root.scalar == nil && !first.isFlow
        return Result(root: root, rootIsBlock: isBlock, end: end)
    }

    private mutating func location(_ start: YAMLMark, _ end: YAMLMark) -> SourceLocation {
        let excerpt: SourceExcerpt?
        if let lastLine, lastLine.index == start.line {
            excerpt = lastLine.excerpt
        } else {
            excerpt = source.excerpt(start.line)
            lastLine = (start.line, excerpt)
        }
        let column = start.column + (start.line == 0 ? columnShift : 0)
        // What goes on behind the line is marked to the line's end, which the rendering finds.
        let length = start.line == end.line ? end.column - start.column : Int(Int32.max)
        return SourceLocation(
            file: source.file, line: start.line + 1, column: column + 1, length: max(1, length), excerpt: excerpt)
    }

    private mutating func node(_ event: YAMLEvent, depth: Int) throws(Diagnostic) -> Node {
        try check(depth, at: event)
        count += 1
        try checkCount(at: event)
        let before = count
        if let anchor = event.anchor { openAnchors.insert(anchor) }
        var node: Node
        switch event.kind {
        case .alias(let name): return try alias(name, event, depth)
        case .scalar(let text, let isPlain):
            height = 1
            node = Node(.scalar(text, isPlain: isPlain), at: location(event.start, event.end))
            if let tag = event.tag { applyTag(tag, to: &node) }
            if text.utf8.contains(0) {
                problems.add(
                    Diagnostic(.controlCharacter, "a value must not contain the character U+0000", at: node.location),
                    spoiling: node)
            }
        case .sequenceStart: node = try sequence(event, depth)
        default: node = try mapping(event, depth)
        }
        if let anchor = event.anchor {
            openAnchors.remove(anchor)
            anchors[anchor] = Anchor(node: node, count: count - before + 1, height: height)
        }
        return node
    }

    private mutating func check(_ depth: Int, at event: YAMLEvent) throws(Diagnostic) {
        guard depth > YAMLLimits.depth else { return }
        throw Diagnostic(
            .tooDeep, "values are nested more than \(YAMLLimits.depth) levels deep",
            at: location(event.start, event.start))
    }

    private mutating func checkCount(at event: YAMLEvent) throws(Diagnostic) {
        guard count > limits.values else { return }
        throw Diagnostic(
            .tooManyValues, "the file has more than \(limits.values) values, with aliases counted each time",
            at: location(event.start, event.end))
    }

    private mutating func alias(_ name: String, _ event: YAMLEvent, _ depth: Int) throws(Diagnostic) -> Node {
        height = 1
        let place = location(event.start, event.end)
        guard !openAnchors.contains(name), let anchor = anchors[name] else {
            let placeholder = Node(.scalar("", isPlain: true), at: place)
            if openAnchors.contains(name) {
                let text = "the alias '*\(name)' stands inside the value that it stands for"
                problems.add(Diagnostic(.cyclicAlias, text, at: place), spoiling: placeholder)
            } else {
                let near = problems.isFull ? nil : nearestName(to: name, among: anchors.keys.sorted())
                let hint =
                    near.map { "did you mean '*\($0)'?" }
                    ?? "'&\(name)' must stand before it; text that begins with '*' needs quotes"
                problems.add(
                    Diagnostic(
                        .unknownAnchor, "there is no anchor '&\(name)' before this alias", at: place, hint: hint),
                    spoiling: placeholder)
            }
            return placeholder
        }
        count += anchor.count - 1
        try checkCount(at: event)
        height = anchor.height
        try check(depth + anchor.height - 1, at: event)
        return anchor.node
    }

    private mutating func sequence(_ start: YAMLEvent, _ depth: Int) throws(Diagnostic) -> Node {
        var nodes: [Node] = []
        var tallest = 0
        while true {
            let event = try next()
            if case .sequenceEnd = event.kind {
                height = tallest + 1
                return collection(.sequence(nodes), start, event)
            }
            nodes.append(try node(event, depth: depth + 1))
            tallest = max(tallest, height)
        }
    }

    private mutating func collection(_ content: Node.Content, _ start: YAMLEvent, _ end: YAMLEvent) -> Node {
        let reach = start.isFlow ? end.end : start.start
        var node = Node(content, at: location(start.start, reach))
        if !start.isFlow { node.location?.length = 1 }
        if let tag = start.tag { applyTag(tag, to: &node) }
        return node
    }

    private mutating func mapping(_ start: YAMLEvent, _ depth: Int) throws(Diagnostic) -> Node {
        var pairs: [Node.Pair] = []
        var seen: [String: SourceLocation?] = [:]
        var merges: [Node] = []
        var tallest = 0
        while true {
            let event = try next()
            if case .mappingEnd = event.kind {
                for node in merges { merge(node, into: &pairs, seen: &seen) }
                height = tallest + 1
                return collection(.mapping(pairs), start, event)
            }
            let key = try node(event, depth: depth + 1)
            tallest = max(tallest, height)
            let value = try node(try next(), depth: depth + 1)
            tallest = max(tallest, height)
            guard case .scalar(let name, let isPlain) = key.content, !key.isNull else {
                let place = SourceLocation(of: key, or: location(event.start, event.end))
                problems.add(
                    Diagnostic(.badKey, "a key must be plain text, found \(key.description)", at: place), spoiling: key)
                continue
            }
            if let first = seen[name] {
                let hint = first?.line.map { "it was first given in line \($0); remove one of the two" }
                let merge = name == "<<" ? "; '<<: [*one, *two]' merges several mappings" : ""
                problems.add(
                    Diagnostic(
                        .duplicateKey, "'\(name)' is given twice", at: key.location, hint: hint.map { $0 + merge }))
                continue
            }
            seen[name] = .some(key.location)
            if name == "<<", isPlain { merges.append(value) } else { pairs.append(Node.Pair(key: key, value: value)) }
        }
    }

    private mutating func merge(_ node: Node, into pairs: inout [Node.Pair], seen: inout [String: SourceLocation?]) {
        for source in node.sequence ?? [node] {
            guard let more = source.mapping else {
                problems.add(
                    Diagnostic(
                        .badMerge, "'<<' merges a mapping or a list of mappings, found \(source.description)",
                        at: source.location, hint: "'<<: *name' takes the mapping that is marked '&name'"))
                continue
            }
            for pair in more {
                guard let name = pair.key.scalar, seen[name] == nil else { continue }
                seen[name] = .some(pair.key.location)
                pairs.append(pair)
            }
        }
    }

    private mutating func applyTag(_ tag: String, to node: inout Node) {
        let core = "tag:yaml.org,2002:"
        let shown = tag.hasPrefix(core) ? "!!\(tag.dropFirst(core.count))" : tag
        switch (shown, node.content) {
        case ("!", .scalar(let text, _)), ("!!str", .scalar(let text, _)): node.content = .scalar(text, isPlain: false)
        case ("!", _), ("!!seq", .sequence), ("!!map", .mapping): break
        case ("!!int", .scalar(let text, _)) where (try? Int(Node(.scalar(text, isPlain: true)))) != nil,
            ("!!float", .scalar(let text, _)) where (try? Double(Node(.scalar(text, isPlain: true)))) != nil,
            ("!!bool", .scalar(let text, _)) where (try? Bool(Node(.scalar(text, isPlain: true)))) != nil,
            ("!!null", .scalar(let text, _)) where Node(.scalar(text, isPlain: true)).isNull:
            node.content = .scalar(text, isPlain: true)
        case ("!!str", _), ("!!int", _), ("!!float", _), ("!!bool", _), ("!!null", _), ("!!seq", _), ("!!map", _):
            let what = node.scalar == "" ? "nothing" : node.description
            problems.add(
                Diagnostic(.wrongTag, "the tag '\(shown)' does not fit \(what)", at: node.location),
                spoiling: node)
        default:
            problems.add(
                Diagnostic(
                    .unknownTag, "the tag '\(shown)' is not known", at: node.location,
                    hint: "text that begins with '!' needs quotes; the known tags are "
                        + "!!str, !!int, !!float, !!bool, !!null, !!seq and !!map"),
                spoiling: node)
        }
    }
}

extension SourceLocation {
    /// The place of a node, or another when it has none.
    fileprivate init(of node: Node, or other: SourceLocation) { self = node.location ?? other }
}

/// YAML for other rooms: files with lists and settings that are no pipelines.
public enum YAML {
    /// Reads one YAML document into nodes that know their place: at most 8 MB, 64 levels and 500,000 values, of which a
    /// pipeline file may have fewer; an empty file is a null node.
    ///
    /// - Throws: ``Diagnostics`` with every problem found, in the order of the text.
    public static func read(bytes: [UInt8], file: String) throws -> Node {
        var problems = Problems()
        do {
            let source = try EncodingCheck.text(bytes, file: file, .stageFile)
            let root = try NodeReader.read(source, .stageFile, problems: &problems).root
            guard !problems.hasErrors else { throw Diagnostics(problems.sorted(file: file)) }
            return root ?? Node(.scalar("", isPlain: true), at: SourceLocation(file: file, line: 1, column: 1))
        } catch let error as Diagnostic {
            throw Diagnostics([error])
        }
    }
}
