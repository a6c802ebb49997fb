import StageKit

/// Reads the list of stages: each entry alone.
struct StageEntries {
    /// One entry, as far as it could be understood.
    struct Entry {
        /// Where the stage is named.
        let key: Node
        /// The stage, or the one most likely meant.
        let type: (any Stage.Type)?
        /// Whether `type` is a guess at a misspelt name.
        let isGuess: Bool
        /// The options as written.
        let options: Node
        /// The entry for the plan; nil when something in it is wrong.
        var planned: PlannedStage?
    }

    let index: StageIndex
    let baseFolder: String
    private(set) var entries: [Entry] = []
    private var givenNames: [String: Node] = [:]
    private var usedNames: Set<String> = []
    /// The last number put behind a stage's name.
    private var lastNumbers: [String: Int] = [:]

    init(index: StageIndex, baseFolder: String) {
        self.index = index
        self.baseFolder = baseFolder
    }

    /// Reads the value of `stages`.
    mutating func read(_ list: Node, _ problems: inout Problems) {
        let nodes: [Node]
        switch list.content {
        case .sequence(let elements): nodes = elements
        case .mapping(let pairs):
            let first = pairs.first?.key.scalar ?? "NAME"
            problems.add(
                Diagnostic(
                    .wrongType, "'stages' must be a list, found a mapping", at: list.location,
                    hint: "write '- ' before each stage: '- \(first):'"))
            nodes = pairs.map { Node(.mapping([$0]), at: $0.key.location) }
        case .scalar:
            if list.isNull { return }
            problems.add(
                Diagnostic(
                    .wrongType, "'stages' must be a list, found \(list.description)", at: list.location,
                    hint: "write each stage on a line of its own, as '- NAME:'"))
            return
        }
        usedNames = Set(nodes.compactMap { $0["name"]?.scalar })
        for node in nodes {
            if let entry = read(entry: node, &problems) { entries.append(entry) }
        }
    }

    private mutating func read(entry node: Node, _ problems: inout Problems) -> Entry? {
        if node.sequence != nil || node.isNull {
            problems.add(
                Diagnostic(
                    .missingStage, "an entry of 'stages' names a stage, found \(node.description)", at: node.location,
                    hint: "write '- NAME:' with its options below"))
            return nil
        }
        guard let (key, type) = index.stageKey(of: node) else {
            problems.add(
                Diagnostic(.missingStage, "this entry names no stage", at: node.location, hint: formHint(node)))
            return nil
        }
        guard let type else { return unknownStage(key, node, &problems) }
        let name = type.about.name
        var options = node[name] ?? Node(.scalar("", isPlain: true))
        var settings: [Node.Pair] = []
        var moved: [Node.Pair] = []
        var names: [String]?
        for pair in node.mapping ?? [] where pair.key.scalar != name {
            let key = pair.key.scalar ?? ""
            if EntrySettings.names.contains(key) {
                settings.append(pair)
            } else {
                let known = names ?? index.optionNames(of: type)
                names = known
                problems.add(misplaced(pair.key, beside: name, known, problems.isFull))
                if known.contains(key) { moved.append(pair) }
            }
        }
        let hadErrors = !moved.isEmpty
        if !moved.isEmpty { options = Node(.mapping((options.mapping ?? []) + moved), at: options.location) }
        // An alias that does not exist, or the like: what stands here is not known.
        let isUnknown = options.scalar != nil && problems.haveSpoilt(options)
        if options.isNull || options.mapping != nil { options.location = key.location }
        let make = isUnknown ? nil : decode(type, &options, &problems)
        let (instance, onError) = readSettings(settings, name, &problems)
        var entry = Entry(key: key, type: type, isGuess: false, options: options, planned: nil)
        guard let make, !hadErrors, !problems.haveSpoilt(options) else { return entry }
        entry.planned = PlannedStage(
            name: instance, about: type.about, type: type, options: options, location: key.location, onError: onError,
            baseFolder: baseFolder, make: make)
        return entry
    }

    private func formHint(_ node: Node) -> String {
        let meant = ["name", "stage", "type", "uses"].compactMap { node[$0]?.scalar }.first { index[$0] != nil }
        return meant.map { "write '- \($0):' with its options below" } ?? "write '- NAME:' with its options below"
    }

    private func unknownStage(_ key: Node, _ node: Node, _ problems: inout Problems) -> Entry {
        let name = key.scalar ?? ""
        let near = problems.isFull ? nil : nearestName(to: name, among: index.names)
        let hint: String
        if let near {
            hint = "did you mean '\(near)'? 'textmill stages' lists all stages"
        } else if PipelineKey(rawValue: name) != nil || RunSettings.names.contains(name) {
            hint = "'\(name)' is a key of the file; it belongs at the left edge or under 'run'"
        } else if formHint(node).contains("NAME") {
            hint = "'textmill stages' lists all stages"
        } else {
            hint = formHint(node)
        }
        problems.add(Diagnostic(.unknownStage, "there is no stage '\(name)'", at: key.location, hint: hint))
        return Entry(key: key, type: near.flatMap { index[$0] }, isGuess: true, options: node, planned: nil)
    }

