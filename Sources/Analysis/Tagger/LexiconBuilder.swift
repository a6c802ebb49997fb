import TextKernel

/// Makes a lexicon from lists of names and clusters of words.
///
/// The same names and words, in any order, give the same bytes.
package struct LexiconBuilder {
    private var types: [String] = []
    /// By the hash of a beginning of a name: what ends and goes on there.
    private var names: [UInt64: UInt32] = [:]
    private var words: [UInt64: UInt32] = [:]

    /// Begins with types of names, at most 28; their order is part of what a model learns.
    package init(types: [String]) {
        precondition(types.count <= Lexicon.mostTypes, "at most 28 types")
        self.types = types
    }

    /// The number of names' beginnings.
    package var nameCount: Int { names.count }

    /// Adds a name, cut into tokens. Names of more than 12 tokens are left out.
    ///
    /// A name that begins with a small letter is found in any case; one of capitals up to four letters is found in
    /// capitals alone; any other needs a capital or digit in the text.
    package mutating func add(_ tokens: [[UInt8]], type: Int) {
        precondition(types.indices.contains(type), "no such type")
        if tokens.isEmpty || tokens.count > Lexicon.mostWords { return }
        let rule = Self.rule(tokens)
        var state = rule.rawValue
        for (i, token) in tokens.enumerated() {
            state = FeatureHash.mix(state, FeatureHash.of(Folding.folded(token)))
            let bits = i + 1 < tokens.count ? Lexicon.goesOn : 1 << UInt32(type)
            names[state, default: 0] |= bits | Lexicon.used
        }
    }

    private static func rule(_ tokens: [[UInt8]]) -> Lexicon.CaseRule {
        var capitals = 0
        var small = 0
        var first: Bool?
        for scalar in tokens.map({ String(decoding: $0, as: UTF8.self) }).joined().unicodeScalars {
            let bits = ScalarClass(scalar)
            if bits.isUppercase { capitals += 1 } else if bits.kind == .letter { small += 1 }
            if first == nil, bits.kind == .letter { first = bits.isUppercase }
        }
        if capitals == 0, small > 0 { return .any }
        return tokens.count == 1 && small == 0 && (1...4).contains(capitals) ? .capitals : .capital
    }

    /// Adds a word with its clusters; `word` is any spelling of it.
    package mutating func add(_ word: [UInt8], _ clusters: Lexicon.Clusters) {
        words[Self.key(word)] =
            UInt32(min(clusters.fine, 1022)) | UInt32(min(clusters.middle, 254)) << 10
            | UInt32(min(clusters.coarse, 62)) << 18 | UInt32(min(clusters.capitals, 7)) << 24 | 1 << 31
    }

    /// The hash of a word by which clusters are found: folded, digits as 0.
    static func key(_ word: [UInt8]) -> UInt64 { FeatureHash.of(Folding.folded(word).map { $0 &- 48 < 10 ? 48 : $0 }) }

    /// The lexicon, as bytes of a file.
    package func serialized() -> [UInt8] {
        func table(_ entries: [UInt64: UInt32]) -> (places: Int, bytes: [UInt8], probes: Int) {
            let sorted = entries.map { (hash: $0.key, value: $0.value) }.sorted { $0.hash < $1.hash }
            let places = max(sorted.count * 20 / 17, sorted.count + 1)
            let (bytes, probes) = CheckedSlots.layout(sorted, places: places)
            return (places, bytes, probes)
        }
        var writer = ImageWriter(
            mark: Lexicon.mark, version: Lexicon.version, headerByteCount: Lexicon.headerByteCount)
        writer.add(Array(types.joined(separator: "\n").utf8), withSize: true)
        for entries in [names, words] {
            let (places, bytes, probes) = table(entries)
            writer.add(UInt64(places))
            writer.add(UInt64(probes))
            writer.add(bytes, withSize: false)
        }
        return writer.finish(headerByteCount: Lexicon.headerByteCount)
    }
}
