/// Which label was found where which label should be.
package struct ConfusionMatrix: Hashable, Sendable {
    /// A gold label and the found one; nil on one side for what was missed or is spurious.
    package struct Cell: Hashable, Sendable {
        package let gold: String?
        package let found: String?

        /// Names a cell.
        package init(gold: String?, found: String?) {
            self.gold = gold
            self.found = found
        }
    }

    private var counts: [Cell: Int] = [:]

    /// Nothing counted yet.
    package init() {}

    /// Counts the outcomes of a text: pairs that overlap, missed and spurious mentions.
    package mutating func add(_ outcomes: [Outcome]) {
        for outcome in outcomes {
            counts[Cell(gold: outcome.gold?.label, found: outcome.found?.label), default: 0] += 1
        }
    }

    /// Counts the labels of a text that has several: each right one under itself, and each missed one with each wrong
    /// one of the same text, or with nothing.
    package mutating func add(gold: Set<String>, found: Set<String>) {
        for label in gold.intersection(found) { counts[Cell(gold: label, found: label), default: 0] += 1 }
        let missed: [String?] = gold.subtracting(found).map { $0 }
        let wrong: [String?] = found.subtracting(gold).map { $0 }
        guard !missed.isEmpty || !wrong.isEmpty else { return }
        for label in missed.isEmpty ? [nil] : missed {
            for other in wrong.isEmpty ? [nil] : wrong { counts[Cell(gold: label, found: other), default: 0] += 1 }
        }
    }

    /// How often `found` stood for `gold`; nil is nothing.
    package subscript(gold gold: String?, found found: String?) -> Int { counts[Cell(gold: gold, found: found)] ?? 0 }

    /// The cells that are not empty, by gold and found label; nothing comes last.
    package var cells: [(cell: Cell, count: Int)] {
        counts.map { ($0.key, $0.value) }.sorted { a, b in
            let first = (a.0.gold == nil ? 1 : 0, a.0.gold ?? "", a.0.found == nil ? 1 : 0, a.0.found ?? "")
            let second = (b.0.gold == nil ? 1 : 0, b.0.gold ?? "", b.0.found == nil ? 1 : 0, b.0.found ?? "")
            return first < second
        }
    }
}
