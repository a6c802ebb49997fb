import DocumentModel

/// The somebodies and somethings of a document, each with how often it is mentioned.
///
/// Mentions of one chain are one entity; those without a chain are, when they have one label and one name.
struct EntityGroups {
    struct Group {
        /// Of the first mention.
        var label: Label
        var span: Span
        /// The first canonical name; nil when no mention has one, and the surface of the first stands for it.
        var name: String?
        var id: String?
        var mentions: Int
    }

    private struct Name: Hashable {
        var label: Label
        var name: String
        var id: String?
    }

    /// In the order of their first mentions.
    private(set) var list: [Group] = []
    /// For each entity of the document its place in ``list``.
    private(set) var group: [Int] = []

    init(_ document: Document) {
        var chains: [Int: Int] = [:]
        var names: [Name: Int] = [:]
        group.reserveCapacity(document.entities.count)
        for entity in document.entities {
            let known: Int?
            if let chain = entity.chain {
                known = chains[chain]
                if known == nil { chains[chain] = list.count }
            } else {
                let name = Name(
                    label: entity.label, name: entity.canonicalName ?? document.text[entity.span], id: entity.id)
                known = names[name]
                if known == nil { names[name] = list.count }
            }
            guard let known else {
                group.append(list.count)
                list.append(
                    Group(
                        label: entity.label, span: entity.span, name: entity.canonicalName, id: entity.id, mentions: 1))
                continue
            }
            group.append(known)
            list[known].mentions += 1
            if list[known].name == nil { list[known].name = entity.canonicalName }
            if list[known].id == nil { list[known].id = entity.id }
        }
    }
}
