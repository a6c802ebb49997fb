/// Finds the words that a short form stands for, by the cheapest way to lay its letters on theirs.
///
/// The ways that letters can be taken have a price each: the first letter of a word nothing, that of a part of a word
/// (`anti-inflammatory`, `electro|cardiogram`) little, any inner letter more, and more still where a word is passed over
/// or the first letter of its word is not used. The cheapest of all ways is found by dynamic programming, and named by
/// the worst step it takes; ``AcronymStrategy`` says how sure each is. That is the order of strategies of Sohn et al.,
/// found in one go.
///
/// - SeeAlso: Schwartz and Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text",
///   2003; Sohn, Comeau, Kim and Wilbur, "Abbreviation definition identification based on automatic precision
///   estimates", BMC Bioinformatics 9:402, 2008.
struct AcronymMatcher {
    /// What was found.
    struct Match: Hashable {
        /// The number of the first word of the long form.
        var firstWord: Int
        /// The number of the last word with a letter of the short form.
        var lastWord: Int
        var cost: Int
        var strategy: AcronymStrategy
    }

    private var short: [(code: LetterRow.Code, isCapital: Bool)] = []
    private var window = LetterRow()
    private var shortRow = LetterRow()
    /// For each element of the short form, where it may be in the window, and the cheapest way on from there.
    private var places: [[Place]] = []
    /// The price of passing over all words before a word.
    private var skips: [Int] = []
    private var trails: [Int] = []

    private struct Place {
        var element: Int
        var cost = Int.max
        var steps: AcronymSteps = []
        var lastWord = 0
    }

    /// The words of the window.
    var words: [LetterRow.Word] { window.words }
    /// The number of elements of the short form.
    var count: Int { short.count }

    /// Takes a short form.
    mutating func setShort(_ bytes: [UInt8], _ range: Range<Int>) {
        shortRow.read(bytes, range)
        short = shortRow.shortForm()
    }

    /// Takes the words among which the long form is looked for; it ends with the last one.
    mutating func setWindow(_ bytes: [UInt8], _ range: Range<Int>) {
        window.read(bytes, range)
        skips.removeAll(keepingCapacity: true)
        trails.removeAll(keepingCapacity: true)
        skips.append(0)
        trails.append(0)
        for word in window.words {
            let (skip, trail) =
                switch word.weight {
                case .stop: (1, 4)
                case .light: (4, 8)
                case .full: (12, 15)
                }
            skips.append((skips.last ?? 0) + skip + (word.endsWithComma ? 3 : 0))
            trails.append((trails.last ?? 0) + trail)
        }
    }

    /// Turns the short form's parts around: `IFN-gamma` as `gamma IFN`; false when it has one part.
    mutating func rotateShort() -> Bool {
        let parts = shortRow.elements.filter(\.isPart).count
        guard parts >= 2, short.count >= 3, let last = short.last else { return false }
        // A Greek letter or number moves from the end to the front, or from the front to the end.
        if last.code >= 26 {
            short.insert(short.removeLast(), at: 0)
        } else if let first = short.first, first.code >= 26 {
            short.append(short.removeFirst())
        } else {
            return false
        }
        return true
    }

    /// Takes the plural's `s` from the short form, where it has one after a capital or digit.
    mutating func dropPlural() -> Bool {
        guard short.count >= 3, let last = short.last, last.code == 18, !last.isCapital,
            short.dropLast().allSatisfy({ $0.isCapital || $0.code >= 26 })
        else { return false }
        short.removeLast()
        return true
    }

    /// Takes the small numbers out of a formula, `H2O2` or `Ca2+`; false when the short form is none.
    mutating func dropFormulaNumbers(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let isFormula = range.contains { i in
            bytes[i] &- 50 < 3 && i > range.lowerBound
                && ("OHNCF".utf8.contains(bytes[i - 1]) || (i + 1 < range.upperBound && bytes[i + 1] == 0x2B))
        }
        guard isFormula, short.contains(where: { $0.code < 26 }) else { return false }
        short.removeAll { LetterRow.isNumber($0.code) }
        return true
    }

    /// Takes the number from the end of a short form of three letters or more: `ESR1`; false when it has none.
    mutating func dropLastNumber() -> Bool {
        guard short.count >= 4, let last = short.last, LetterRow.isNumber(last.code),
            short.dropLast().allSatisfy({ $0.code < 26 && $0.isCapital })
        else { return false }
        short.removeLast()
        return true
    }

