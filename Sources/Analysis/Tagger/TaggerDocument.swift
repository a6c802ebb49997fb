import DocumentModel
import TextKernel

/// A document as the tagger sees it: its words by number, the lists they stand in, and where else the same words stand.
///
/// One value serves for many documents, one after the other, and keeps its room.
struct TaggerDocument {
    /// The lists whose names a token is part of, a bit for each type.
    struct ListMarks {
        var begin: UInt32 = 0
        var inside: UInt32 = 0
        var last: UInt32 = 0
        var unit: UInt32 = 0
        var all: UInt32 { begin | inside | last | unit }

        /// The part of a name that the token is for one type: 0 begin, 1 inside, 2 last, 3 unit.
        @inline(__always)
        func part(_ bit: UInt32) -> UInt64 {
            if unit & bit != 0 { return 3 }
            if begin & bit != 0 { return 0 }
            return last & bit != 0 ? 2 : 1
        }
    }

    /// Where a token stands.
    struct Place: OptionSet {
        let rawValue: UInt8
        static let first = Place(rawValue: 1)
        static let last = Place(rawValue: 2)
        /// In a sentence of capitals.
        static let inCapitals = Place(rawValue: 4)
    }

    /// Longer documents are read in parts of so many tokens, each as a document of its own.
    static let limit = 16384
    /// A word has this many mentions at most that others learn from.
    static let mostMentions = 400

    private(set) var words: [Int32] = []
    private(set) var places: [Place] = []
    private(set) var sentences: [Range<Int>] = []
    private(set) var lists: [ListMarks] = []
    private(set) var listHashes: [UInt64] = []
    /// The next mention of the same word with a capital, lower-cased; -1 at the last.
    private(set) var nextMention: [Int32] = []
    private var mentions: [Mentions] = []
    private var stamp: UInt32 = 0
    private(set) var acronyms = AcronymTable()

    /// The mentions of a word in the document with the number `stamp`.
    struct Mentions {
        var stamp: UInt32 = 0
        var first: Int32 = -1
        var last: Int32 = -1
        var count: Int32 = 0
        var isSmallSomewhere = false
    }

    /// The mentions of a lower-cased word.
    func mentions(of lowerNumber: UInt32) -> Mentions {
        let number = Int(lowerNumber)
        if number >= mentions.count || mentions[number].stamp != stamp { return Mentions() }
        return mentions[number]
    }

    /// Reads a document anew. `words` are numbers of the store, `sentences` ranges of them that lie side by side.
    mutating func read(_ words: [Int32], _ sentences: [Range<Int>], _ store: WordStore, _ lexicon: Lexicon) {
        self.words = words
        self.sentences = sentences
        places.removeAll(keepingCapacity: true)
        lists.removeAll(keepingCapacity: true)
        listHashes.removeAll(keepingCapacity: true)
        nextMention.removeAll(keepingCapacity: true)
        places.append(contentsOf: repeatElement([], count: words.count))
        lists.append(contentsOf: repeatElement(ListMarks(), count: words.count))
        listHashes.append(contentsOf: repeatElement(1, count: words.count))
        nextMention.append(contentsOf: repeatElement(-1, count: words.count))
        if mentions.count < store.lowerCount {
            mentions.append(contentsOf: repeatElement(Mentions(), count: store.lowerCount * 2 - mentions.count))
        }
        stamp &+= 1
        if stamp == 0 {
            for i in mentions.indices { mentions[i].stamp = 0 }
            stamp = 1
        }
        acronyms.removeAll()
        for sentence in sentences {
            markPlaces(sentence, store.forms)
            if !lexicon.types.isEmpty { markLists(sentence, store.forms, lexicon) }
            findMentions(sentence, store.forms)
        }
    }

    private mutating func markPlaces(_ sentence: Range<Int>, _ forms: [WordForm]) {
        guard let first = sentence.first, let last = sentence.last else { return }
        var capitals = 0
        var others = 0
        for i in sentence {
            let form = forms[Int(words[i])]
            if form.traits.contains(.letters), form.length > 1 {
                if form.traits.contains(.allCapitals) { capitals += 1 } else { others += 1 }
            }
        }
        if capitals >= 2, others <= capitals / 4 {
            for i in sentence { places[i].insert(.inCapitals) }
        }
        places[first].insert(.first)
        places[last].insert(.last)
    }

    /// Marks the longest name of each type that begins at each token, unless the token is inside an earlier one.
    private mutating func markLists(_ sentence: Range<Int>, _ forms: [WordForm], _ lexicon: Lexicon) {
        var ends = Ends(repeating: 0)
        for i in sentence {
            let form = forms[Int(words[i])]
            if form.listed == 0, form.beginsNames == 0 { continue }
            var taken: UInt32 = 0
            if form.beginsNames != 0 {
                var found = LongNames()
                if form.beginsNames & 1 != 0 { find(.any, i, sentence, forms, lexicon, &found) }
                if form.beginsNames & 2 != 0 { find(.capital, i, sentence, forms, lexicon, &found) }
                var length = found.longest
                while length > 1 {
                    mark(found.types[length] & ~taken, i, length, &ends)
                    taken |= found.types[length]
                    length -= 1
                }
            }
            mark(form.listed & ~taken, i, 1, &ends)
        }
        for i in sentence {
            let marks = lists[i]
            if marks.all == 0 { continue }
            listHashes[i] = FeatureHash.mix(
                UInt64(marks.begin) << 32 | UInt64(marks.inside), UInt64(marks.last) << 32 | UInt64(marks.unit))
        }
    }

