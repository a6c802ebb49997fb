@testable import TextKernel

/// The slow, obvious gazetteer: every name is tried at every place of the folded text.
struct ObviousGazetteer {
    private struct Name {
        var folded: [UInt8]
        var value: UInt32
        var rule: Gazetteer.CaseRule
        var capitals: [Bool]
    }

    private var names: [Name] = []

    init(_ list: [(name: String, value: UInt32, rule: Gazetteer.CaseRule)]) {
        for (name, value, rule) in list {
            var folded: [UInt8] = []
            for byte in Folding.folded(Array(name.utf8)) where byte != 0x20 || (!folded.isEmpty && folded.last != 0x20)
            {
                folded.append(byte)
            }
            if folded.last == 0x20 { folded.removeLast() }
            names.append(Name(folded: folded, value: value, rule: rule, capitals: Self.capitals(name)))
        }
    }

    static func capitals(_ text: String) -> [Bool] {
        text.unicodeScalars.map { ScalarClass($0) }.filter { $0.kind == .letter }.map(\.isUppercase)
    }

    /// Whether a name may begin or end before byte `i` of the folded text.
    static func isBoundary(_ i: Int, _ text: [UInt8]) -> Bool {
        guard i > 0, i < text.count else { return true }
        if text[i] & 0xC0 == 0x80 { return false }
        let before = String(decoding: text[..<i], as: UTF8.self).unicodeScalars.reversed().map { ScalarClass($0) }
        let after = String(decoding: text[i...], as: UTF8.self).unicodeScalars.first.map { ScalarClass($0) }
        guard let after, let last = before.first, last.isWord, after.isWord else { return true }
        if after.kind == .mark { return false }
        return after.isUnspaced || (before.first { $0.kind != .mark }?.isUnspaced ?? false)
    }

    func matches(in string: String) -> [Gazetteer.Match] {
        let folded = FoldedText(Array(string.utf8))
        let text = folded.bytes
        let bytes = Array(string.utf8)
        let boundaries = (0...text.count).map { Self.isBoundary($0, text) }
        var found: [Gazetteer.Match] = []
        var i = 0
        while i < text.count {
            var best = i
            var values: [Gazetteer.Match] = []
            if boundaries[i] {
                for name in names where !name.folded.isEmpty {
                    let end = i + name.folded.count
                    guard end <= text.count, end >= best, boundaries[end], text[i..<end].elementsEqual(name.folded),
                        Self.hasWord(name.folded)
                    else { continue }
                    let range = folded.originalRange(of: i..<end)
                    let surface = Self.capitals(String(decoding: bytes[range], as: UTF8.self))
                    switch name.rule {
                    case .any: break
                    case .exact: guard surface == name.capitals else { continue }
                    case .capitals:
                        guard surface.count == name.capitals.count,
                            zip(surface, name.capitals).allSatisfy({ $0 || !$1 })
                        else { continue }
                    }
                    let match = Gazetteer.Match(start: range.lowerBound, end: range.upperBound, value: name.value)
                    if end > best { values = [] }
                    best = end
                    if !values.contains(match) { values.append(match) }
                }
            }
            found += values
            i = best > i ? best : i + 1
        }
        return found
    }

    static func hasWord(_ folded: [UInt8]) -> Bool {
        String(decoding: folded, as: UTF8.self).unicodeScalars.contains { ScalarClass($0).isWord }
    }
}