    /// A key beside a stage's name that does not belong there.
    private func misplaced(_ key: Node, beside stage: String, _ options: [String], _ isHurried: Bool) -> Diagnostic {
        let name = key.scalar ?? ""
        if EntrySettings.plannedKeys.contains(name) {
            return Diagnostic(
                .notSupportedYet, "conditions ('\(name)') are not supported yet", at: key.location,
                hint: "remove it; stages such as 'drop-short' drop documents")
        }
        if options.contains(name) {
            return Diagnostic(
                .wrongLevel, "'\(name)' is an option of '\(stage)' and belongs one level down", at: key.location,
                hint: "indent it by two more spaces than '\(stage)'")
        }
        if index[name] != nil {
            return Diagnostic(
                .twoStages, "this entry is '\(stage)' already; '\(name)' is another stage", at: key.location,
                hint: "begin an entry of its own: '- \(name):'")
        }
        if PipelineKey(rawValue: name) != nil {
            return Diagnostic(
                .wrongLevel, "'\(name)' is a key of the file and belongs at the left edge", at: key.location)
        }
        if RunSettings.names.contains(name) || RunSettings.plannedKeys.contains(name) {
            return Diagnostic(
                .wrongLevel, "'\(name)' is a setting of the run and belongs under 'run'", at: key.location)
        }
        let near = isHurried ? nil : nearestName(to: name, among: EntrySettings.names + options)
        let hint: String
        switch near {
        case let near? where options.contains(near):
            hint = "did you mean the option '\(near)'? it belongs one level down"
        case let near?: hint = "did you mean '\(near)'?"
        case nil: hint = "options of '\(stage)' belong one level down; beside it stand on-error and name"
        }
        return Diagnostic(.unknownKey, "an entry of 'stages' has no key '\(name)'", at: key.location, hint: hint)
    }

    /// A key among a stage's options that belongs elsewhere; nil when it is simply not known.
    private func misplaced(_ key: Node, within stage: String) -> Diagnostic? {
        let name = key.scalar ?? ""
        if EntrySettings.names.contains(name) {
            return Diagnostic(
                .wrongLevel, "'\(name)' belongs one level up, beside '\(stage)'", at: key.location,
                hint: "indent it as '\(stage)' itself, without the '- '")
        }
        if EntrySettings.plannedKeys.contains(name) {
            return Diagnostic(.notSupportedYet, "conditions ('\(name)') are not supported yet", at: key.location)
        }
        if index[name] != nil {
            return Diagnostic(
                .wrongLevel, "'\(name)' is a stage and belongs one level up, in the list", at: key.location,
                hint: "begin an entry of its own: '- \(name):'")
        }
        if PipelineKey(rawValue: name) != nil {
            return Diagnostic(
                .wrongLevel, "'\(name)' is a key of the file and belongs at the left edge", at: key.location)
        }
        if RunSettings.names.contains(name) {
            return Diagnostic(
                .wrongLevel, "'\(name)' is a setting of the run and belongs under 'run'", at: key.location)
        }
        return nil
    }

    /// Reads the options; on problems, first takes out the keys that belong elsewhere, so that each is explained once.
    private func decode(
        _ type: any Stage.Type, _ options: inout Node, _ problems: inout Problems
    ) -> (@Sendable (StageSetup) throws -> any Stage)? {
        func maker<S: Stage>(_ type: S.Type, _ node: Node) throws -> @Sendable (StageSetup) throws -> any Stage {
            let options = try S.Options(node, stage: S.about.name)
            return { setup in try S(options, setup) }
        }
        // Wrong keys by the thousand are taken out first: each costs a search for the nearest name.
        let isLong = (options.mapping?.count ?? 0) > Problems.limit
        if !isLong, let make = try? maker(type, options) { return make }
        let name = type.about.name
        if let pairs = options.mapping {
            let known = Set(index.optionNames(of: type))
            var unknown = 0
            let kept = pairs.filter { pair in
                guard let key = pair.key.scalar, !known.contains(key) else { return true }
                if let problem = misplaced(pair.key, within: name) {
                    problems.add(problem)
                    return false
                }
                // A search for the nearest name takes time; past the limit no problem is shown anyway.
                unknown += 1
                return unknown <= Problems.limit
            }
            options.content = .mapping(kept)
        }
        let node = options
        let make = problems.reading(node) { try maker(type, $0) }
        return isLong && !problems.hasErrors ? make : nil
    }

    private mutating func readSettings(
        _ pairs: [Node.Pair], _ stage: String, _ problems: inout Problems
    ) -> (name: String, onError: OnError?) {
        if pairs.isEmpty { return (freeName(for: stage), nil) }
        let node = Node(.mapping(pairs))
        guard let settings = problems.reading(node, { try EntrySettings($0, stage: stage) }) else {
            return (stage, nil)
        }
        guard let name = settings.name, let place = node["name"] else {
            return (freeName(for: stage), settings.onError)
        }
        if let problem = Slug.problem(with: name, of: "a stage", at: place.location) {
            problems.add(problem)
        } else if Int(name) != nil {
            problems.add(
                Diagnostic(
                    .badName, "a number cannot be the name of a stage", at: place.location,
                    hint: "--set stages.\(name) means the stage at that place"))
        } else if let first = givenNames[name] {
            let line = first.location?.line.map { " in line \($0)" } ?? ""
            problems.add(
                Diagnostic(.duplicateName, "the name '\(name)' is already given\(line)", at: place.location))
        } else if name != stage, index[name] != nil {
            problems.add(
                Diagnostic(
                    .duplicateName, "'\(name)' is the name of another stage and cannot name '\(stage)'",
                    at: place.location))
        }
        givenNames[name] = place
        return (name, settings.onError)
    }

    /// The stage's own name, or with a number behind when it is taken.
    private mutating func freeName(for stage: String) -> String {
        var name = stage
        var number = lastNumbers[stage] ?? 1
        if number > 1 { name = "\(stage)-\(number)" }
        while !usedNames.insert(name).inserted {
            number += 1
            name = "\(stage)-\(number)"
        }
        lastNumbers[stage] = number
        return name
    }
}
