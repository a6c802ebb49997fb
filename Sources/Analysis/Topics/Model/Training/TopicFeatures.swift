import TextKernel

/// Training texts as vectors of features, and what each feature is.
///
/// The first features are the words, then the pairs, then the runs inside words, then what rules say.
struct TopicFeatures: Sendable {
    /// How vectors come about.
    struct Options: Hashable, Sendable {
        /// How much pairs of words count beside words.
        var pairs: Float = 0.7
        /// How much runs inside words count beside words.
        var grams: Float = 1
        /// How much counts what rules say.
        var rules: Float = 0.3
        /// The most pairs that are features; the commonest are.
        var pairLimit = 60_000
        /// The texts that a pair must stand in.
        var leastPairTexts = 2
        /// The texts in which rules must say something.
        var leastRuleTexts = 2
        /// The words in which a run must stand.
        var leastGramWords = 2
    }

    /// The vectors.
    private(set) var texts = SparseTexts()
    /// The hashes of features.
    private(set) var hashes: [UInt64] = []
    /// How rare each word and pair is; 0 for runs.
    private(set) var rareness: [Float] = []
    private(set) var wordCount = 0
    private(set) var pairCount = 0
    private(set) var gramCount = 0
    /// The first feature that rules give.
    var firstRule: Int { wordCount + pairCount + gramCount }
    /// What a row's weight is of a learned one, beside the rareness.
    private(set) var scale: Float = 1
    /// The rareness of a word that no text has.
    private(set) var unknownRareness: Float = 1

    /// A text's words and pairs by number, with their counts.
    private struct Counted {
        var words: [(number: Int32, count: Int32)] = []
        var pairs: [(number: Int32, count: Int32)] = []
        var rules: [(number: Int32, value: Float)] = []
    }

    /// Numbers for hashes, and in how many texts each was.
    private struct Numbering {
        var numbers: [UInt64: Int32] = [:]
        var hashes: [UInt64] = []
        var uses: [Int32] = []

        mutating func add(_ hash: UInt64) -> (number: Int, isNew: Bool) {
            if let number = numbers[hash] {
                uses[Int(number)] += 1
                return (Int(number), false)
            }
            numbers[hash] = Int32(hashes.count)
            hashes.append(hash)
            uses.append(1)
            return (hashes.count - 1, true)
        }
    }

    /// Reads the texts and makes their vectors.
    ///
    /// - Complexity: O(*n*) for *n* bytes.
    init(_ texts: [[[UInt8]]], rules: RuleFeatures? = nil, _ options: Options = Options()) {
        let reader = TopicWords()
        var words = Numbering()
        var pairs = Numbering()
        var grams = Numbering()
        var ruleNumbers = Numbering()
        var gramsOfWord: [[Int32]] = []
        var gramCounts: [Int32] = []
        let counted = texts.map { text in
            reader.read(text)
            var counted = Counted()
            for item in reader.distinct {
                let (word, isNew) = words.add(item.hash)
                if isNew {
                    var list: [Int32] = []
                    var count: Int32 = 0
                    reader.forEachGram(of: Int(item.first)) { hash in
                        count += 1
                        list.append(Int32(grams.add(hash).number))
                    }
                    gramsOfWord.append(list)
                    gramCounts.append(count)
                }
                counted.words.append((Int32(word), item.count))
            }
            for item in reader.pairs { counted.pairs.append((Int32(pairs.add(item.hash).number), item.count)) }
            for feature in rules?.read(text).features ?? [] {
                counted.rules.append((Int32(ruleNumbers.add(feature.hash).number), feature.value))
            }
            return counted
        }
        let keptPairs = Self.kept(pairs.uses, least: options.leastPairTexts, limit: options.pairLimit)
        let keptGrams = Self.kept(grams.uses, least: options.leastGramWords, limit: .max)
        let keptRules = Self.kept(ruleNumbers.uses, least: options.leastRuleTexts, limit: .max)
        number(words, pairs, keptPairs, grams, keptGrams, textCount: texts.count)
        number(ruleNumbers, keptRules)
        let gramWorths = gramCounts.indices.map { word in
            options.grams * rareness[word] / Float(max(gramCounts[word], 1)).squareRoot()
        }
        fill(counted, keptPairs, keptGrams, keptRules, gramsOfWord, gramWorths, options)
        normalise()
    }

    /// New numbers of what is used often enough, −1 for the rest.
    private static func kept(_ uses: [Int32], least: Int, limit: Int) -> [Int32] {
        var least = least
        while uses.reduce(0, { $0 + (Int($1) >= least ? 1 : 0) }) > limit { least += 1 }
        var next: Int32 = 0
        return uses.map { use in
            guard Int(use) >= least else { return -1 }
            defer { next += 1 }
            return next
        }
    }

