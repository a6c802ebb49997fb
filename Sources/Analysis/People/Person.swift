import DocumentModel

/// Somebody in an article, as far as the mentions read so far tell.
struct Person {
    /// The words of the fullest form, without titles and suffix.
    var words: [NameWord]
    /// `Jr`, `Sr`, `III`: the key of the word, 0 for none.
    var suffix: UInt64
    /// 1 for a man, 2 for a woman, 0 when nothing says.
    var gender: UInt8
    /// Whether a title and not the given name says so.
    var genderIsSaid: Bool
    /// How the family name stands; nil when it is last.
    var order: PersonNames.Order?
    /// The offices named beside the name.
    var heads: [WordKey] = []
    /// The entry of a list; -1 when no list knows the person.
    var entry: Int32 = -1
    /// The span of the fullest form.
    var fullest: DocumentModel.Span
    /// Where the last mention so far begins.
    var lastSeen: Int
    /// Whether it is a surname that fits several people, and so a mention of its own.
    var isOpen = false

    /// The words of a mention that names somebody in full, or a single word.
    struct Form {
        var words: [NameWord]
        var suffix: UInt64 = 0
        var gender: UInt8 = 0
        var heads: [WordKey] = []
        /// Whether it is a name of a list.
        var isListed = false
        /// Whether its first word is a family name where these come first: Lê Minh, not Le Pen.
        var beginsWithFamily = false

        /// The single word that counts when the others are particles (`bin Laden`); nil for a full name.
        var single: NameWord? {
            var single: NameWord?
            for i in words.indices where !isParticle(i) {
                if single != nil { return nil }
                single = words[i]
            }
            return single ?? words.last
        }

        /// Whether a word only leads to the next: `bin` Laden, `al`-Assad; but Al Gore and Ben Carson have given names.
        private func isParticle(_ i: Int) -> Bool {
            guard i + 1 < words.count, !beginsWithFamily || i > 0, PeopleChains.particles.contains(words[i].key) else {
                return false
            }
            return !words[i].isCapital || words[i].isHyphenated || !PeopleChains.givenParticles.contains(words[i].key)
        }
    }

    /// Whether a full form may be this person: the words agree, and neither suffix nor title says otherwise.
    func agrees(with form: Form, _ names: PersonNames) -> Bool {
        if suffix != form.suffix, suffix != 0, form.suffix != 0 { return false }
        if genderIsSaid, form.gender != 0, gender != form.gender { return false }
        let (short, long) = words.count <= form.words.count ? (words, form.words) : (form.words, words)
        return Self.agree(
            short, long, hasEntry: words.count > form.words.count ? entry >= 0 : form.isListed, order != nil, names)
    }

    /// Whether the shorter of two forms is one of the longer.
    private static func agree(
        _ short: [NameWord], _ long: [NameWord], hasEntry: Bool, _ isFamilyFirst: Bool, _ names: PersonNames
    ) -> Bool {
        guard short.count > 1, let first = long.first, let last = long.last else { return false }
        // `López Obrador`, `Xuân Phúc`: the end of the longer name.
        if short.indices.allSatisfy({ same(short[$0], long[long.count - short.count + $0]) }) { return true }
        // `Nicolás Maduro` Moros: the beginning, when a list has the longer name.
        if hasEntry, !isFamilyFirst, short.indices.allSatisfy({ same(short[$0], long[$0]) }) { return true }
        guard let shortFirst = short.first, let shortLast = short.last, same(shortLast, last),
            same(shortFirst, first) || names.isSameGiven(shortFirst.key, first.key)
        else { return false }
        // Of the middle names the shorter has none, or the first ones: George W. is not George H. W.
        return short.dropFirst().dropLast().indices.allSatisfy { $0 < long.count - 1 && same(short[$0], long[$0]) }
    }

    /// Whether two words are the same, or one is the initial of the other.
    private static func same(_ a: NameWord, _ b: NameWord) -> Bool {
        a.key == b.key || (a.isInitial || b.isInitial) && a.first == b.first
    }
}
