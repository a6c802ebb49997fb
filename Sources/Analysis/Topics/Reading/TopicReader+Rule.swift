import Diagnostics
import DocumentModel

/// What a rule may say.
extension TopicReader {
    /// The keys that say what a rule is, each with those that may stand beside it.
    private static let operators: [(name: String, more: [String])] = [
        ("term", ["case", "stemming", "wildcard", "folding"]), ("any", []), ("all", []), ("of", ["at-least"]),
        ("not", []), ("near", ["within", "in-order"]), ("count", ["at-least"]), ("count-unique", ["at-least"]),
        ("entity", []), ("topic", []), ("is", []),
    ]
    /// The most parts of `near`.
    private static let nearLimit = 16
    /// The most words between mentions that are near each other.
    private static let wordsLimit = 100

    /// A term, a list of which any will do, or a mapping that says more.
    mutating func ruleOrTerm(_ node: Node, known: Bool) -> TopicRule? {
        switch node.content {
        case .scalar: return pattern(node, known: known).map { .term($0) }
        case .sequence: return rules(node).map { $0.count == 1 ? $0[0] : .any($0) }
        case .mapping(let pairs):
            let names = pairs.compactMap(\.key.scalar)
            let found = Self.operators.filter { names.contains($0.name) }
            guard let kind = found.first, found.count == 1 else { return badRule(node, found.map(\.name), names) }
            file.check(node, keys: [kind.name] + kind.more + ["in", "field"], of: "a rule with '\(kind.name)'")
            guard let value = node[kind.name], let rule = rule(kind.name, value, node, known: known) else { return nil }
            return placed(rule, kind.name, node)
        }
    }

    private mutating func badRule(_ node: Node, _ found: [String], _ names: [String]) -> TopicRule? {
        let all = Self.operators.map(\.name)
        let problem: String
        var hint: String?
        if found.count > 1 {
            problem = "a rule says one thing, found '\(found.joined(separator: "' and '"))'"
            hint = "put them into a list under 'all' or 'any'"
        } else if names.contains("at-least") {
            problem = "'at-least' needs 'of', 'count' or 'count-unique' beside it"
            hint = "write '{at-least: 2, of: [oil, gas, coal]}'"
        } else {
            problem = "a rule must have one of \(all.joined(separator: ", "))"
            hint = names.first.flatMap { nearestName(to: $0, among: all) }.map { "did you mean '\($0)'?" }
        }
        file.problems.append(node.problem("bad-rule", problem, hint: hint))
        return nil
    }

    private mutating func rules(_ node: Node) -> [TopicRule]? {
        guard let nodes = node.sequence else { return ruleOrTerm(node, known: false).map { [$0] } }
        if nodes.isEmpty { file.problems.append(node.problem("bad-rule", "the list of a rule is empty")) }
        let rules = nodes.compactMap { ruleOrTerm($0, known: false) }
        return rules.count == nodes.count && !rules.isEmpty ? rules : nil
    }

    private mutating func rule(_ name: String, _ value: Node, _ node: Node, known: Bool) -> TopicRule? {
        switch name {
        case "term": return termOptions(node).flatMap { pattern(value, $0, known: known) }.map { .term($0) }
        case "any": return rules(value).map { .any($0) }
        case "all": return rules(value).map { .all($0) }
        case "not": return ruleOrTerm(value, known: false).map { .not($0) }
        case "near": return near(value, node)
        case "of", "count", "count-unique": return counted(name, value, node)
        case "entity": return entity(value)
        case "is": return fieldValue(value, node)
        default:
            guard let label = value.scalar, !value.isNull else {
                file.problems.append(
                    value.problem("wrong-type", "expected the label of a topic, found \(value.description)"))
                return nil
            }
            return .topic(label)
        }
    }

    // MARK: Parts

    private mutating func termOptions(_ node: Node) -> TermPattern.Options? {
        var options = TermPattern.Options()
        var isRight = true
        func fail(_ place: Node, _ expected: String) {
            file.problems.append(place.problem("bad-value", "expected \(expected), found \(place.description)"))
            isRight = false
        }
        if let value = node["case"] {
            if let found = value.scalar.flatMap({ TermPattern.Options.LetterCase(rawValue: $0) }) {
                options.letterCase = found
            } else {
                fail(value, "capitals, any or exact")
            }
        }
        if let value = node["stemming"] {
            if let found = value.scalar.flatMap({ TermPattern.Options.Stemming(rawValue: $0) }) {
                options.stemming = found
            } else {
                fail(value, "plural, full or none")
            }
        }
        if let value = node["wildcard"] {
            if let most = value.plainInteger, (0...50).contains(most) {
                options.mostEndingLetters = most
            } else {
                fail(value, "the most letters of an ending, 0 to 50")
            }
        }
        if let value = node["folding"] {
            switch value.scalar {
            case "true": options.foldsAccents = true
            case "false": options.foldsAccents = false
            default: fail(value, "true or false")
            }
        }
        return isRight ? options : nil
    }

