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
        /// How much the list's word is worth here.
        package var standing: Standing
        /// Why this thing and not its namesakes: a number in ``Matches/choices``; -1 when it has none.
        var choice: Int32 = -1
    }

    /// How much the word of a list is worth for one name in a text.
    package enum Standing: UInt8, Sendable {
        /// A user's: whatever stands beside it.
        case users
        /// A name that is hardly ever something else.
        case sure
        /// As often something else, and nothing beside it speaks against it.
        case ambiguous
        /// The words beside it speak against it: worth something only when the tagger says the same.
        case doubtful
    }

    /// What was found in a text.
    package struct Matches: Sendable {
        /// In text order; nothing overlaps.
        package var found: [Found] = []
        /// Why names with several readings have the one they have.
        var choices: [NameChoice] = []
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
        /// The first-level part of the country, or ``NameList/capital``; a number like `country`.
        var part: UInt16
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
    private var countryNumbers: [String: UInt16] = [:]
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
        var codes: [String?] = [nil]
        var codeNumbers: [String: UInt16] = [:]
        func number(_ code: String?) -> UInt16 {
            guard let code else { return 0 }
            if let known = codeNumbers[code] { return known }
            let number = UInt16(clamping: codes.count)
            codeNumbers[code] = number
            codes.append(code)
            return number
        }
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
                let country = number(entry.country)
                let part = number(entry.part)
                for name in entry.names {
                    let flags = (name.isAmbiguous ? Self.ambiguous : 0) | (name.isExact ? Self.exact : 0)
                    builder.add(
                        name.text, value: UInt32(truncatingIfNeeded: entries.count) << 2 | flags,
                        case: name.isExact ? .exact : .capitals)
                }
                entries.append(
                    Entry(
                        canonicalName: entry.canonicalName, id: entry.id, line: UInt32(clamping: entry.line),
                        label: label, country: country, part: part, list: UInt16(clamping: self.lists.count - 1)))
            }
        }
        countries = codes
        countryNumbers = codeNumbers
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

    /// Finds every name that may stand without a tagger, in text order; nothing overlaps.
    package func find(in bytes: [UInt8]) -> [Found] { matches(in: bytes).found.filter { $0.standing != .doubtful } }

    /// Finds every name, the doubtful too.
    ///
    /// - Complexity: O(*n*) for *n* bytes.
    package func matches(in bytes: [UInt8]) -> Matches {
        var result = Matches()
        /// Names with several readings: their place in `found` and the other entries.
        var open: [(index: Int, others: [Int32])] = []
        let text = ASCIIReader(bytes: bytes)
        gazetteer.forEachMatch(in: bytes) { match in
            let entry = Int32(truncatingIfNeeded: match.value >> 2)
            let span = DocumentModel.Span(match.start, match.end)
            if let last = result.found.last, last.span == span {
                // A user's reading is not open to others.
                if last.standing == .users { return }
                if open.last?.index == result.found.count - 1 {
                    open[open.count - 1].others.append(entry)
                } else {
                    open.append((result.found.count - 1, [entry]))
                }
                return
            }
            result.found.append(
                Found(span: span, entry: entry, standing: standing(span, entry, match.value, text)))
        }
        if !result.found.isEmpty { NameChooser(finder: self, text: text).choose(&result, open) }
        return result
    }

    /// How much a list's word is worth at `span`.
    private func standing(_ span: DocumentModel.Span, _ entry: Int32, _ flags: UInt32, _ text: ASCIIReader) -> Standing
    {
        // What a user lists is found wherever it stands, but for what the user's list itself calls ambiguous.
        let isUsers = lists[Int(entries[Int(entry)].list)].isUsers
        let isExact = flags & Self.exact != 0
        if flags & Self.ambiguous != 0 {
            if NameContext(text).speaksAgainst(span, isExact: isExact) { return .doubtful }
            return isUsers ? .users : isExact ? .sure : .ambiguous
        }
        if isUsers { return .users }
        if !isExact, arePlaces[Int(entries[Int(entry)].label)], NameContext(text).isInsideName(span) {
            return .doubtful
        }
        return .sure
    }

    /// The country of an entry as a number; 0 for none.
    func country(_ entry: Int32) -> UInt16 { entries[Int(entry)].country }
    /// The part of its country that an entry lies in; nil for none.
    func part(_ entry: Int32) -> String? { countries[Int(entries[Int(entry)].part)] }
    /// The code of a country.
    func code(_ country: UInt16) -> String? { countries[Int(country)] }
    /// The number of a country's code; nil when no entry has it.
    func countryNumber(_ code: String) -> UInt16? { countryNumbers[code] }
    /// The id of an entry.
    func id(_ entry: Int32) -> String? { entries[Int(entry)].id }
    /// The canonical name of an entry.
    func canonicalName(_ entry: Int32) -> String? { entries[Int(entry)].canonicalName }
    /// Whether an entry is a user's.
    func isUsers(_ entry: Int32) -> Bool { lists[Int(entries[Int(entry)].list)].isUsers }
    /// The name of an entry's list.
    func list(_ entry: Int32) -> String { lists[Int(entries[Int(entry)].list)].name }

    /// Who made what was found: the list and its line, with the country.
    func provenance(_ found: Found, stage: String) -> Provenance {
        let entry = entries[Int(found.entry)]
        return Provenance(
            stage: stage, rule: lists[Int(entry.list)].name, line: Int(entry.line),
            detail: countries[Int(entry.country)])
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
