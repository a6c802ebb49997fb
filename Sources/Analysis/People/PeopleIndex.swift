/// People by words of their names, the last to be added first, without an array for each word.
struct PeopleIndex {
    private var heads: [UInt64: Int32] = [:]
    private var links: [(person: Int32, next: Int32)] = []

    /// Whether anybody has the word.
    func contains(_ key: UInt64) -> Bool { heads[key] != nil }
    /// Whether nobody was added.
    var isEmpty: Bool { heads.isEmpty }

    /// Adds a person, who was not the last to be added for the word.
    mutating func insert(_ person: Int32, _ key: UInt64) {
        let next = heads[key] ?? -1
        if next >= 0, links[Int(next)].person == person { return }
        heads[key] = Int32(truncatingIfNeeded: links.count)
        links.append((person, next))
    }

    /// Up to `limit` people with the word, the last to be added first.
    func forEach(_ key: UInt64, limit: Int, _ body: (Int32) -> Void) {
        guard let head = heads[key] else { return }
        var link = head
        var left = limit
        while link >= 0, left > 0 {
            body(links[Int(link)].person)
            link = links[Int(link)].next
            left -= 1
        }
    }
}
