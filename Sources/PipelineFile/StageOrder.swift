import StageKit

/// Checks what concerns the list of stages as a whole: sources first, sinks last, and layers written before read.
struct StageOrder {
    let index: StageIndex
    let entries: [StageEntries.Entry]

    /// Whether a stage is there that nothing is known of; then nothing is said to be missing.
    private var hasUnknown: Bool { entries.contains { $0.type == nil } }

    /// Adds every problem.
    func check(_ list: Node, _ problems: inout Problems) {
        guard !entries.isEmpty else {
            if list.isNull || list.sequence?.isEmpty ?? false {
                problems.add(
                    Diagnostic(
                        .emptyStages, "the list of stages is empty", at: list.location,
                        hint: "a pipeline needs at least a source and a sink"))
            }
            return
        }
        checkSources(&problems)
        checkSinks(&problems)
        checkLayers(&problems)
        if !problems.hasErrors { checkRepetition(&problems) }
    }

    private func checkSources(_ problems: inout Problems) {
        let sources = entries.filter { $0.type?.role == .source }
        if sources.isEmpty, !hasUnknown, let first = entries.first, let type = first.type {
            problems.add(
                Diagnostic(
                    .noSource,
                    "no stage makes documents; a pipeline begins with a source, found "
                        + "'\(type.about.name)', a \(type.role.rawValue)", at: first.key.location,
                    hint: choice("the sources are", index.names(in: [.source]))))
        }
        var before: StageEntries.Entry?
        for entry in entries {
            guard let type = entry.type else {
                before = nil
                continue
            }
            if type.role == .source, let before, !hasUnknown {
                problems.add(
                    Diagnostic(
                        .sourceNotFirst, "'\(type.about.name)' is a source and must stand before all other stages",
                        at: entry.key.location,
                        hint: "move it before '\(before.type?.about.name ?? "")'\(line(of: before)); "
                            + "several sources are read one after the other"))
            } else if type.role != .source, before == nil {
                before = entry
            }
        }
    }

    private func checkSinks(_ problems: inout Problems) {
        let sinks = entries.filter { $0.type?.role == .sink }
        if sinks.isEmpty, !hasUnknown, let last = entries.last {
            problems.add(
                Diagnostic(
                    .noSink, "no stage takes the documents; a pipeline ends with a sink", at: last.key.location,
                    hint: choice("the sinks are", index.names(in: [.sink]))))
        }
        var sink: StageEntries.Entry?
        for entry in entries {
            guard let type = entry.type else { continue }
            if type.role == .sink {
                sink = sink ?? entry
            } else if type.role != .source, let sink {
                problems.add(
                    Diagnostic(
                        .stageAfterSink, "'\(type.about.name)' stands after a sink, where no document comes",
                        at: entry.key.location,
                        hint: "move it before '\(sink.type?.about.name ?? "")'\(line(of: sink))"))
            }
        }
    }

    private func checkLayers(_ problems: inout Problems) {
        var written = Layer.provided
        for entry in entries {
            // What an unknown stage writes is not known: say nothing of the stages after it.
            guard let type = entry.type else { return }
            for layer in Layer.allCases where type.about.reads.contains(layer) && !written.contains(layer) {
                problems.add(
                    Diagnostic(
                        .missingLayer, "'\(type.about.name)' reads \(layer.rawValue), which no stage before it writes",
                        at: entry.key.location, hint: hint(forMissing: layer)))
            }
            written.formUnion(type.about.writes)
        }
    }

    private func hint(forMissing layer: Layer) -> String {
        let writes = "writes \(layer.rawValue)"
        if let later = entries.first(where: { $0.type?.about.writes.contains(layer) ?? false }), let type = later.type {
            return "'\(type.about.name)'\(line(of: later)) \(writes): move it before this stage"
        }
        let names = index.writers(of: layer).map { "'\($0)'" }
        switch names.count {
        case 0: return "no stage of this program \(writes)"
        case 1: return "put \(names[0]) before it, which \(writes)"
        default: return "put one of \(names.joined(separator: ", ")) before it, each of which \(writes)"
        }
    }

    private func checkRepetition(_ problems: inout Problems) {
        var seen: [String: StageEntries.Entry] = [:]
        for entry in entries {
            guard let type = entry.type, !entry.isGuess else { continue }
            let text = "\(type.about.name) \(entry.options.withoutPlaces)"
            if let first = seen[text] {
                problems.add(
                    Diagnostic(
                        .repeatedStage, "'\(type.about.name)' stands here again with the same options",
                        at: entry.key.location, severity: .warning, hint: "it is already there\(line(of: first))"))
            } else {
                seen[text] = entry
            }
        }
    }

    private func line(of entry: StageEntries.Entry) -> String {
        entry.key.location?.line.map { " in line \($0)" } ?? ""
    }

    private func choice(_ lead: String, _ names: [String]) -> String? {
        names.isEmpty ? nil : "\(lead) \(names.joined(separator: ", "))"
    }
}

extension Node {
    /// The value as text that is equal for equal values, wherever they stand.
    var withoutPlaces: String {
        switch content {
        case .scalar(let text, let isPlain): isNull ? "~" : isPlain ? text : text.debugDescription
        case .sequence(let nodes): "[" + nodes.map(\.withoutPlaces).joined(separator: ",") + "]"
        case .mapping(let pairs):
            "{" + pairs.map { "\($0.key.withoutPlaces):\($0.value.withoutPlaces)" }.joined(separator: ",") + "}"
        }
    }
}