    /// For each type the token after the last name that was marked.
    private typealias Ends = InlineArray<28, Int>

    /// The types of the names of several tokens that begin at one, by their number of tokens.
    private struct LongNames {
        var types = InlineArray<13, UInt32>(repeating: 0)
        var longest = 1
    }

    private func find(
        _ rule: Lexicon.CaseRule, _ i: Int, _ sentence: Range<Int>, _ forms: [WordForm], _ lexicon: Lexicon,
        _ found: inout LongNames
    ) {
        let first = forms[Int(words[i])]
        var state = FeatureHash.mix(rule.rawValue, first.folded)
        var hasCapital = rule == .any || first.traits.contains(.capital)
        var length = 1
        while length < Lexicon.mostWords, i + length < sentence.upperBound {
            let next = forms[Int(words[i + length])]
            let value: UInt32
            (value, state) = lexicon.value(after: state, next.folded)
            if value == 0 { return }
            if next.traits.contains(.capital) { hasCapital = true }
            length += 1
            if hasCapital, value & Lexicon.typeBits != 0 {
                found.types[length] |= value & Lexicon.typeBits
                found.longest = max(found.longest, length)
            }
            if value & Lexicon.goesOn == 0 { return }
        }
    }

    private mutating func mark(_ types: UInt32, _ i: Int, _ length: Int, _ ends: inout Ends) {
        var rest = types
        while rest != 0 {
            let type = rest.trailingZeroBitCount
            let bit: UInt32 = 1 << UInt32(type)
            rest &= rest - 1
            if type >= 28 || i < ends[type] { continue }
            ends[type] = i + length
            if length == 1 {
                lists[i].unit |= bit
            } else {
                lists[i].begin |= bit
                lists[i + length - 1].last |= bit
                for k in (i + 1)..<(i + length - 1) { lists[k].inside |= bit }
            }
        }
    }

    /// Links the mentions of words with capitals, remembers words in small letters and what acronyms may stand for.
    private mutating func findMentions(_ sentence: Range<Int>, _ forms: [WordForm]) {
        var wasCapital = false
        for i in sentence {
            let form = forms[Int(words[i])]
            let isCapital = form.traits.contains(.capital)
            if !form.traits.isDisjoint(with: [.letters, .hyphen, .digit, .stop]) {
                note(i, form, isCapital)
                if isCapital, !form.traits.contains(.allCapitals), !wasCapital { noteAcronym(i, sentence, forms) }
            }
            wasCapital = isCapital
        }
    }

    private mutating func note(_ i: Int, _ form: WordForm, _ isCapital: Bool) {
        let number = Int(form.lowerNumber)
        if number >= mentions.count { return }
        if mentions[number].stamp != stamp { mentions[number] = Mentions(stamp: stamp) }
        guard isCapital else {
            mentions[number].isSmallSomewhere = true
            return
        }
        if mentions[number].count >= Self.mostMentions { return }
        if mentions[number].count == 0 {
            mentions[number].first = Int32(truncatingIfNeeded: i)
        } else {
            nextMention[Int(mentions[number].last)] = Int32(truncatingIfNeeded: i)
        }
        mentions[number].last = Int32(truncatingIfNeeded: i)
        mentions[number].count += 1
    }

    /// The initials of a run of words with capitals, with the run's last word.
    private mutating func noteAcronym(_ start: Int, _ sentence: Range<Int>, _ forms: [WordForm]) {
        var hash: UInt64 = 0
        var count = 0
        var last: UInt64 = 0
        var i = start
        var letters = InlineArray<9, UInt8>(repeating: 0)
        while i < sentence.upperBound, i < start + 9 {
            let form = forms[Int(words[i])]
            if form.traits.contains(.capital) {
                letters[count] = form.initial
                count += 1
                last = form.lower
            } else if !form.traits.contains(.joins) {
                break
            }
            i += 1
        }
        if count < 2 { return }
        hash = AcronymTable.hash(letters, count)
        acronyms.insert(hash, last)
    }
}

/// What the acronyms of a document may stand for: the last word of a run of words by the run's initials.
struct AcronymTable {
    private static let places = 4096
    private var hashes = [UInt64](repeating: 0, count: places)
    private var values = [UInt64](repeating: 0, count: places)
    private var used: [Int32] = []

    mutating func removeAll() {
        for place in used { hashes[Int(place)] = 0 }
        used.removeAll(keepingCapacity: true)
    }

    /// Keeps a value; later ones of the same hash replace earlier ones. A full table stays as it is.
    mutating func insert(_ hash: UInt64, _ value: UInt64) {
        var place = Int(truncatingIfNeeded: hash) & (Self.places - 1)
        while hashes[place] != 0, hashes[place] != hash { place = (place + 1) & (Self.places - 1) }
        if hashes[place] == 0 {
            if used.count >= Self.places / 2 { return }
            used.append(Int32(truncatingIfNeeded: place))
        }
        hashes[place] = hash
        values[place] = value
    }

    /// The last word of the run with these initials.
    func value(of hash: UInt64) -> UInt64? {
        var place = Int(truncatingIfNeeded: hash) & (Self.places - 1)
        while hashes[place] != 0 {
            if hashes[place] == hash { return values[place] }
            place = (place + 1) & (Self.places - 1)
        }
        return nil
    }

    /// The hash of some initials; equal to ``FeatureHash`` of the same bytes.
    static func hash(_ letters: InlineArray<9, UInt8>, _ count: Int) -> UInt64 {
        var bytes: [UInt8] = []
        for i in 0..<count { bytes.append(letters[i]) }
        return FeatureHash.of(bytes) | 1
    }
}
