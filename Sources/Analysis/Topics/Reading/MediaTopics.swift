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

    /// A line for each concept; a line is looked into when its code is asked for.
    private let lines: [Int: Substring.UTF8View]

    private init() {
        let text = Self.table.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"))
        self.lines = Dictionary(
            lines.map { (Self.number($0.prefix(8)) ?? -1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The number that eight digits are; nil when they are not that.
    private static func number(_ code: some Collection<UInt8>) -> Int? {
        guard code.count == 8, code.allSatisfy({ $0 &- 48 < 10 }) else { return nil }
        return code.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// What a line says behind its code.
    private func line(_ code: some StringProtocol) -> [Substring]? {
        guard let number = Self.number(code.utf8), let line = lines[number] else { return nil }
        return Substring(line).split(separator: "|", omittingEmptySubsequences: false).dropFirst().map { $0 }
    }

    /// What is known of a code of eight digits.
    package func status(of code: String) -> Status {
        guard let line = line(code), let name = line.first.map(String.init) else { return .unknown }
        guard line.count == 3 else { return .living(name: name) }
        let instead = self.line(line[2]).map { Concept(code: String(line[2]), name: String($0[0])) }
        return .retired(name: name, year: String(line[1]), instead: instead)
    }
}