    /// Gives every feature its hash and rareness.
    private mutating func number(
        _ words: Numbering, _ pairs: Numbering, _ keptPairs: [Int32], _ grams: Numbering, _ keptGrams: [Int32],
        textCount: Int
    ) {
        func rare(_ uses: Int32) -> Float {
            TopicRows.stored(
                rareness: Float(1 + TopicNumbers.logarithm(Double(1 + textCount) / Double(1 + uses))))
        }
        hashes = words.hashes
        rareness = words.uses.map(rare)
        for (pair, kept) in keptPairs.enumerated() where kept >= 0 {
            hashes.append(pairs.hashes[pair])
            rareness.append(rare(pairs.uses[pair]))
        }
        wordCount = words.hashes.count
        pairCount = hashes.count - wordCount
        for (gram, kept) in keptGrams.enumerated() where kept >= 0 {
            hashes.append(grams.hashes[gram])
            rareness.append(0)
        }
        unknownRareness = rare(1)
        gramCount = hashes.count - wordCount - pairCount
        texts.featureCount = hashes.count
    }

    /// Gives what rules say its hashes.
    private mutating func number(_ rules: Numbering, _ keptRules: [Int32]) {
        for (rule, kept) in keptRules.enumerated() where kept >= 0 {
            hashes.append(rules.hashes[rule])
            rareness.append(0)
        }
        texts.featureCount = hashes.count
    }

    /// Writes the vectors.
    private mutating func fill(
        _ counted: [Counted], _ keptPairs: [Int32], _ keptGrams: [Int32], _ keptRules: [Int32],
        _ gramsOfWord: [[Int32]], _ gramWorths: [Float], _ options: Options
    ) {
        let firstGram = wordCount + pairCount
        var sums = [Float](repeating: 0, count: gramCount)
        var touched: [Int32] = []
        for text in counted {
            var norm: Float = 0
            let start = texts.features.count
            touched.removeAll(keepingCapacity: true)
            for (word, count) in text.words {
                let times = TopicNumbers.mentions(count)
                let value = times * rareness[Int(word)]
                norm += value * value
                texts.features.append(UInt32(word))
                texts.values.append(value)
                let worth = times * gramWorths[Int(word)]
                for gram in gramsOfWord[Int(word)] {
                    let kept = keptGrams[Int(gram)]
                    if kept < 0 { continue }
                    if sums[Int(kept)] == 0 { touched.append(kept) }
                    sums[Int(kept)] += worth
                }
            }
            let gramFactor = norm > 0 ? 1 / norm.squareRoot() : 0
            for (pair, count) in text.pairs where keptPairs[Int(pair)] >= 0 {
                let feature = wordCount + Int(keptPairs[Int(pair)])
                let value = TopicNumbers.mentions(count) * rareness[feature] * options.pairs
                norm += value * value
                texts.features.append(UInt32(feature))
                texts.values.append(value)
            }
            let factor = norm > 0 ? 1 / norm.squareRoot() : 0
            for i in start..<texts.values.count { texts.values[i] *= factor }
            for gram in touched {
                texts.features.append(UInt32(firstGram + Int(gram)))
                texts.values.append(sums[Int(gram)] * gramFactor)
                sums[Int(gram)] = 0
            }
            for (rule, value) in text.rules where keptRules[Int(rule)] >= 0 {
                texts.features.append(UInt32(firstRule + Int(keptRules[Int(rule)])))
                texts.values.append(value * options.rules)
            }
            texts.starts.append(Int64(texts.features.count))
        }
    }

    /// Scales all vectors so that the mean of their squares, without what rules say, is 2.
    private mutating func normalise() {
        var sum = 0.0
        for (feature, value) in zip(texts.features, texts.values) where Int(feature) < firstRule {
            sum += Double(value) * Double(value)
        }
        guard sum > 0 else { return }
        scale = Float((2 * Double(texts.count) / sum).squareRoot())
        for i in texts.values.indices { texts.values[i] *= scale }
    }

    /// What a feature is made of.
    enum Kind: Hashable, Sendable {
        case word, pair, gram, rule
    }

    /// What a feature is made of.
    func kind(of feature: Int) -> Kind {
        if feature < wordCount { return .word }
        if feature < wordCount + pairCount { return .pair }
        return feature < firstRule ? .gram : .rule
    }

    /// What a learned weight is in a row; what runs and rules count is in the model (``TopicScorer/Weighing``).
    func rowFactor(of feature: Int, _ options: Options) -> Float {
        switch kind(of: feature) {
        case .word: scale * rareness[feature]
        case .pair: scale * rareness[feature] * options.pairs
        case .gram, .rule: scale
        }
    }
}
