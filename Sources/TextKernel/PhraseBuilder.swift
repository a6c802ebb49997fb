/// Gathers words, states and ways between them, in tables that grow.
struct PhraseBuilder {
    typealias Word = PhraseMatcher.Word

    /// A way from a state by a word to the next state; no state is 0.
    private struct Edge {
        var from: UInt32 = 0
        var word: UInt32 = 0
        var next: UInt32 = 0
    }

    private(set) var words: [PhraseTable.WordSlot]
    private(set) var wordShift: UInt64
    private(set) var wordCount: UInt32 = 0
    private var edges: [Edge]
    private(set) var edgeShift: UInt64
    private(set) var tails: [UInt8] = []
    private(set) var beginningCount: UInt32 = 0
    /// By the number of a word: the word whose plural it is.
    private(set) var singulars: [UInt32] = [0]
    private var edgeCount = 0
    private var stateCount: UInt32 = 0
    private var goesOn: [Bool] = []
    /// By the number of a first word: whether a phrase goes on with what the filter does not know as a pair.
    private var goesOnUnseen: [Bool] = []
    private var ended: [(state: UInt32, end: PhraseTable.End)] = []
    private var prefixes: [PhraseTable.WordSlot] = []

    /// Gathers phrases.
    init(_ phrases: [PhraseMatcher.Phrase]) {
        var bits: UInt64 = 4
        while bits < 40, 1 << bits < phrases.count { bits += 1 }
        // With plurals there are about as many words as phrases, and half of the slots stay free.
        words = Array(repeating: PhraseTable.WordSlot(), count: 2 << Int(bits))
        wordShift = 63 - bits
        edges = Array(repeating: Edge(), count: 1 << Int(bits))
        edgeShift = 64 - bits
        ended.reserveCapacity(phrases.count)
        // The words with which phrases begin come first, so that the number of a word is that of its state.
        for phrase in phrases { _ = number(of: phrase.words[0]) }
        // So do plurals of two words (`lens`, `lense`): they are spellings of their own for all but the first of these.
        var owners: [[UInt8]: Word] = [:]
        for phrase in phrases {
            if let plural = phrase.plural, let last = phrase.words.last, owners[plural] == nil { owners[plural] = last }
        }
        for phrase in phrases where phrase.words.count == 1 {
            if let plural = phrase.plural, owners[plural] != phrase.words[0] { _ = number(of: Word(plural)) }
        }
        beginningCount = wordCount
        stateCount = wordCount
        goesOn = Array(repeating: false, count: Int(wordCount) + 1)
        goesOnUnseen = goesOn
        for phrase in phrases {
            add(phrase)
            if phrase.words.count > 1, !Self.isSeen(phrase.words[1]) {
                goesOnUnseen[Int(number(of: phrase.words[0]))] = true
            }
        }
    }

    private mutating func add(_ phrase: PhraseMatcher.Phrase) {
        var hasPlural = false
        if let plural = phrase.plural, let last = phrase.words.last {
            let singular = number(of: last)
            let number = number(of: Word(plural))
            if singulars[Int(number)] == 0 { singulars[Int(number)] = singular }
            hasPlural = singulars[Int(number)] == singular
            if !hasPlural, phrase.words.count > 1 || number <= beginningCount {
                // The plural of two words (`ax`, `axe`) is a spelling of its own for one of them.
                let spelling = phrase.words.dropLast() + [Word(plural)]
                add(Array(spelling), phrase.number, hasPlural: false)
            }
        }
        add(phrase.words, phrase.number, hasPlural: hasPlural)
    }

    private mutating func add(_ phrase: [Word], _ number: Int32, hasPlural: Bool) {
        var state = self.number(of: phrase[0])
        var capitals: UInt16 = phrase[0].isCapitals ? 1 : 0
        for i in phrase.indices.dropFirst() {
            if phrase[i].isCapitals { capitals |= 1 << UInt16(i) }
            state = next(state, self.number(of: phrase[i]))
        }
        ended.append((state, PhraseTable.End(phrase: number, capitals: capitals, hasPlural: hasPlural)))
    }

    /// The number of a word, a new one when it is not known.
    mutating func number(of word: borrowing Word) -> UInt32 {
        // Beginnings of words share the table, under lengths that no word has.
        let found = place(word.bytes, word.isPrefix)
        if !found.isNew { return words[found.slot].number }
        wordCount += 1
        singulars.append(0)
        words[found.slot].numberAndLength |= wordCount << 8
        let slot = words[found.slot]
        if word.isPrefix {
            prefixes.append(slot)
            prefixes[prefixes.count - 1].numberAndLength &-= 128
        }
        if PhraseTable.isFull(Int(wordCount), words.count) { growWords() }
        return slot.number
    }

