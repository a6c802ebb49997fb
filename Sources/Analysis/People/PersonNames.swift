/// What is known of people's names: whose family name comes first, which given names are men's or women's, and which are
/// short for others.
package struct PersonNames: Sendable {
    /// How the people of a country whose family names come first are called for short.
    enum Order: UInt8 {
        /// By the given name: Nguyễn Xuân Phúc is Phúc.
        case calledByGiven = 1
        /// By the family name: Xi Jinping is Xi.
        case calledByFamily = 2
    }

    private var genders: [UInt64: UInt8] = [:]
    private var families: [UInt64: Order] = [:]
    private var lastGiven: Set<UInt64> = []
    private var full: [UInt64: UInt64] = [:]

    /// Nothing is known.
    package init() {}

    /// Reads the shipped list: lines of a kind, a detail and names parted by `|`, parted by tabs.
    ///
    /// The kinds: `male`, `female`; `family` with `given` or `family` for what people are called by; `last-given`, given
    /// names that follow the family name; `short` with the full name.
    package init(list: StaticString) {
        let text = list.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count == 3 else { continue }
            let keys = fields[2].split(separator: "|").map { NameWords.key(String($0)) }
            switch fields[0] {
            case "male": for key in keys { genders[key] = 1 }
            case "female": for key in keys { genders[key] = 2 }
            case "family":
                for key in keys { families[key] = fields[1] == "given" ? .calledByGiven : .calledByFamily }
            case "last-given": lastGiven.formUnion(keys)
            case "short":
                let name = NameWords.key(String(fields[1]))
                for key in keys { full[key] = name }
            default: break
            }
        }
    }

    /// 1 for a man's given name, 2 for a woman's, 0 for neither or both.
    func gender(_ key: UInt64) -> UInt8 { genders[key] ?? 0 }

    /// How somebody is called whose name begins with `first` and ends with `last`; nil when the family name is last.
    func order(first: UInt64, last: UInt64) -> Order? {
        // `Kim Jones` and `Lee Smith` have the family name last.
        if let order = families[first], gender(first) == 0 || families[last] != nil { return order }
        return lastGiven.contains(last) && gender(first) == 0 && !lastGiven.contains(first) ? .calledByFamily : nil
    }

    /// The order that a family name tells of, whatever follows it.
    func order(family: UInt64) -> Order? { families[family] }

    /// Whether two given names are the same or one is short for the other.
    func isSameGiven(_ a: UInt64, _ b: UInt64) -> Bool {
        a == b || full[a] == b || full[b] == a || (full[a] != nil && full[a] == full[b])
    }
}
