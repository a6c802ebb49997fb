package import Diagnostics

extension TimeZoneRules {
    /// Most bytes of a time zone file; the largest of the world has about 4,000.
    package static let mostBytes = 256 << 10

    /// Reads a compiled time zone file, as in /usr/share/zoneinfo or /etc/localtime.
    ///
    /// - Parameters:
    ///   - name: the zone for people.
    ///   - bytes: the content; more than ``mostBytes`` are refused.
    ///   - file: where it was, for messages.
    /// - Throws: ``Diagnostic`` `bad-time-zone` when the bytes are no such file.
    /// - SeeAlso: RFC 8536, "The Time Zone Information Format (TZif)".
    package init(name: String, bytes: [UInt8], file: String) throws(Diagnostic) {
        guard bytes.count <= Self.mostBytes, let read = TimeZoneFile(bytes).rules(name) else {
            throw Diagnostic(
                "bad-time-zone", "this is no time zone file", at: SourceLocation(file: file),
                hint: "the package tzdata has them, in /usr/share/zoneinfo")
        }
        self = read
    }
}

/// Cuts the bytes of a time zone file into its parts; every count is checked against the bytes that are there.
private struct TimeZoneFile {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private static let headerSize = 44

    /// A block's header: where it begins, and how many of each thing it has.
    private struct Header {
        let start: Int
        let universal: Int
        let standard: Int
        let leaps: Int
        let times: Int
        let types: Int
        let letters: Int

        /// The bytes of the block behind the header, for times of `width` bytes.
        func size(_ width: Int) -> Int {
            times * (width + 1) + types * 6 + letters + leaps * (width + 4) + standard + universal
        }
    }

    private func big(_ offset: Int, _ width: Int) -> Int {
        var number = Int(Int8(bitPattern: bytes[offset]))
        for i in 1..<width { number = number << 8 | Int(bytes[offset + i]) }
        return number
    }

    private func header(at start: Int, width: Int) -> Header? {
        guard start + Self.headerSize <= bytes.count, bytes[start..<start + 4].elementsEqual("TZif".utf8) else {
            return nil
        }
        let counts = (0..<6).map { big(start + 20 + $0 * 4, 4) }
        guard counts.allSatisfy({ (0...bytes.count).contains($0) }) else { return nil }
        let header = Header(
            start: start, universal: counts[0], standard: counts[1], leaps: counts[2], times: counts[3],
            types: counts[4], letters: counts[5])
        guard header.types > 0, header.letters > 0, start + Self.headerSize + header.size(width) <= bytes.count else {
            return nil
        }
        return header
    }

    func rules(_ name: String) -> TimeZoneRules? {
        guard let old = header(at: 0, width: 4) else { return nil }
        guard bytes[4] >= UInt8(ascii: "2") else { return block(old, width: 4, name) }
        guard let new = header(at: Self.headerSize + old.size(4), width: 8),
            var rules = block(new, width: 8, name)
        else { return nil }
        // The footer: a rule between two line feeds, maybe empty.
        let footer = bytes[(new.start + Self.headerSize + new.size(8))...]
        guard footer.first == 0x0A, let end = footer.dropFirst().firstIndex(of: 0x0A) else { return nil }
        let text = footer[(footer.startIndex + 1)..<end]
        if text.isEmpty { return rules }
        guard let rule = PosixZoneRule(String(decoding: text, as: UTF8.self)) else { return nil }
        rules.rule = rule
        return rules
    }

    private func block(_ header: Header, width: Int, _ name: String) -> TimeZoneRules? {
        let times = header.start + Self.headerSize
        let indices = times + header.times * width
        let types = indices + header.times
        let letters = types + header.types * 6
        var clocks: [TimeZoneRules.Clock] = []
        for i in 0..<header.types {
            let offset = big(types + i * 6, 4)
            let start = Int(bytes[types + i * 6 + 5])
            guard (-93_600...93_600).contains(offset), start < header.letters else { return nil }
            let text = bytes[(letters + start)..<(letters + header.letters)].prefix { $0 != 0 }
            clocks.append(.init(offset: offset, abbreviation: String(decoding: text, as: UTF8.self)))
        }
        var changes: [TimeZoneRules.Change] = []
        for i in 0..<header.times {
            let moment = big(times + i * width, width)
            let type = Int(bytes[indices + i])
            // Some files begin at the beginning of the universe; a day further nobody schedules anything.
            guard type < clocks.count, (-(1 << 60)...1 << 60).contains(moment),
                changes.last.map({ $0.moment < moment }) ?? true
            else {
                return nil
            }
            changes.append(.init(moment: moment, clock: clocks[type]))
        }
        return TimeZoneRules(name: name, first: clocks[0], changes: changes, rule: nil)
    }
}
