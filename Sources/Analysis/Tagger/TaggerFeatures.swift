import TextKernel

/// What a tagger looks at, feature by feature. The trainer and the decoder both ask here, so that they see the same.
///
/// A feature is a template's number and a value, hashed. Some depend on one word and where it stands (``add(_:place:to:)``:
/// their weights are summed once for each word), the others on the context (``addContext(of:in:_:_:to:)``).
///
/// - SeeAlso: TaggerDesign.md, which says what each group is worth.
struct TaggerFeatures {
    /// Where a word stands, seen from the token that is tagged.
    enum Place: Int, CaseIterable {
        case itself, before, after, twoBefore, twoAfter
    }

    /// The features at the start of a token's list that say which word it is, after the first, which is always there.
    static let identities = 5
    /// How many of them come from the word alone.
    static let ownIdentities = 2

    let hasLists: Bool
    let hasClusters: Bool

    init(_ lexicon: Lexicon) {
        hasLists = !lexicon.types.isEmpty
        hasClusters = lexicon.memory != nil
    }

    /// The features of a word at a place; for `itself` the one that is always there and the two identities come first.
    func add(_ form: WordForm, _ lower: [UInt8], place: Place, to out: FeatureBuffer) {
        let clusters = form.clusters
        func group(_ first: UInt64) {
            guard hasClusters else { return }
            out.add(first, UInt64(clusters.coarse))
            out.add(first + 1, UInt64(clusters.middle))
            out.add(first + 2, UInt64(clusters.fine))
        }
        switch place {
        case .itself:
            out.add(1, 0)
            out.add(2, form.exact)
            out.add(3, form.lower)
            out.add(4, form.shape)
            out.add(5, form.shortShape)
            addAffixes(form, lower, to: out)
            out.add(46, FeatureHash.mix(form.suffix, form.shortShape))
            group(60)
            if hasClusters { out.add(75, FeatureHash.mix(UInt64(clusters.middle), form.shortShape)) }
        case .before:
            out.add(10, form.lower)
            out.add(14, form.shortShape)
            out.add(18, form.suffix)
            out.add(47, form.prefix)
            group(63)
        case .after:
            out.add(11, form.lower)
            out.add(15, form.shortShape)
            out.add(19, form.suffix)
            out.add(48, form.prefix)
            group(66)
            if hasClusters { out.add(78, UInt64(clusters.capitals)) }
        case .twoBefore:
            out.add(12, form.lower)
            out.add(16, form.shortShape)
            if hasClusters { out.add(69, UInt64(clusters.middle)) }
        case .twoAfter:
            out.add(13, form.lower)
            out.add(17, form.shortShape)
            if hasClusters { out.add(70, UInt64(clusters.middle)) }
        }
    }

    /// Beginnings and ends of 1 to 4 bytes, and the parts around the first hyphen.
    private func addAffixes(_ form: WordForm, _ lower: [UInt8], to out: FeatureBuffer) {
        for count in 1...4 where lower.count > count {
            out.add(100 + UInt64(count), FeatureHash.of(lower, in: 0..<count))
            out.add(110 + UInt64(count), FeatureHash.of(lower, in: (lower.count - count)..<lower.count))
        }
        if form.traits.contains(.hyphen), let hyphen = lower.firstIndex(of: 0x2D) {
            out.add(121, FeatureHash.of(lower, in: 0..<hyphen))
            out.add(122, FeatureHash.of(lower, in: (hyphen + 1)..<lower.count))
        }
    }

