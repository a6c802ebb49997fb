import Diagnostics
import StageKit

/// Gathers the problems of one pipeline file.
///
/// A value that was wrong in an early step (an unknown alias, an unknown variable) is *spoilt*: what a later step says
/// of it would only be a consequence, and is not kept.
struct Problems {
    /// So many are shown; a file with more is better mended from the top, and time stays bounded.
    static let limit = 100

    private(set) var list: [Diagnostic] = []
    private var spoilt: Set<Place> = []
    private var known: Set<Diagnostic> = []
    private var surplus = 0

    private struct Place: Hashable {
        let file: String
        let line: Int?
        let column: Int?

        init?(_ location: SourceLocation?) {
            guard let location, location.line != nil else { return nil }
            file = location.file
            line = location.line
            column = location.column
        }
    }

    /// Whether further problems are only counted.
    var isFull: Bool { list.count >= Self.limit }
    /// Whether one of them is an error, shown or not.
    private(set) var hasErrors = false

    /// Adds a problem, unless its value is spoilt or the very same problem is known (an alias used twice).
    mutating func add(_ problem: Diagnostic) {
        if let place = Place(problem.location), spoilt.contains(place) { return }
        if problem.severity == .error { hasErrors = true }
        guard !isFull else {
            surplus += 1
            return
        }
        if known.insert(problem).inserted { list.append(problem) }
    }

    /// Adds a problem and says that its value cannot be trusted.
    mutating func add(_ problem: Diagnostic, spoiling node: Node) {
        add(problem)
        spoil(node)
    }

    /// Says that a value cannot be trusted.
    mutating func spoil(_ node: Node) {
        if let place = Place(node.location) { spoilt.insert(place) }
    }

    /// Whether the node or one inside it is spoilt.
    func haveSpoilt(_ node: Node) -> Bool {
        if spoilt.isEmpty { return false }
        if let place = Place(node.location), spoilt.contains(place) { return true }
        switch node.content {
        case .scalar: return false
        case .sequence(let nodes): return nodes.contains { haveSpoilt($0) }
        case .mapping(let pairs): return pairs.contains { haveSpoilt($0.value) }
        }
    }

    /// The problems in the order of the text: first those of `file`, then of overrides, then of other files.
    func sorted(file: String) -> [Diagnostic] {
        func rank(_ diagnostic: Diagnostic) -> Int {
            guard let place = diagnostic.location, place.file != file else { return 0 }
            return Override.index(of: place.file) ?? Int.max
        }
        let keyed = list.enumerated().map { index, item in
            (rank: rank(item), line: item.location?.line ?? 0, column: item.location?.column ?? 0, index: index)
        }
        var result = keyed.sorted { a, b in
            if a.rank != b.rank { return a.rank < b.rank }
            if a.rank == Int.max { return a.index < b.index }
            return (a.line, a.column, a.index) < (b.line, b.column, b.index)
        }.map { list[$0.index] }
        if surplus > 0 {
            result.append(
                Diagnostic(
                    .tooManyProblems, "\(surplus) more problems are not shown", at: SourceLocation(file: file),
                    severity: .note, hint: "mend the first ones and run again"))
        }
        return result
    }
}