    /// The number of a whole word; 0 when it is not known.
    func knownNumber(of word: [UInt8]) -> UInt32 {
        let (key, last) = word.span.keys
        var i = Int(PhraseTable.hash(key, last, word.count) >> wordShift)
        while words[i].numberAndLength != 0 {
            if isWord(words[i], word, key, word.count) { return words[i].number }
            i = (i + 1) & (words.count - 1)
        }
        return 0
    }

    private func isWord(_ slot: PhraseTable.WordSlot, _ word: [UInt8], _ key: UInt64, _ length: Int) -> Bool {
        guard slot.key == key, slot.length == length else { return false }
        for i in stride(from: 8, to: word.count, by: 1) where tails[Int(slot.tail) + i - 8] != word[i] { return false }
        return true
    }

    /// The slot of a word; a new one has its key, tail and length, but no number yet.
    private mutating func place(_ word: [UInt8], _ isPrefix: Bool) -> (slot: Int, isNew: Bool) {
        let (key, last) = word.span.keys
        let length = isPrefix ? word.count + 128 : word.count
        var i = Int(PhraseTable.hash(key, last, length) >> wordShift)
        while words[i].numberAndLength != 0 {
            if isWord(words[i], word, key, length) { return (i, false) }
            i = (i + 1) & (words.count - 1)
        }
        words[i] = PhraseTable.WordSlot(key: key, tail: UInt32(tails.count), numberAndLength: UInt32(length))
        if word.count > 8 { tails += word[8...] }
        return (i, true)
    }

    private mutating func growWords() {
        let old = words
        wordShift -= 1
        words = Array(repeating: PhraseTable.WordSlot(), count: old.count * 2)
        for slot in old where slot.numberAndLength != 0 {
            let count = slot.length & 127
            var bytes = (0..<min(8, count)).map { UInt8(truncatingIfNeeded: slot.key >> UInt64(8 * $0)) }
            if count > 8 { bytes += tails[Int(slot.tail)..<Int(slot.tail) + count - 8] }
            let (key, last) = bytes.span.keys
            var i = Int(PhraseTable.hash(key, last, slot.length) >> wordShift)
            while words[i].numberAndLength != 0 { i = (i + 1) & (words.count - 1) }
            words[i] = slot
        }
    }

    // MARK: States

    private mutating func next(_ state: UInt32, _ word: UInt32) -> UInt32 {
        var i = Int(PhraseTable.hash(state: state, word: word) >> edgeShift)
        while edges[i].from != 0 {
            if edges[i].from == state, edges[i].word == word { return edges[i].next }
            i = (i + 1) & (edges.count - 1)
        }
        stateCount += 1
        goesOn[Int(state)] = true
        goesOn.append(false)
        edges[i] = Edge(from: state, word: word, next: stateCount)
        edgeCount += 1
        if PhraseTable.isFull(edgeCount, edges.count) { growEdges() }
        return stateCount
    }

    private mutating func growEdges() {
        let old = edges
        edgeShift -= 1
        edges = Array(repeating: Edge(), count: old.count * 2)
        for edge in old where edge.from != 0 {
            var i = Int(PhraseTable.hash(state: edge.from, word: edge.word) >> edgeShift)
            while edges[i].from != 0 { i = (i + 1) & (edges.count - 1) }
            edges[i] = edge
        }
    }

    /// The edges of the table, each with its state, given all states: there the number of a state is that of the slot
    /// that leads to it.
    func placedEdges(_ states: [PhraseTable.State]) -> [PhraseTable.Edge] {
        // A state is made before those it leads to, so that its slot is known when theirs are looked for.
        var inOrder = [Edge](repeating: Edge(), count: Int(stateCount - beginningCount))
        for edge in edges where edge.from != 0 { inOrder[Int(edge.next - beginningCount) - 1] = edge }
        var numbers = [UInt32](repeating: 0, count: inOrder.count)
        var placed = [PhraseTable.Edge](repeating: PhraseTable.Edge(), count: edges.count)
        for (k, edge) in inOrder.enumerated() {
            let from = edge.from <= beginningCount ? edge.from : numbers[Int(edge.from - beginningCount) - 1]
            var i = Int(PhraseTable.hash(state: from, word: edge.word) >> edgeShift)
            while placed[i].from != 0 { i = (i + 1) & (placed.count - 1) }
            placed[i] = PhraseTable.Edge(from: from, word: edge.word, state: states[Int(edge.next)])
            numbers[k] = beginningCount + 1 + UInt32(i)
        }
        return placed
    }

