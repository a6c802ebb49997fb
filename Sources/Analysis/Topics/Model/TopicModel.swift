package import TextKernel

/// A trained model of topics in memory: labels, weights of words, pairs of words and runs inside words, and how scores
/// become probabilities; used where it lies.
///
/// One block of little-endian numbers: a header, then label names, manifest, decisions and rows. TopicModelDesign.md
/// draws it, and says how a score comes about. Every byte is read once when it is opened, for the checksum.
package struct TopicModel: Sendable {
    static let mark: UInt64 = 0x314C_4D43_504F_5454  // "TTOPCML1"
    static let version: UInt64 = 2
    static let headerByteCount = 192

    /// The most labels of a model.
    package static let mostLabels = 256

    /// The labels it can give, in the order of their names.
    package let labels: [String]
    /// Who made it of what: JSON with data, hashes, licences, options and scores.
    package let manifest: [UInt8]
    /// The taxonomy whose rules it was learned with: what ``RuleFeatures/identity`` said; empty when there was none.
    package let rulesIdentity: String
    /// What rules say of a text; nil when the model asks none, or none were given yet.
    private(set) var rules: RuleFeatures?
    /// The size of the file.
    package let byteCount: Int
    /// Whether every text has exactly one label.
    package var hasOneLabel: Bool { decision.rule == .one }
    let decision: TopicDecision
    let rows: TopicRows
    let weighing: TopicScorer.Weighing
    /// What a weight of 1 in a row is worth, and what is added to every score, for each label.
    let units: [Float]
    let biases: [Float]
    private let scorers: WorkPool<TopicScorer>

    /// A label's score in a text.
    package struct Score: Hashable, Sendable {
        /// The label.
        package var label: String
        /// How probable it is, 0 to 1.
        package var probability: Double
        /// Whether the model gives it.
        package var isGiven: Bool
    }

    /// Opens a model in memory.
    ///
    /// - Throws: ``ModelFileError``.
    package init(_ memory: SharedMemory) throws(ModelFileError) {
        var header = ImageHeader(memory, 0..<memory.count)
        try header.check(mark: Self.mark, version: Self.version, kind: .topics)
        let labelBytes = try header.section()
        manifest = memory.bytes(in: try header.section()) ?? []
        let rulesName = try header.section()
        let numbers = try header.section()
        let rule = try header.number(1)
        let places = try header.number(1 << 26)
        let probes = try header.number(65535)
        let slots = try header.offset()
        let rowRange = try header.section()
        rulesIdentity = String(decoding: memory.bytes(in: rulesName) ?? [], as: UTF8.self)
        labels = (memory.bytes(in: labelBytes) ?? []).split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
        guard (1...Self.mostLabels).contains(labels.count), Set(labels).count == labels.count,
            let rule = TopicDecision.Rule(rawValue: UInt64(rule)),
            let rows = TopicRows(memory, slots: slots, places: places, probes: probes, rows: rowRange),
            let parts = Numbers(memory, numbers, labels: labels.count)
        else { throw .damaged(.topics) }
        self.rows = rows
        units = parts.units
        biases = parts.biases
        weighing = parts.weighing
        decision = TopicDecision(
            rule: rule, slopes: parts.slopes, offsets: parts.offsets, least: parts.least,
            leastOfBest: parts.leastOfBest)
        byteCount = memory.count
        let (weighing, count) = (parts.weighing, labels.count)
        scorers = WorkPool { TopicScorer(rows, weighing, labels: count) }
    }

    /// Opens a copy of `bytes`.
    ///
    /// - Throws: ``ModelFileError``.
    package init(_ bytes: [UInt8]) throws(ModelFileError) { try self.init(SharedMemory(copying: bytes)) }

    /// Whether the model asks rules. Until it is given them (``with(_:)``) it judges by words alone, a little worse.
    package var needsRules: Bool { !rulesIdentity.isEmpty }

    /// The same model with the rules that it asks.
    package func with(_ rules: RuleFeatures) -> TopicModel {
        var model = self
        if needsRules { model.rules = rules }
        return model
    }

    /// What a model thinks of a text.
    package struct Judgement: Hashable, Sendable {
        /// The probabilities of all labels, in the order of ``TopicModel/labels``.
        package var probabilities: [Double]
        /// Which are given; none when the model knows too few of the words.
        package var isGiven: [Bool]
        /// The different words of the text, and how many of them the model learned from.
        package var wordCount: Int
        package var knownWordCount: Int

        /// Whether the text is one that the model can judge: not empty, nor in another language.
        ///
        /// A text of the language, whatever it is about, has common words: half of its words or more are known. Of a text
        /// of a dozen words and more a quarter must be.
        package var isKnown: Bool { knownWordCount > 0 && (wordCount < 12 || 4 * knownWordCount >= wordCount) }
    }

    /// Judges texts that belong together, such as a title and a text.
    ///
    /// - Complexity: O(*n*) for *n* bytes: a look-up for each word and each pair of words.
    package func judge(_ texts: [[UInt8]]) -> Judgement { read(texts, \.judgement) }

    /// The least probability of a given label; of a model with one label a text that of none.
    package var leastProbability: Double? { hasOneLabel ? nil : decision.least }

    /// The scores of all labels, in the order of ``labels``.
    ///
    /// - Parameter title: read as if it stood before the text, in a line of its own.
    package func scores(_ text: [UInt8], title: [UInt8] = []) -> [Score] {
        let judgement = judge(title.isEmpty ? [text] : [title, text])
        return labels.indices.map {
            Score(label: labels[$0], probability: judgement.probabilities[$0], isGiven: judgement.isGiven[$0])
        }
    }

    /// The same of a string.
    package func scores(_ text: String) -> [Score] { scores(Array(text.utf8)) }

    /// Works with a place that nobody else works in meanwhile.
    func withScorer<Result>(_ body: (TopicScorer) throws -> Result) rethrows -> Result { try scorers.withValue(body) }
}

