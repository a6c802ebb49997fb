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
        let words = NameWords(bytes: list.withUTF8Buffer { Array($0) })
        genders.reserveCapacity(1 << 13)
        var start = 0
        while start < words.bytes.count {
            let end = words.bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? words.bytes.count
            if words.bytes[start] != UInt8(ascii: "#") { read(words, start, end) }
            start = end + 1
        }
    }

    /// Reads one line.
    private mutating func read(_ words: NameWords, _ start: Int, _ end: Int) {
        guard let first = words.bytes[start..<end].firstIndex(of: UInt8(ascii: "\t")),
            let second = words.bytes[(first + 1)..<end].firstIndex(of: UInt8(ascii: "\t"))
        else { return }
        let kind = String(decoding: words.bytes[start..<first], as: UTF8.self)
        let detail = String(decoding: words.bytes[(first + 1)..<second], as: UTF8.self)
        let name = NameWords.key(detail)
        var from = second + 1
        for i in from...end where i == end || words.bytes[i] == UInt8(ascii: "|") {
            var key: UInt64 = 0
            var at = from
            while let word = words.next(&at, i) { key = NameWords.combine(key, word.key) }
            from = i + 1
            switch kind {
            case "male": genders[key] = 1
            case "female": genders[key] = 2
            case "family": families[key] = detail == "given" ? .calledByGiven : .calledByFamily
            case "last-given": lastGiven.insert(key)
            case "short": full[key] = name
            default: return
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