    /// The features of the context of token `i` in `sentence`; the three that name words come first.
    func addContext(
        of i: Int, in sentence: Range<Int>, _ document: TaggerDocument, _ forms: [WordForm], to out: FeatureBuffer
    ) {
        func form(_ token: Int) -> WordForm {
            sentence.contains(token) ? forms[Int(document.words[token])] : forms[0]
        }
        let a = form(i)
        let p1 = form(i - 1)
        let n1 = form(i + 1)
        let p2 = form(i - 2)
        let n2 = form(i + 2)
        let place = document.places[i]
        let inCapitals: UInt64 = place.contains(.inCapitals) ? 1 : 0
        let start: UInt64 = place.contains(.first) || p1.traits.contains(.opens) ? 2 : 1
        out.add(8, FeatureHash.mix(a.lower, start))
        out.add(20, FeatureHash.mix(p1.lower, a.lower))
        out.add(21, FeatureHash.mix(a.lower, n1.lower))
        out.add(7, UInt64(a.traits.rawValue & 31) | (start == 2 ? 32 : 0) | inCapitals << 6)
        let shapesBefore = FeatureHash.mix(p1.shortShape, a.shortShape)
        out.add(22, shapesBefore)
        out.add(23, FeatureHash.mix(a.shortShape, n1.shortShape))
        let shapes = FeatureHash.mix(shapesBefore, n1.shortShape)
        out.add(24, shapes)
        out.add(25, FeatureHash.mix(p1.lower, a.shortShape))
        out.add(26, FeatureHash.mix(n1.lower, a.shortShape))
        out.add(27, FeatureHash.mix(p2.lower, p1.lower))
        out.add(28, FeatureHash.mix(n1.lower, n2.lower))
        out.add(29, FeatureHash.mix(p1.lower, n1.lower))
        out.add(30, FeatureHash.mix(FeatureHash.mix(p2.shortShape, shapes), n2.shortShape))
        if hasClusters { addClusters(a, p1, n1, p2, n2, start, inCapitals, to: out) }
        if hasLists { addLists(i, in: sentence, document, a, p1, n1, start, inCapitals, to: out) }
        if a.traits.contains(.capital) { addDocument(i, document, forms, a, start, inCapitals, to: out) }
    }

    private func addClusters(
        _ a: WordForm, _ p1: WordForm, _ n1: WordForm, _ p2: WordForm, _ n2: WordForm, _ start: UInt64,
        _ inCapitals: UInt64, to out: FeatureBuffer
    ) {
        let (c, cp, cn) = (UInt64(a.clusters.middle), UInt64(p1.clusters.middle), UInt64(n1.clusters.middle))
        let (cpp, cnn) = (UInt64(p2.clusters.middle), UInt64(n2.clusters.middle))
        let isCapital: UInt64 = a.traits.contains(.capital) ? 4 : 0
        out.add(71, cp << 8 | c)
        out.add(72, c << 8 | cn)
        out.add(73, cp << 8 | cn)
        out.add(74, UInt64(a.clusters.capitals) << 4 | start | isCapital | inCapitals << 3)
        out.add(76, FeatureHash.mix(UInt64(p1.clusters.fine), a.shortShape))
        out.add(77, FeatureHash.mix(UInt64(n1.clusters.fine), a.shortShape))
        out.add(79, FeatureHash.mix(a.lower, cp))
        out.add(80, FeatureHash.mix(a.lower, cn))
        out.add(81, FeatureHash.mix(cpp << 8 | cp, a.shortShape))
        out.add(82, FeatureHash.mix(cn << 8 | cnn, a.shortShape))
    }

    private func addLists(
        _ i: Int, in sentence: Range<Int>, _ document: TaggerDocument, _ a: WordForm, _ p1: WordForm, _ n1: WordForm,
        _ start: UInt64, _ inCapitals: UInt64, to out: FeatureBuffer
    ) {
        let hasBefore = i > sentence.lowerBound
        let hasAfter = i + 1 < sentence.upperBound
        let here = document.listHashes[i]
        let before = hasBefore ? document.listHashes[i - 1] : 2
        let after = hasAfter ? document.listHashes[i + 1] : 2
        out.add(50, here)
        out.add(51, before)
        out.add(52, after)
        out.add(53, FeatureHash.mix(here, after))
        out.add(54, FeatureHash.mix(before, here))
        out.add(58, FeatureHash.mix(here, a.shortShape))
        forEach(document.lists[i]) { type, part in
            let value = type << 2 | part
            out.add(55, value)
            out.add(59, value << 4 | start | inCapitals << 2)
            out.add(44, FeatureHash.mix(value, p1.lower))
            out.add(45, FeatureHash.mix(value, n1.lower))
        }
        if hasBefore { forEach(document.lists[i - 1]) { out.add(56, $0 << 2 | $1) } }
        if hasAfter { forEach(document.lists[i + 1]) { out.add(57, $0 << 2 | $1) } }
    }

