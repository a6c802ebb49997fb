import DocumentModel

/// What a reader wants to know of one exported document at a glance.
struct DocumentDigest {
    private let heading: String
    private var rows: [(name: String, items: [String])] = []

    /// Understands a record of `export-jsonl`; nil when it is something else.
    init?(_ record: Value) {
        guard let record = record.object, let id = record["id"]?.string, let text = record["text"]?.string else {
            return nil
        }
        let fields = record["fields"]?.object ?? Fields()
        let title = fields["title"]?.string ?? Self.text(of: "headline", record)
        let published = fields["published"]?.string ?? fields["dateline-date"]?.string
        heading = ([id] + [published].compactMap(\.self)).joined(separator: ", ")
        add("title", title.map { [$0] } ?? [Self.beginning(of: text)])
        add("from", [fields["agency"]?.string, fields["dateline-place"]?.string].compactMap(\.self))
        add("topics", Self.objects(record["topics"]).compactMap(Self.topic))
        for (label, names) in Self.names(record) { add(label, names) }
        add("aliases", Self.objects(record["aliases"]).compactMap(Self.alias))
        for layer in ["dates", "amounts"] {
            for (label, items) in Self.values(record[layer]) { add(label, items) }
        }
    }

    /// The digest as lines of at most `width` characters, the names of the rows in a column of their own.
    func lines(width: Int) -> [String] {
        var lines = [heading]
        let column = 4 + (rows.map(\.name.count).max() ?? 0)
        for (name, items) in rows {
            var line = "  " + name + String(repeating: " ", count: column - 2 - name.count)
            var isFirst = true
            for (i, item) in items.enumerated() {
                let piece = item + (i < items.count - 1 ? ", " : "")
                if !isFirst, line.count + piece.count > width {
                    lines.append(line)
                    line = String(repeating: " ", count: column)
                }
                line += piece
                isFirst = false
            }
            lines.append(line)
        }
        return lines
    }

    private mutating func add(_ name: String, _ items: [String]) {
        if !items.isEmpty { rows.append((name, items)) }
    }

    private static func objects(_ value: Value?) -> [Fields] { value?.list?.compactMap(\.object) ?? [] }

    private static func text(of region: String, _ record: Fields) -> String? {
        objects(record["regions"]).first { $0["kind"]?.string == region }?["text"]?.string
    }

    private static func beginning(of text: String) -> String {
        let line = text.prefix { $0 != "\n" }
        return line.count > 90 ? "\(line.prefix(90))…" : String(line)
    }

    private static func topic(_ topic: Fields) -> String? {
        guard let label = topic["label"]?.string else { return nil }
        return topic["score"]?.double.map { "\(label) \(($0 * 100).rounded() / 100)" } ?? label
    }

    /// The names by label, the most frequent first, with how often they are mentioned and what titles they have.
    private static func names(_ record: Fields) -> [(String, [String])] {
        let entities = objects(record["entities"])
        func name(_ entity: Fields) -> String? { entity["name"]?.string ?? entity["text"]?.string }
        var titles: [String: [String]] = [:]
        for entity in entities {
            guard let label = entity["label"]?.string, let name = name(entity) else { continue }
            for title in objects(entity["attributes"]).compactMap({ $0["value"]?.string }) {
                let key = "\(label) \(name)"
                if titles[key]?.contains(title) != true { titles[key, default: []].append(title) }
            }
        }
        return grouped(entities, name) { label, name in
            titles["\(label) \(name)"].map { " [\($0.joined(separator: "; "))]" } ?? ""
        }
    }

    private static func alias(_ alias: Fields) -> String? {
        guard let short = alias["short"]?.object?["text"]?.string, let long = alias["long"]?.object?["text"]?.string
        else { return nil }
        return "\(short) = \(long)" + (alias["called-so-by"]?.string.map { " (so called by \($0))" } ?? "")
    }

    /// Dates and amounts by label, with their values, what they may be, and whether they are about or at least so.
    private static func values(_ layer: Value?) -> [(String, [String])] {
        grouped(objects(layer)) { item in
            guard let text = item["text"]?.string, let value = item["value"]?.string else { return nil }
            let upper = item["upper-value"]?.string.map { "–\($0)" } ?? ""
            let full = ([value + upper] + [item["unit"]?.string].compactMap(\.self)).joined(separator: " ")
            let candidates = (item["candidates"]?.list ?? []).compactMap(\.string)
            let rest =
                (candidates.isEmpty ? "" : " (\(candidates.joined(separator: " or ")))")
                + (item["modifier"]?.string.map { " \($0)" } ?? "")
            return full == text && rest.isEmpty ? text : "\(text) = \(full)\(rest)"
        }
    }

    private static func grouped(
        _ items: [Fields], _ name: (Fields) -> String?, told rest: (String, String) -> String = { _, _ in "" }
    ) -> [(String, [String])] {
        var labels: [String] = []
        var groups: [String: [(name: String, count: Int)]] = [:]
        for item in items {
            guard let label = item["label"]?.string, let name = name(item) else { continue }
            if groups[label] == nil { labels.append(label) }
            var group = groups[label] ?? []
            if let index = group.firstIndex(where: { $0.name == name }) {
                group[index].count += 1
            } else {
                group.append((name, 1))
            }
            groups[label] = group
        }
        return labels.sorted().map { label in
            let group = (groups[label] ?? []).enumerated().sorted {
                ($0.element.count, $1.offset) > ($1.element.count, $0.offset)
            }
            return (
                label,
                group.map(\.element).map {
                    $0.name + ($0.count > 1 ? " (\($0.count))" : "") + rest(label, $0.name)
                }
            )
        }
    }
}