    /// What the table knows of words by their numbers, the first of which is nobody's, given all states.
    func wordStates(_ states: [PhraseTable.State]) -> [PhraseTable.WordState] {
        singulars.enumerated().map { number, singular in
            PhraseTable.WordState(
                state: number > 0 && number <= beginningCount ? states[number] : PhraseTable.State(), singular: singular
            )
        }
    }

    /// The states, the first of which is nobody's, and the phrases that end at them, state by state.
    func statesAndEnds() -> ([PhraseTable.State], [PhraseTable.End]) {
        var counts = [UInt32](repeating: 0, count: Int(stateCount) + 1)
        for (state, _) in ended { counts[Int(state)] += 1 }
        var first: UInt32 = 0
        var states: [PhraseTable.State] = []
        states.reserveCapacity(counts.count)
        var filled: [UInt32] = []
        filled.reserveCapacity(counts.count)
        for (i, count) in counts.enumerated() {
            states.append(
                PhraseTable.State(
                    endCount: count, firstEnd: first, goesOn: goesOn[i],
                    goesOnUnseen: i < goesOnUnseen.count && goesOnUnseen[i]))
            filled.append(first)
            first += count
        }
        var ends = [PhraseTable.End](
            repeating: PhraseTable.End(phrase: 0, capitals: 0, hasPlural: false), count: ended.count)
        for (state, end) in ended {
            ends[Int(filled[Int(state)])] = end
            filled[Int(state)] += 1
            if counts[Int(state)] == 1, end.capitals == 0 {
                states[Int(state)] = PhraseTable.State(
                    only: end.phrase, hasPlural: end.hasPlural, goesOn: goesOn[Int(state)],
                    goesOnUnseen: states[Int(state)].goesOnUnseen)
            }
        }
        return (states, ends)
    }

    // MARK: Beginnings

    /// The beginnings of words by buckets: where each bucket starts, and an end.
    func prefixBuckets() -> (starts: [UInt32], prefixes: [PhraseTable.WordSlot], shift: UInt64) {
        var bits: UInt64 = 6
        while bits < 20, 1 << bits < 8 * prefixes.count { bits += 1 }
        let shift = 64 - bits
        var starts = [UInt32](repeating: 0, count: 1 << Int(bits) + 1)
        for prefix in prefixes { starts[PhraseTable.bucket(prefix.key, shift) + 1] += 1 }
        for i in 1..<starts.count { starts[i] += starts[i - 1] }
        let sorted = prefixes.sorted {
            (PhraseTable.bucket($0.key, shift), $0.number) < (PhraseTable.bucket($1.key, shift), $1.number)
        }
        return (starts, sorted, shift)
    }

    /// Whether the filter knows a word as the second of a pair: it is no comma, of which runs have none.
    private static func isSeen(_ second: Word) -> Bool {
        second.bytes != [0x2C] && (!second.isPrefix || second.bytes.count >= 3)
    }

    /// The words with which phrases begin: alone when they are a phrase, else with the next.
    func beginnings(_ phrases: [PhraseMatcher.Phrase]) -> [WordFilter.Beginning] {
        var beginnings: [WordFilter.Beginning] = []
        beginnings.reserveCapacity(2 * phrases.count)
        for phrase in phrases {
            let word = phrase.words[0]
            guard phrase.words.count > 1, Self.isSeen(phrase.words[1]) else {
                beginnings.append(WordFilter.Beginning(word.bytes, isPrefix: word.isPrefix))
                if phrase.words.count == 1, let plural = phrase.plural {
                    beginnings.append(WordFilter.Beginning(plural, isPrefix: false))
                }
                continue
            }
            let next = phrase.words[1]
            beginnings.append(
                WordFilter.Beginning(
                    word.bytes, isPrefix: word.isPrefix, next: next.bytes, nextIsPrefix: next.isPrefix))
            // Only of short words has a plural other first letters: `spy`, `spies`.
            if phrase.words.count == 2, next.bytes.count <= 3, let plural = phrase.plural {
                beginnings.append(WordFilter.Beginning(word.bytes, isPrefix: word.isPrefix, next: plural))
            }
        }
        return beginnings
    }
}

extension Span<UInt8> {
    /// The first eight bytes, and the last eight when there are more; what is missing is zero.
    fileprivate var keys: (key: UInt64, last: UInt64) {
        var key: UInt64 = 0
        var last: UInt64 = 0
        for i in 0..<Swift.min(8, count) { key |= UInt64(self[i]) << UInt64(8 * i) }
        if count > 8 { for i in 0..<8 { last |= UInt64(self[count - 8 + i]) << UInt64(8 * i) } }
        return (key, last)
    }
}
