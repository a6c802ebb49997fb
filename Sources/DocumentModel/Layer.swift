/// A kind of information in a document that a stage reads or writes.
public enum Layer: String, Sendable, CaseIterable {
    case text, fields, regions, sentences, tokens, entities, aliases, dates, amounts, topics

    /// What every source provides.
    public static let provided: Set<Layer> = [.text, .fields]
}

extension Document {
    /// The layers in which this document differs from `other`.
    public func layers(differingFrom other: Document) -> Set<Layer> {
        var found: Set<Layer> = []
        if text != other.text || alignment != other.alignment { found.insert(.text) }
        if fields != other.fields { found.insert(.fields) }
        if regions != other.regions { found.insert(.regions) }
        if sentences != other.sentences { found.insert(.sentences) }
        if tokens != other.tokens { found.insert(.tokens) }
        if entities != other.entities { found.insert(.entities) }
        if aliases != other.aliases { found.insert(.aliases) }
        if dates != other.dates { found.insert(.dates) }
        if amounts != other.amounts { found.insert(.amounts) }
        if topics != other.topics || missedTopics != other.missedTopics { found.insert(.topics) }
        return found
    }
}
