import StageKit

/// The stages that a pipeline file may name.
struct StageIndex {
    /// Their names in alphabetical order.
    let names: [String]
    private let types: [String: any Stage.Type]

    /// Indexes the registered stages; of two with one name the first counts.
    init(_ stages: [any Stage.Type]) {
        types = Dictionary(stages.map { ($0.about.name, $0) }, uniquingKeysWith: { first, _ in first })
        names = types.keys.sorted()
    }

    /// The stage of a name.
    subscript(name: String) -> (any Stage.Type)? { types[name] }

    /// The names of a stage's options.
    func optionNames(of type: any Stage.Type) -> [String] {
        func names<S: Stage>(_ type: S.Type) -> [String] { S.Options.descriptions.map(\.name) }
        return names(type)
    }

    /// The names of the stages with one of `roles`.
    func names(in roles: Set<StageRole>) -> [String] {
        names.filter { types[$0].map { roles.contains($0.role) } ?? false }
    }

    /// The names of the stages that write a layer.
    func writers(of layer: Layer) -> [String] {
        names.filter { types[$0]?.about.writes.contains(layer) ?? false }
    }

    /// Where an entry of the list of stages says which stage it is, and the stage when there is one of that name.
    func stageKey(of entry: Node) -> (key: Node, type: (any Stage.Type)?)? {
        if let name = entry.scalar { return entry.isNull ? nil : (entry, types[name]) }
        let keys = (entry.mapping ?? []).map(\.key)
        for key in keys {
            if let name = key.scalar, let type = types[name] { return (key, type) }
        }
        let other = keys.first { key in
            key.scalar.map { !EntrySettings.names.contains($0) && !EntrySettings.plannedKeys.contains($0) } ?? false
        }
        return other.map { ($0, nil) }
    }
}
