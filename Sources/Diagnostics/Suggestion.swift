/// The candidate nearest to a mistyped word, if it is near enough to be a slip.
///
/// - Complexity: O(*n* · *m*) per candidate for words of *n* and *m* bytes.
/// - SeeAlso: Damerau, "A technique for computer detection and correction of spelling errors", CACM 7(3), 1964.
public func nearestName(to word: String, among candidates: some Sequence<String>) -> String? {
    guard word.utf8.count <= 64 else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates where candidate.utf8.count <= 64 {
        let found = editDistance(word, candidate)
        if let known = best, (known.distance, known.name) <= (found, candidate) { continue }
        best = (candidate, found)
    }
    guard let best, best.distance <= max(1, word.utf8.count / 3) else { return nil }
    return best.name
}

/// The edits (insert, delete, replace, swap neighbours) from one word to another, ignoring ASCII case.
func editDistance(_ first: String, _ second: String) -> Int {
    let a = Array(first.lowercased().utf8)
    let b = Array(second.lowercased().utf8)
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var rows = [[Int](repeating: 0, count: b.count + 1), Array(0...b.count), []]
    for i in 1...a.count {
        var row = [i]
        for j in 1...b.count {
            var cost = min(rows[1][j] + 1, row[j - 1] + 1, rows[1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { cost = min(cost, rows[0][j - 2] + 1) }
            row.append(cost)
        }
        rows = [rows[1], row, []]
    }
    return rows[1][b.count]
}