/// The floating-point numbers of a model, as its file has them.
private struct Numbers {
    var units: [Float] = []
    var biases: [Float] = []
    var slopes: [Double] = []
    var offsets: [Double] = []
    var least: Double
    var leastOfBest: Double
    var weighing: TopicScorer.Weighing

    /// Nil when there are too few or one is no number.
    init?(_ memory: SharedMemory, _ range: Range<Int>, labels: Int) {
        guard range.count == 8 * (6 + 4 * labels) else { return nil }
        var numbers: [Double] = []
        for at in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
            guard let bits = memory.integer(UInt64.self, at: at) else { return nil }
            let number = Double(bitPattern: bits)
            guard number.magnitude < 1e9 else { return nil }
            numbers.append(number)
        }
        least = numbers[0]
        leastOfBest = numbers[1]
        weighing = TopicScorer.Weighing(
            unknownRareness: Float(numbers[2]), pairs: Float(numbers[3]), grams: Float(numbers[4]),
            rules: Float(numbers[5]))
        for label in 0..<labels {
            let at = 6 + 4 * label
            units.append(Float(numbers[at]))
            biases.append(Float(numbers[at + 1]))
            slopes.append(numbers[at + 2])
            offsets.append(numbers[at + 3])
        }
    }
}

extension TopicModel {
    /// What a file is made of.
    struct Parts: Sendable {
        var labels: [String]
        var units: [Float]
        var biases: [Float]
        var decision: TopicDecision
        var weighing: TopicScorer.Weighing
        /// The identity of the rules; empty when there are none.
        var rules: String
        var entries: [TopicRows.Entry]
    }

    /// The bytes of a file.
    static func file(_ parts: Parts, manifest: [UInt8]) -> [UInt8] {
        var numbers = [
            parts.decision.least, parts.decision.leastOfBest, Double(parts.weighing.unknownRareness),
            Double(parts.weighing.pairs), Double(parts.weighing.grams), Double(parts.weighing.rules),
        ]
        for label in parts.labels.indices {
            numbers += [
                Double(parts.units[label]), Double(parts.biases[label]), parts.decision.slopes[label],
                parts.decision.offsets[label],
            ]
        }
        let table = TopicRows.layout(parts.entries)
        var writer = ImageWriter(mark: mark, version: version, headerByteCount: headerByteCount)
        writer.add(Array(parts.labels.joined(separator: "\n").utf8), withSize: true)
        writer.add(manifest, withSize: true)
        writer.add(Array(parts.rules.utf8), withSize: true)
        writer.add(
            numbers.flatMap { number in
                (0..<8).map { UInt8(truncatingIfNeeded: number.bitPattern >> UInt64(8 * $0)) }
            }, withSize: true)
        writer.add(parts.decision.rule.rawValue)
        writer.add(UInt64(table.places))
        writer.add(UInt64(table.probes))
        writer.add(table.slots, withSize: false)
        writer.add(table.rows, withSize: true)
        return writer.finish(headerByteCount: headerByteCount)
    }
}
