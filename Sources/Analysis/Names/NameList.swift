package import DocumentModel

/// A list of names with what each stands for: a shipped gazetteer or a user's.
package struct NameList: Sendable {
    /// One name with the rules of its own.
    package struct Name: Hashable, Sendable {
        package var text: String
        /// Found in exactly these letters only, as an acronym (`=` before the name in a list).
        package var isExact: Bool
        /// As often something else, so that the words beside it have a say (`?` before the name).
        package var isAmbiguous: Bool

        /// A name.
        package init(_ text: String, isExact: Bool = false, isAmbiguous: Bool = false) {
            self.text = text
            self.isExact = isExact
            self.isAmbiguous = isAmbiguous
        }
    }

    /// What the names of one line stand for.
    package struct Entry: Hashable, Sendable {
        package var names: [Name]
        package var label: Label
        package var canonicalName: String?
        package var id: String?
        /// The ISO 3166-1 code of the country it belongs to: evidence for other names of that country.
        package var country: String?
        /// The line in the list, from 1.
        package var line: Int

        /// An entry.
        package init(
            _ names: [Name], _ label: Label, canonicalName: String? = nil, id: String? = nil, country: String? = nil,
            line: Int
        ) {
            self.names = names
            self.label = label
            self.canonicalName = canonicalName
            self.id = id
            self.country = country
            self.line = line
        }
    }

    /// The name that provenance gives: `countries.tsv`, or the path of a user's file.
    package let name: String
    /// Whether it is a user's, whose names come before the shipped ones.
    package let isUsers: Bool
    /// In the order of the list.
    package var entries: [Entry]

    /// A list.
    package init(_ name: String, isUsers: Bool, entries: [Entry]) {
        self.name = name
        self.isUsers = isUsers
        self.entries = entries
    }

    /// Reads a shipped list: lines of names (parted by `|`), label, canonical name, id and country, parted by tabs; `#`
    /// begins a comment. Documentation/Entities.md describes the format.
    ///
    /// Shipped lists are ours: a line that breaks the format is passed over here and fails a test.
    package init(_ name: String, shipped text: StaticString) {
        self.init(name, isUsers: false, entries: [])
        let bytes = text.withUTF8Buffer { Array($0) }
        var line = 0
        for fields in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            line += 1
            guard let first = fields.first, first != UInt8(ascii: "#") else { continue }
            let parts = fields.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            guard parts.count >= 2 else { continue }
            func text(_ i: Int) -> String? {
                i < parts.count && !parts[i].isEmpty ? String(decoding: parts[i], as: UTF8.self) : nil
            }
            let names = parts[0].split(separator: UInt8(ascii: "|")).map { Self.name($0) }
            entries.append(
                Entry(
                    names, Label(rawValue: text(1) ?? ""), canonicalName: text(2), id: text(3), country: text(4),
                    line: line))
        }
    }

    /// A name with its marks: `=US`, `?Georgia`, `=?WHO`.
    private static func name(_ bytes: ArraySlice<UInt8>) -> Name {
        var rest = bytes
        var name = Name("")
        while let mark = rest.first, mark == UInt8(ascii: "=") || mark == UInt8(ascii: "?") {
            if mark == UInt8(ascii: "=") { name.isExact = true } else { name.isAmbiguous = true }
            rest = rest.dropFirst()
        }
        name.text = String(decoding: rest, as: UTF8.self)
        return name
    }
}
