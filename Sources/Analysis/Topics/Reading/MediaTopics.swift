/// The codes of IPTC Media Topics, and which of them were retired.
///
/// - SeeAlso: IPTC NewsCodes, <https://cv.iptc.org/newscodes/mediatopic/>.
package struct MediaTopics: Sendable {
    /// What is known of a code.
    package enum Status: Hashable, Sendable {
        case living(name: String)
        /// With the living concept of the same name, or else the one above it.
        case retired(name: String, year: String, instead: Concept?)
        case unknown
    }

    /// A code with its name.
    package struct Concept: Hashable, Sendable {
        package var code: String
        package var name: String
    }

    /// The pinned release, read when it is first asked for.
    package static let shared = MediaTopics()

    private let lines: [Substring: [Substring]]

    private init() {
        let text = Self.table.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
        let rows = text.split(separator: "\n").map { $0.split(separator: "|", omittingEmptySubsequences: false) }
        lines = Dictionary(rows.map { ($0[0], Array($0.dropFirst())) }, uniquingKeysWith: { first, _ in first })
    }

    /// What is known of a code of eight digits.
    package func status(of code: String) -> Status {
        guard let line = lines[code[...]], let name = line.first.map(String.init) else { return .unknown }
        guard line.count == 3 else { return .living(name: name) }
        let instead = lines[line[2]].map { Concept(code: String(line[2]), name: String($0[0])) }
        return .retired(name: name, year: String(line[1]), instead: instead)
    }
}
