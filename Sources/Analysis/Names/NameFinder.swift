package import DocumentModel
import TextKernel

/// Finds the names of lists in a text and says what each stands for.
///
/// Names are found as ``Gazetteer`` finds them: folded, as whole words, the leftmost and longest. On top of it:
/// capitals of a name must be capitals in the text (so `turkey` is no country), acronyms must stand exactly as listed,
/// ambiguous names must not have a capitalised word beside them (`Michael Jordan`), places inside a longer name are left
/// alone (`West Texas Intermediate`), and of several things with one name a user's comes first, then the one whose
/// country the article names most.
package struct NameFinder: Sendable {
    /// A name in a text.
    package struct Found: Sendable {
        /// UTF-8 bytes of the text.
        package var span: DocumentModel.Span
        /// What it stands for: a number for ``entity(_:stage:)``.
        var entry: Int32
    }

    /// A name that no text can have.
    package struct RefusedName: Hashable, Sendable {
        package var text: String
        package var list: String
        /// Its line in the list.
        package var line: Int
        /// Why, in words.
        package var reason: String
    }

    /// What is kept of an entry: small, since there may be half a million.
    private struct Entry {
        var canonicalName: String?
        var id: String?
        var line: UInt32
        var label: UInt16
        var country: UInt16
        var list: UInt16
    }

    private static let ambiguous: UInt32 = 1
    private static let exact: UInt32 = 2

    private let gazetteer: Gazetteer
    private var entries: [Entry] = []
    private var labels: [Label] = []
    /// Whether each of ``labels`` is wanted.
    private var kept: [Bool] = []
    /// Whether each of ``labels`` is for places.
    private var arePlaces: [Bool] = []
    /// Country codes by number; 0 is none.
    private var countries: [String?] = [nil]
    /// The names that cannot be found in any text.
    package let refusedNames: [RefusedName]
    private var lists: [(name: String, isUsers: Bool)] = []

    /// Compiles lists.
    ///
    /// - Complexity: O(*n*) for *n* bytes of names.
    ///
    /// - Parameter keeps: which labels are wanted; names of others are found, so that what is inside them is not.
    package init(_ lists: [NameList], keeping keeps: (Label) -> Bool) {
        var builder = Gazetteer.Builder()
        var labelNumbers: [Label: UInt16] = [:]
        var countryNumbers: [String: UInt16] = [:]
        entries.reserveCapacity(lists.reduce(0) { $0 + $1.entries.count })
        // A user's names come first: among those with one name the matcher keeps the order of adding.
        let sorted = lists.filter(\.isUsers) + lists.filter { !$0.isUsers }
        for list in sorted {
            self.lists.append((list.name, list.isUsers))
            for entry in list.entries {
                let label = labelNumbers[entry.label] ?? UInt16(clamping: labels.count)
                if Int(label) == labels.count {
                    labelNumbers[entry.label] = label
                    labels.append(entry.label)
                    kept.append(keeps(entry.label))
                    arePlaces.append(entry.label == .geopolitical || entry.label == .location)
                }
                var country: UInt16 = 0
                if let code = entry.country {
                    country = countryNumbers[code] ?? UInt16(clamping: countries.count)
                    if Int(country) == countries.count {
                        countryNumbers[code] = country
                        countries.append(code)
                    }
                }
                for name in entry.names {
                    let flags = (name.isAmbiguous ? Self.ambiguous : 0) | (name.isExact ? Self.exact : 0)
                    builder.add(
                        name.text, value: UInt32(truncatingIfNeeded: entries.count) << 2 | flags,
                        case: name.isExact ? .exact : .capitals)
                }
                entries.append(
                    Entry(
                        canonicalName: entry.canonicalName, id: entry.id, line: UInt32(clamping: entry.line),
                        label: label,
                        country: country, list: UInt16(clamping: self.lists.count - 1)))
            }
        }
        let (gazetteer, refused) = builder.build()
        self.gazetteer = gazetteer
        refusedNames = Self.refused(refused, sorted)
    }

    /// The refused names with their places: the numbers count all names in their order.
    private static func refused(
        _ refused: [(name: Int, reason: Gazetteer.Builder.Refusal)], _ lists: [NameList]
    ) -> [RefusedName] {
        guard !refused.isEmpty else { return [] }
        let reasons = Dictionary(refused.map { ($0.name, $0.reason) }) { first, _ in first }
        var names: [RefusedName] = []
        var number = 0
        for list in lists {
            for entry in list.entries {
                for name in entry.names {
                    if let reason = reasons[number] {
                        let words =
                            switch reason {
                            case .noWord: "it has no letter and no digit"
                            case .tooLong:
                                "it is longer than \(Gazetteer.longestName) bytes or \(Gazetteer.mostWords) words"
                            case .notUTF8: "it is not valid UTF-8"
                            case .tooMany: "there are more than \(Gazetteer.mostNames) names"
                            }
                        names.append(RefusedName(text: name.text, list: list.name, line: entry.line, reason: words))
                    }
                    number += 1
                }
            }
        }
        return names
    }

    /// Whether there is nothing to find.
    package var isEmpty: Bool { entries.isEmpty }

    /// Finds every name, in text order; nothing overlaps.
    package func find(in bytes: [UInt8]) -> [Found] {
        var found: [Found] = []
        /// Names with several readings: their place in `found` and the other entries.
        var open: [(index: Int, others: [Int32])] = []
        var counts: [UInt16: Int] = [:]
        let text = ASCIIReader(bytes: bytes)
        gazetteer.forEachMatch(in: bytes) { match in
            let entry = Int32(truncatingIfNeeded: match.value >> 2)
            let span = DocumentModel.Span(match.start, match.end)
            if let last = found.last, last.span == span {
                // A user's reading is not open to others.
                if lists[Int(entries[Int(last.entry)].list)].isUsers { return }
                if open.last?.index == found.count - 1 {
                    open[open.count - 1].others.append(entry)
                } else {
                    open.append((found.count - 1, [entry]))
                }
                return
            }
            if match.value & Self.ambiguous != 0,
                NameContext(text).speaksAgainst(span, isExact: match.value & Self.exact != 0)
            {
                return
            }
            // What a user lists is found wherever it stands.
            if arePlaces[Int(entries[Int(entry)].label)], match.value & Self.exact == 0,
                !lists[Int(entries[Int(entry)].list)].isUsers, NameContext(text).isInsideName(span)
            {
                return
            }
            found.append(Found(span: span, entry: entry))
        }
        guard !open.isEmpty else { return found }
        var next = 0
        for (i, one) in found.enumerated() {
            if next < open.count, open[next].index == i {
                next += 1
                continue
            }
            let country = entries[Int(one.entry)].country
            if country != 0 { counts[country, default: 0] += 1 }
        }
        for (i, others) in open {
            var best = found[i].entry
            for other in others {
                let (a, b) = (entries[Int(best)].country, entries[Int(other)].country)
                if a != b, counts[b] ?? 0 > counts[a] ?? 0, b != 0 { best = other }
            }
            found[i].entry = best
        }
        return found
    }

    /// The label of what was found.
    package func label(_ found: Found) -> Label { labels[Int(entries[Int(found.entry)].label)] }

    /// Whether its label is wanted.
    package func isWanted(_ found: Found) -> Bool { kept[Int(entries[Int(found.entry)].label)] }

    /// What was found, as an entity made by `stage`.
    package func entity(_ found: Found, stage: String) -> Entity {
        let entry = entries[Int(found.entry)]
        let country = countries[Int(entry.country)]
        return Entity(
            found.span, labels[Int(entry.label)], canonicalName: entry.canonicalName, id: entry.id,
            by: Provenance(
                stage: stage, rule: lists[Int(entry.list)].name, line: Int(entry.line), detail: country))
    }
}