    /// The cheapest match that costs at most `limit`; of equal ones that with the fewest words.
    ///
    /// - Parameter fromFirst: the long form begins with the window's first word.
    /// - Complexity: O(*m p*²) for *m* elements that each have *p* places in the window.
    mutating func best(limit: Int, fromFirst: Bool = false, in bytes: [UInt8]) -> Match? {
        guard !short.isEmpty, !window.words.isEmpty, fillPlaces() else { return nil }
        let last = short.count - 1
        let end = trails.count - 1
        for k in places[last].indices {
            let word = Int(window.elements[places[last][k].element].word)
            let cost = trails[end] - trails[word + 1]
            places[last][k].cost = cost
            places[last][k].lastWord = word
            places[last][k].steps = cost > 0 ? .trailingWords : []
        }
        var i = last
        while i > 0 {
            i -= 1
            var alive = false
            for k in places[i].indices {
                let from = places[i][k].element
                var best = Int.max
                var steps: AcronymSteps = []
                var lastWord = 0
                for next in places[i + 1] where next.element > from && next.cost <= limit {
                    let (cost, step) = price(from, next.element, short[i + 1], bytes)
                    if cost + next.cost < best {
                        best = cost + next.cost
                        steps = step.union(next.steps)
                        lastWord = next.lastWord
                    }
                }
                places[i][k].cost = best
                places[i][k].steps = steps
                places[i][k].lastWord = lastWord
                alive = alive || best <= limit
            }
            if !alive { return nil }
        }
        var found: Match?
        for place in places[0] where place.cost <= limit {
            let element = window.elements[place.element]
            let word = Int(element.word)
            if fromFirst, word > 0 { continue }
            guard let (extra, step) = startPrice(place.element, bytes) else { continue }
            let cost = place.cost + extra
            if cost <= limit, cost <= found?.cost ?? limit {
                found = Match(
                    firstWord: word, lastWord: place.lastWord, cost: cost,
                    strategy: AcronymStrategy(place.steps.union(step)))
            }
        }
        return found
    }

    /// Finds the places of every element; false when one has none.
    private mutating func fillPlaces() -> Bool {
        while places.count < short.count { places.append([]) }
        for i in short.indices {
            places[i].removeAll(keepingCapacity: true)
            let code = short[i].code
            for (k, element) in window.elements.enumerated() where element.code == code || element.alternative == code {
                places[i].append(Place(element: k))
            }
            if places[i].isEmpty { return false }
        }
        return true
    }

    /// What it costs to begin the long form at an element; nil where it cannot.
    private func startPrice(_ k: Int, _ bytes: [UInt8]) -> (Int, AcronymSteps)? {
        let element = window.elements[k]
        let word = window.words[Int(element.word)]
        if element.isStart { return word.weight == .stop ? (8, .stopWords) : (0, []) }
        guard element.isPart else { return nil }
        let head = word.start..<Int(element.offset)
        return AliasText.isLocant(bytes, head) ? (1, .parts) : (4, .parts)
    }

    /// What it costs to go from one element to another that stands for `letter`.
    @inline(__always)
    private func price(
        _ from: Int, _ to: Int, _ letter: (code: LetterRow.Code, isCapital: Bool), _ bytes: [UInt8]
    ) -> (Int, AcronymSteps) {
        let a = window.elements[from]
        let b = window.elements[to]
        if a.word == b.word {
            if b.isPart { return b.code >= 26 ? (1, .parts) : (2, .parts) }
            if to == from + 1 { return (3, .consecutive) }
            if beginsPart(b, bytes) { return (5, .wordParts) }
            return letter.isCapital ? (10, .innerLetters) : (7, .innerLetters)
        }
        let skipped = skips[Int(b.word)] - skips[Int(a.word) + 1]
        var steps: AcronymSteps = skipped == 0 ? [] : skipped < 12 ? .stopWords : .skippedWords
        if b.isStart {
            let isStop = window.words[Int(b.word)].weight == .stop && letter.isCapital
            return (skipped + (isStop ? 1 : 0), steps)
        }
        if b.isPart {
            steps.insert(.parts)
            return (skipped + (b.code >= 26 ? 2 : 4), steps)
        }
        steps.insert(.headlessWords)
        return (skipped + (beginsPart(b, bytes) ? 16 : 22), steps)
    }

    /// Whether one of the parts that words are often made of begins at an element, or ends before it.
    private func beginsPart(_ element: LetterRow.Element, _ bytes: [UInt8]) -> Bool {
        let i = Int(element.offset)
        if AliasWords.prefixes.contains(WordKey(bytes, Int(element.partStart)..<i)) { return true }
        guard i + 4 <= bytes.count else { return false }
        var key: UInt32 = 0
        for k in i..<(i + 4) { key = key << 8 | UInt32(bytes[k] | 32) }
        return AliasWords.parts.contains(key)
    }
}
