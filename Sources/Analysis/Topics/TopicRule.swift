/// What must be found in a document, as an editor combines it from terms, names, fields and other topics.
///
/// Documentation/Topics.md describes the words of a taxonomy file; ``RuleProgram`` compiles them.
package indirect enum TopicRule: Hashable, Sendable {
    /// A word or phrase.
    case term(TermPattern)
    /// A name that an earlier stage found.
    case entity(EntityTest)
    /// A field of the document that is one of these values; case and accents do not matter.
    case fieldValue(field: String, values: [String])
    /// Another topic of the taxonomy.
    case topic(String)
    case any([TopicRule])
    case all([TopicRule])
    case atLeast(Int, of: [TopicRule])
    case not(TopicRule)
    /// One mention of each beside the others; only terms, names and `any` of them.
    case near([TopicRule], Nearness)
    /// So many mentions, all told; of different words when `isUnique`.
    case count([TopicRule], atLeast: Int, isUnique: Bool)
    /// Mentions in some parts of the document only.
    case inside([TopicPlace], TopicRule)
    /// Mentions in a field of the document.
    case inField(String, TopicRule)

    /// How near mentions must be.
    package struct Nearness: Hashable, Sendable {
        /// The stretch of text that must hold all of them.
        package enum Reach: Hashable, Sendable {
            /// No more than so many words between the first and the last.
            case words(Int)
            case sentence
            case paragraph
        }

        package var reach: Reach
        /// Whether they come in the order in which they are written.
        package var isOrdered: Bool

        /// Describes nearness.
        package init(_ reach: Reach, isOrdered: Bool = false) {
            self.reach = reach
            self.isOrdered = isOrdered
        }
    }
}

/// Which names a rule wants: every part that is given must fit.
package struct EntityTest: Hashable, Sendable {
    /// The label, such as `GPE`.
    package var label: String?
    /// The canonical name, or what stands in the text; case and accents do not matter.
    package var name: String?
    /// The id, such as `wikidata:Q159`.
    package var id: String?

    /// Describes names.
    package init(label: String? = nil, name: String? = nil, id: String? = nil) {
        self.label = label
        self.name = name
        self.id = id
    }
}

/// A part of a document in which a rule may ask for mentions.
package enum TopicPlace: String, Hashable, Sendable, CaseIterable {
    /// The field that holds the title, or a headline.
    case title
    /// A headline that `clean-text` found in the text.
    case headline
    /// The first paragraph.
    case lead
    /// The text but for headlines and captions; the lead is a part of it.
    case body
    case caption

    /// Its bit in a set of places.
    var bit: UInt8 { 1 << UInt8(Self.allCases.firstIndex(of: self) ?? 0) }
}

extension TopicRule {
    /// The rules it is made of.
    package var parts: [TopicRule] {
        switch self {
        case .term, .entity, .fieldValue, .topic: []
        case .any(let rules), .all(let rules), .atLeast(_, let rules), .near(let rules, _), .count(let rules, _, _):
            rules
        case .not(let rule), .inside(_, let rule), .inField(_, let rule): [rule]
        }
    }

    /// Every topic that it refers to.
    package var topics: [String] {
        if case .topic(let label) = self { return [label] }
        return parts.flatMap(\.topics)
    }

    /// Whether it is made of mentions with a place in the text: what `near` can ask about.
    package var hasPlaces: Bool {
        switch self {
        case .term, .entity: true
        case .any(let rules): rules.allSatisfy(\.hasPlaces)
        case .inside(_, let rule): rule.hasPlaces
        default: false
        }
    }

    /// Whether it holds for a document in which nothing is found.
    package var holdsOfNothing: Bool {
        switch self {
        case .term, .entity, .fieldValue, .topic, .near: false
        case .any(let rules): rules.contains(where: \.holdsOfNothing)
        case .all(let rules): rules.allSatisfy(\.holdsOfNothing)
        case .atLeast(let least, let rules): rules.count(where: \.holdsOfNothing) >= least
        case .not(let rule): !rule.holdsOfNothing
        case .count(_, let least, _): least <= 0
        case .inside(_, let rule), .inField(_, let rule): rule.holdsOfNothing
        }
    }
}

extension EntityTest: CustomStringConvertible {
    /// `GPE Russia [wikidata:Q159]`.
    package var description: String {
        [label, name, id.map { "[\($0)]" }].compactMap(\.self).joined(separator: " ")
    }
}

extension TopicRule: CustomStringConvertible {
    /// The rule on one line, for evidence and `explain`; long lists are cut.
    package var description: String {
        switch self {
        case .term(let pattern): "'\(pattern.text)'"
        case .entity(let test): "the name \(test)"
        case .fieldValue(let field, let values): "field '\(field)' being \(Self.list(values.map { "'\($0)'" }, "or"))"
        case .topic(let label): "the topic '\(label)'"
        case .any(let rules): Self.list(rules.map(\.nested), "or")
        case .all(let rules): Self.list(rules.map(\.nested), "and")
        case .atLeast(let least, let rules): "\(least) of \(Self.list(rules.map(\.nested), "and"))"
        case .not(let rule): "no \(rule.nested)"
        case .near(let rules, let nearness):
            Self.list(rules.map(\.nested), nearness.isOrdered ? "then" : "and") + " \(nearness)"
        case .count(let rules, let least, let isUnique):
            "\(least) \(isUnique ? "different words" : "mentions") of \(Self.list(rules.map(\.nested), "or"))"
        case .inside(let places, let rule): "\(rule.nested) in the \(Self.list(places.map(\.rawValue), "or"))"
        case .inField(let field, let rule): "\(rule.nested) in field '\(field)'"
        }
    }

    private var nested: String {
        switch self {
        case .term, .entity, .topic, .fieldValue, .not: description
        case .any(let rules) where rules.count == 1, .all(let rules) where rules.count == 1: rules[0].nested
        default: "(\(description))"
        }
    }

    private static func list(_ items: [String], _ word: String) -> String {
        let shown = items.count > 6 ? items.prefix(5) + ["\(items.count - 5) others"] : items
        return shown.joined(separator: " \(word) ")
    }
}

extension TopicRule.Nearness: CustomStringConvertible {
    /// `within 5 words`, `in one sentence`.
    package var description: String {
        switch reach {
        case .words(let count): "within \(count) words"
        case .sentence: "in one sentence"
        case .paragraph: "in one paragraph"
        }
    }
}
