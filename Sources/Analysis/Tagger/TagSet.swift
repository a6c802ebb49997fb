/// The labels of a tagger, and the tags that stand for them: for each label B (begins an entity of several tokens), I
/// (inside), L (last), U (the only token), and O for tokens outside.
///
/// Tags are numbered B of each label, O, U of each, L of each, I of each; `TagSteps` and `WeightRows` of the kernel have
/// the same order.
package struct TagSet: Hashable, Sendable {
    /// What part of an entity a token is.
    package enum Part: Int, Sendable, CaseIterable {
        case begin, inside, last, unit
    }

    /// The labels, in the order of their numbers.
    package let labels: [String]

    /// The most labels a tagger may have.
    package static let mostLabels = 31

    /// Makes a set of 1 to 31 different labels.
    package init(_ labels: [String]) {
        precondition((1...Self.mostLabels).contains(labels.count), "1 to 31 labels")
        self.labels = labels
    }

    /// The number of tags.
    package var count: Int { 4 * labels.count + 1 }
    /// The tag of a token outside.
    package var outside: Int { labels.count }

    /// The tag of a part of an entity.
    package func tag(_ part: Part, _ label: Int) -> Int {
        switch part {
        case .begin: label
        case .unit: labels.count + 1 + label
        case .last: 2 * labels.count + 1 + label
        case .inside: 3 * labels.count + 1 + label
        }
    }

    /// The number of the label of a tag, nil outside.
    package func label(of tag: Int) -> Int? {
        if tag == outside { return nil }
        return tag < outside ? tag : (tag - 1) % labels.count
    }

    /// Whether an entity may begin with a tag, or a token be outside.
    package func begins(_ tag: Int) -> Bool { tag <= 2 * labels.count }
    /// Whether an entity may end with a tag, or a token be outside.
    package func ends(_ tag: Int) -> Bool { tag >= labels.count && tag <= 3 * labels.count }

    /// Whether `next` may follow `tag`.
    package func allows(_ tag: Int, then next: Int) -> Bool {
        if ends(tag) != begins(next) { return false }
        return ends(tag) || label(of: tag) == label(of: next)
    }

    /// The name of a tag: `O`, `B-PERSON`.
    package func name(of tag: Int) -> String {
        guard let label = label(of: tag) else { return "O" }
        let letter = tag < outside ? "B" : ["U", "L", "I"][(tag - 1) / labels.count - 1]
        return "\(letter)-\(labels[label])"
    }
}