    private mutating func near(_ value: Node, _ node: Node) -> TopicRule? {
        guard let parts = rules(value) else { return nil }
        guard (2...Self.nearLimit).contains(parts.count) else {
            file.problems.append(
                value.problem("bad-rule", "'near' needs 2 to \(Self.nearLimit) things that stand near each other"))
            return nil
        }
        for (part, place) in zip(parts, value.sequence ?? []) where !part.hasPlaces {
            file.problems.append(
                place.problem("bad-rule", "'near' asks where terms and names stand, found \(part)"))
        }
        guard let reach = reach(node) else { return nil }
        var isOrdered = false
        if let order = node["in-order"] {
            guard order.scalar == "true" || order.scalar == "false" else {
                file.problems.append(order.problem("wrong-type", "expected true or false, found \(order.description)"))
                return nil
            }
            isOrdered = order.scalar == "true"
        }
        return .near(parts, TopicRule.Nearness(reach, isOrdered: isOrdered))
    }

    private mutating func reach(_ node: Node) -> TopicRule.Nearness.Reach? {
        guard let within = node["within"] else {
            file.problems.append(
                node.problem(
                    "missing-key", "'near' needs 'within'", hint: "write 'within: 5 words', 'sentence' or 'paragraph'"))
            return nil
        }
        let words = (within.scalar ?? "").split(separator: " ")
        if words == ["sentence"] { return .sentence }
        if words == ["paragraph"] { return .paragraph }
        if words.count == 2, words[1] == "words" || words[1] == "word", let count = Int(words[0]),
            (0...Self.wordsLimit).contains(count)
        {
            return .words(count)
        }
        file.problems.append(
            within.problem(
                "bad-value",
                "'within' must be 'sentence', 'paragraph', or 0 to \(Self.wordsLimit) words, such as '5 words', "
                    + "found \(within.description)"))
        return nil
    }

    private mutating func counted(_ name: String, _ value: Node, _ node: Node) -> TopicRule? {
        guard let parts = rules(value) else { return nil }
        guard let least = node["at-least"] else {
            file.problems.append(node.problem("missing-key", "'\(name)' needs 'at-least'"))
            return nil
        }
        guard let number = least.plainInteger, (1...10_000).contains(number) else {
            file.problems.append(
                least.problem("bad-value", "'at-least' must be a whole number from 1, found \(least.description)"))
            return nil
        }
        if name == "of" {
            if number > parts.count {
                file.problems.append(
                    least.problem("never-true", "\(number) of \(parts.count) things can never hold"))
            }
            return .atLeast(number, of: parts)
        }
        return .count(parts, atLeast: number, isUnique: name == "count-unique")
    }

    private mutating func entity(_ value: Node) -> TopicRule? {
        if let name = value.scalar, !value.isNull { return .entity(EntityTest(name: name)) }
        guard value.mapping?.isEmpty == false else {
            file.problems.append(
                value.problem(
                    "wrong-type", "'entity' must be a name, or have a label, name or id, found \(value.description)",
                    hint: "write '{entity: {label: GPE, name: Russia}}'"))
            return nil
        }
        file.check(value, keys: ["label", "name", "id"], of: "'entity'")
        let test = EntityTest(
            label: file.text("label", value), name: file.text("name", value), id: file.text("id", value))
        if let label = test.label, !Label.all.contains(Label(rawValue: label)), let place = value["label"] {
            let near = nearestName(to: label, among: Label.all.map(\.rawValue))
            file.warnings.append(
                place.warning(
                    "unknown-entity-label", "no stage here gives the label '\(label)'",
                    hint: near.map { "did you mean '\($0)'?" }))
        }
        return test == EntityTest() ? nil : .entity(test)
    }

    private mutating func fieldValue(_ value: Node, _ node: Node) -> TopicRule? {
        guard let field = node["field"]?.scalar else {
            file.problems.append(
                node.problem(
                    "missing-key", "'is' needs 'field'", hint: "write '{field: section, is: [Politics, World]}'"))
            return nil
        }
        let values = (value.sequence ?? [value]).map(\.scalar)
        guard !values.isEmpty, values.allSatisfy({ $0 != nil }) else {
            file.problems.append(value.problem("wrong-type", "'is' must be a value or a list of them"))
            return nil
        }
        return .fieldValue(field: field, values: values.compactMap(\.self))
    }

    /// The rule in the places or the field that stand beside it.
    private mutating func placed(_ rule: TopicRule, _ name: String, _ node: Node) -> TopicRule? {
        var rule = rule
        if let value = node["field"], name != "is" {
            guard let field = value.scalar, !value.isNull else {
                file.problems.append(
                    value.problem("wrong-type", "expected the name of a field, found \(value.description)"))
                return nil
            }
            rule = .inField(field, rule)
        }
        guard let value = node["in"] else { return rule }
        var places: [TopicPlace] = []
        for place in value.sequence ?? [value] {
            guard let found = place.scalar.flatMap({ TopicPlace(rawValue: $0) }) else {
                let names = TopicPlace.allCases.map(\.rawValue)
                let near = place.scalar.flatMap { nearestName(to: $0, among: names) }
                file.problems.append(
                    place.problem(
                        "bad-value", "'in' must be of \(names.joined(separator: ", ")), found \(place.description)",
                        hint: near.map { "did you mean '\($0)'?" } ?? "a field of the document is asked with 'field'"))
                return nil
            }
            places.append(found)
        }
        if node["field"] != nil {
            file.problems.append(
                value.problem("never-true", "a field has no title, lead or body: 'in' and 'field' together"))
        }
        return .inside(places, rule)
    }
}

extension Node {
    /// Something odd about this value.
    func warning(_ code: String, _ text: String, hint: String? = nil) -> Diagnostic {
        Diagnostic(code, text, at: location, severity: .warning, hint: hint)
    }
}
