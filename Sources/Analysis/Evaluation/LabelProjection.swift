/// Which labels are measured, and under which name: gold and found rarely use the same ones.
package struct LabelProjection: Hashable, Sendable {
    /// A label and the one it is measured as; nil takes it out.
    package let map: [String: String?]
    /// The labels measured, after ``map``; nil for all.
    package let labels: Set<String>?

    /// Maps labels, then keeps some.
    package init(map: [String: String?] = [:], labels: Set<String>? = nil) {
        self.map = map
        self.labels = labels
    }

    /// The label under which `label` is measured; nil when it is not.
    package func projected(_ label: String) -> String? {
        guard let target = map[label] ?? label else { return nil }
        return labels?.contains(target) == false ? nil : target
    }

    /// The mentions that are measured, under the names they are measured as.
    package func projected(_ mentions: [Mention]) -> [Mention] {
        mentions.compactMap { mention in
            guard let label = projected(mention.label) else { return nil }
            var projected = mention
            projected.label = label
            return projected
        }
    }
}