    @inline(__always)
    private func forEach(_ marks: TaggerDocument.ListMarks, _ body: (_ type: UInt64, _ part: UInt64) -> Void) {
        var rest = marks.all
        while rest != 0 {
            let bit = rest & (0 &- rest)
            body(UInt64(rest.trailingZeroBitCount), marks.part(bit))
            rest &= rest - 1
        }
    }

    /// What the rest of the document says of a word with a capital.
    private func addDocument(
        _ i: Int, _ document: TaggerDocument, _ forms: [WordForm], _ a: WordForm, _ start: UInt64, _ inCapitals: UInt64,
        to out: FeatureBuffer
    ) {
        let mentions = document.mentions(of: a.lowerNumber)
        out.add(90, (mentions.isSmallSomewhere ? 8 : 0) | start | inCapitals << 2)
        var total = 0
        var looked = 0
        var runFirst: UInt64 = 0
        var runLast: UInt64 = 0
        var before = Few()
        var after = Few()
        var at = Int(mentions.first)
        while at >= 0 {
            let j = at
            at = Int(document.nextMention[j])
            if j == i { continue }
            total += 1
            if looked >= 12 { break }
            let place = document.places[j]
            if place.contains(.inCapitals) || place.contains(.first) { continue }
            looked += 1
            let previous = forms[Int(document.words[j - 1])]
            let wasCapital = previous.traits.contains(.capital)
            let left = wasCapital ? FeatureHash.mix(5, previous.shortShape) : previous.lower
            if before.insert(left) { out.add(91, left) }
            if !place.contains(.last) {
                let next = forms[Int(document.words[j + 1])]
                let isCapital = next.traits.contains(.capital)
                let right = isCapital ? FeatureHash.mix(5, next.shortShape) : next.lower
                if after.insert(right) { out.add(92, right) }
                if isCapital {
                    runFirst = 1
                    out.add(93, next.lower)
                }
            }
            if wasCapital {
                runLast = 1
                out.add(94, previous.lower)
            }
            if hasLists {
                let marks = document.lists[j - 1]
                forEachBit(marks.last | marks.unit) { out.add(98, $0) }
                forEach(document.lists[j]) { if $1 != 3 { out.add(97, $0 << 2 | $1) } }
            }
        }
        out.add(95, UInt64(min(total, 3)) << 4 | runLast << 2 | runFirst << 1 | (looked > 0 ? 1 : 0))
        if a.traits.contains(.allCapitals), a.length >= 2 {
            let word = document.acronyms.value(of: a.letters | 1)
            if let word { out.add(96, word) }
            out.add(99, word == nil ? 0 : 1)
        }
    }

    @inline(__always)
    private func forEachBit(_ bits: UInt32, _ body: (UInt64) -> Void) {
        var rest = bits
        while rest != 0 {
            body(UInt64(rest.trailingZeroBitCount))
            rest &= rest - 1
        }
    }

    /// Up to four different values.
    private struct Few {
        private var values = InlineArray<4, UInt64>(repeating: 0)
        private var count = 0

        /// Whether a value is new and there is room.
        mutating func insert(_ value: UInt64) -> Bool {
            if count == 4 { return false }
            for k in 0..<count where values[k] == value { return false }
            values[count] = value
            count += 1
            return true
        }
    }
}
