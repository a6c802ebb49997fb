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
        /// The first-level part of the country (`TX`), or ``capital``.
        package var part: String?
        /// The line in the list, from 1.
        package var line: Int

        /// An entry.
        package init(
            _ names: [Name], _ label: Label, canonicalName: String? = nil, id: String? = nil, country: String? = nil,
            part: String? = nil, line: Int
        ) {
            self.names = names
            self.label = label
            self.canonicalName = canonicalName
            self.id = id
            self.country = country
            self.part = part
            self.line = line
        }
    }

    /// The part of a country that its capital is said to lie in.
    package static let capital = "capital"

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

    /// Reads a shipped list: lines of names (parted by `|`), label, canonical name, id, country and part, parted by tabs; `#`
    /// begins a comment. Documentation/Entities.md describes the format.
    ///
    /// Shipped lists are ours: a line that breaks the format is passed over here and fails a test.
    package init(_ name: String, shipped text: StaticString) {
        self.init(name, isUsers: false, entries: [])
        let bytes = text.withUTF8Buffer { Array($0) }
        entries.reserveCapacity(bytes.count / 48)
        var line = 0
        var start = 0
        while start < bytes.count {
            line += 1
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            if start < end, bytes[start] != UInt8(ascii: "#"), let entry = Self.entry(bytes, start, end, line) {
                entries.append(entry)
            }
            start = end + 1
        }
    }

    /// The entry of a line; nil when it has no label.
    private static func entry(_ bytes: [UInt8], _ start: Int, _ end: Int, _ line: Int) -> Entry? {
        var entry = Entry([], "", line: line)
        var field = 0
        var from = start
        for i in start...end where i == end || bytes[i] == UInt8(ascii: "\t") {
            if from < i {
                switch field {
                case 0: entry.names = names(bytes, from, i)
                case 1: entry.label = Label(rawValue: String(decoding: bytes[from..<i], as: UTF8.self))
                case 2: entry.canonicalName = String(decoding: bytes[from..<i], as: UTF8.self)
                case 3: entry.id = String(decoding: bytes[from..<i], as: UTF8.self)
                case 4: entry.country = String(decoding: bytes[from..<i], as: UTF8.self)
                default: entry.part = String(decoding: bytes[from..<i], as: UTF8.self)
                }
            }
            field += 1
            from = i + 1
        }
        return field > 1 ? entry : nil
    }

    /// Names parted by `|`, with their marks: `=US`, `?Georgia`, `=?WHO`.
    private static func names(_ bytes: [UInt8], _ start: Int, _ end: Int) -> [Name] {
        var names: [Name] = []
        var from = start
        for i in start...end where i == end || bytes[i] == UInt8(ascii: "|") {
            var name = Name("")
            while from < i, bytes[from] == UInt8(ascii: "=") || bytes[from] == UInt8(ascii: "?") {
                if bytes[from] == UInt8(ascii: "=") { name.isExact = true } else { name.isAmbiguous = true }
                from += 1
            }
            name.text = String(decoding: bytes[from..<i], as: UTF8.self)
            if from < i { names.append(name) }
            from = i + 1
        }
        return names
    }
}
