import Analysis
import Foundation
import PipelineFile
import Plugins
import StageKit
import Testing

/// The stage with a trained model: alone, and beside the rules of a taxonomy.
@Suite struct ClassifyTopicsTests {
    // MARK: A taxonomy and models of our own

    private static let taxonomy = """
        taxonomy: own
        topics:
          - label: energy
            name: Energy
            code: medtop:20000256
            terms: {3: [kilowatt, crude], 1: [oil]}
            unless: cooking
          - label: sport
            terms: {3: [trophy], 2: [referee]}
          - label: shipping
            terms: {3: [container ship], 2: [harbour]}

        """

    private static let words = [
        "energy": ["oil", "gas", "pipeline", "crude", "refinery", "barrels", "opec"],
        "sport": ["match", "goal", "striker", "league", "coach", "penalty", "stadium"],
        "health": ["vaccine", "hospital", "virus", "doctors", "infection", "clinic", "patients"],
    ]
    private static let common = ["the", "of", "and", "in", "on", "said", "new", "after", "for", "with", "a", "at"]

    /// Texts of common words and words of one label, or of two or none.
    private static func examples(several: Bool) -> [TopicTrainer.Example] {
        var random = Numbers()
        let labels = words.keys.sorted()
        return (0..<150).map { i in
            var own = [labels[i % 3]]
            if several, i % 4 == 0 { own.append(labels[(i + 1) % 3]) }
            if several, i % 10 == 9 { own = [] }
            var text = (0..<10).map { _ in common[random.next(below: common.count)] }
            for label in own { for _ in 0..<3 { text.append(words[label]![random.next(below: 7)]) } }
            // A word that is not theirs, so that none tells all.
            text.append(words[labels[random.next(below: 3)]]![random.next(below: 7)])
            for i in text.indices { text.swapAt(i, random.next(below: text.count)) }
            return TopicTrainer.Example([Array(text.joined(separator: " ").utf8)], labels: own)
        }
    }

    /// The same numbers each time.
    private struct Numbers {
        private var state: UInt64 = 1

        mutating func next(below count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
    }

    private static let several = Task {
        try await TopicTrainer().train(examples(several: true)).file(manifest: Array("{}".utf8))
    }
    private static let one = Task {
        try await TopicTrainer().train(examples(several: false)).file(manifest: Array("{}".utf8))
    }

    /// A folder with the taxonomy and the models, removed at the end.
    private final class Folder: Sendable {
        let path: String

        init() async throws {
            path = FileManager.default.temporaryDirectory.path + "/textmill-classify-\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            try write(Data(taxonomy.utf8), "own.yaml")
            try write(Data(try await several.value), "several.topics")
            try write(Data(try await one.value), "one.topics")
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        func write(_ bytes: Data, _ name: String) throws { try bytes.write(to: URL(filePath: "\(path)/\(name)")) }

        func stage(_ change: (inout ClassifyTopics.Options) -> Void) throws -> ClassifyTopics {
            var options = ClassifyTopics.Options()
            options.taxonomy = "own.yaml"
            options.model = "several.topics"
            change(&options)
            return try ClassifyTopics(
                options,
                StageSetup(
                    stage: "topics", baseFolder: path, bundledFiles: bundledFiles,
                    readYAML: { try YAML.read(bytes: $0, file: $1) }))
        }

        /// What a document is given.
        func classify(
            _ text: String, title: String? = nil, _ change: (inout ClassifyTopics.Options) -> Void = { _ in }
        ) throws -> Document {
            var document = Document(id: "a", text, fields: title.map { ["title": .string($0)] } ?? [:])
            _ = try stage(change).process(&document)
            return document
        }

        /// What goes wrong when the stage is made, without the folder.
        func problems(_ change: (inout ClassifyTopics.Options) -> Void) -> [String] {
            do {
                return try stage(change).warnings.map(said)
            } catch {
                return error.diagnostics(code: "other", problem: "other").map(said)
            }
        }

        private func said(_ problem: Diagnostic) -> String {
            ([problem.description] + [problem.cause, problem.hint].compactMap(\.self)).joined(separator: " | ")
                .replacing(path + "/", with: "")
        }
    }

    /// A text that has the topic energy, and of which the model is not quite sure.
    private static func unsure() async throws -> String {
        let model = try TopicModel(try await several.value)
        let candidates = (words["energy"] ?? []).flatMap { one in
            ((words["sport"] ?? []) + (words["health"] ?? [])).map {
                "The new of and in on after the \(one) with a \($0)"
            }
        }
        return try #require(
            candidates.first { text in
                let energy = model.scores(text)[0]
                return energy.isGiven && energy.probability < 0.98
            }, "of all these texts the model is sure")
    }

    private func rounded(_ number: Double) -> Double { (number * 10_000).rounded() / 10_000 }

    private func labels(_ document: Document) -> [String] { document.topics.map(\.label) }

    // MARK: Combining

    /// Of the words only the rules know, of those only the model knows, and of both.
    private static let rulesOnly = "A kilowatt of power was sold for the new referee."
    private static let modelOnly = "The gas of the new pipeline and the refinery, said OPEC."
    private static let both = "The crude of the new pipeline and the refinery, after a kilowatt."

    @Test(arguments: [
        (ClassifyTopics.Combine.rules, [["energy"], [], ["energy"]]), (.model, [[], ["energy"], ["energy"]]),
        (.both, [["energy"], ["energy"], ["energy"]]),
    ])
    func `rules, a model or both give topics`(combine: ClassifyTopics.Combine, expected: [[String]]) async throws {
        let folder = try await Folder()
        let found = try [Self.rulesOnly, Self.modelOnly, Self.both].map { text in
            try labels(folder.classify(text) { $0.combine = combine })
        }
        #expect(found == expected)
    }

    @Test func `a topic says which part gave it, and with what scores`() async throws {
        let folder = try await Folder()
        let model = try TopicModel(try await Self.several.value)
        func parts(_ text: String, _ combine: ClassifyTopics.Combine = .both) throws -> Topic {
            try #require(try folder.classify(text) { $0.combine = combine }.topics.first)
        }
        func probability(_ text: String) -> Double { rounded(model.scores(text)[0].probability) }

        let rules = try parts(Self.rulesOnly)
        #expect(rules.ruleScore == rules.score && rules.modelScore == probability(Self.rulesOnly))
        #expect(rules.provenance.rule == "own" && rules.evidence.allSatisfy { !$0.isOfModel })

        let alone = try parts(Self.modelOnly)
        #expect(alone.ruleScore == nil && alone.modelScore == alone.score && alone.score == probability(Self.modelOnly))
        #expect(alone.provenance.rule == "model several.topics" && alone.evidence.allSatisfy(\.isOfModel))
        #expect(alone.name == "Energy" && alone.code == "medtop:20000256", "as the taxonomy calls it")

        let joined = try parts(Self.both)
        let (r, m) = (try #require(joined.ruleScore), try #require(joined.modelScore))
        #expect(try r == parts(Self.both, .rules).score && m == probability(Self.both))
        #expect(joined.score == rounded(r + m - r * m) && joined.score > max(r, m))
        #expect(joined.provenance.rule == "own, model several.topics")
        #expect(Set(joined.evidence.map(\.isOfModel)) == [true, false])

        let only = try parts(Self.both, .model)
        #expect(only.score == m && only.modelScore == m && only.ruleScore == nil)
        #expect(only.provenance.rule == "model several.topics" && only.evidence.allSatisfy(\.isOfModel))

        let without = try parts(Self.both, .rules)
        #expect(without.ruleScore == nil && without.modelScore == nil, "no model was asked")
    }

    @Test func `the evidence of both adds up to the score`() async throws {
        let folder = try await Folder()
        let model = try TopicModel(try await Self.several.value)
        let text = "The crude of the pipeline, after a kilowatt."
        let topic = try #require(try folder.classify(text).topics.first)
        let r = try #require(topic.ruleScore)
        let base = model.read([Array(text.utf8)]) { $0.reasons(for: 0).base }
        let sum = topic.evidence.reduce(0) { $0 + $1.weight }
        #expect(topic.evidence.count(where: \.isOfModel) < 12, "none was left out")
        #expect(abs(sum + (1 - r) * base - topic.score) < 0.002, "\(sum) and \(base) for \(topic.score)")
    }

    @Test func `a model gives what the rules rule out, and labels that the taxonomy does not know`() async throws {
        let folder = try await Folder()
        let cooking =
            "The crude of the new pipeline and the refinery for cooking, said doctors at the clinic of patients."
        #expect(try labels(folder.classify(cooking) { $0.combine = .rules }) == [])
        let topics = try folder.classify(cooking).topics
        #expect(Set(topics.map(\.label)) == ["energy", "health"])
        let health = try #require(topics.first { $0.label == "health" })
        #expect(health.name == nil && health.code == nil)
        // What rules and model nearly give is told no more once one gives it.
        let all = try folder.classify(cooking) { $0.missed = .all }
        #expect(Set((all.topics + all.missedTopics).map(\.label)).count == all.topics.count + all.missedTopics.count)
        #expect(all.missedTopics.map(\.label).sorted() == ["shipping", "sport"])
    }

    @Test func `the highest scores stay, whoever gives them`() async throws {
        let folder = try await Folder()
        let text = "The gas of the pipeline and the refinery, said OPEC on a container ship in the harbour."
        let all = try folder.classify(text).topics
        #expect(Set(all.map(\.label)) == ["energy", "shipping"])
        #expect(all.map(\.score) == all.map(\.score).sorted(by: >))
        let most = try folder.classify(text) { $0.maxTopics = 1 }.topics
        #expect(most == [all[0]])
    }

    @Test func `a threshold holds for rules and model alike`() async throws {
        let folder = try await Folder()
        #expect(try labels(folder.classify(Self.rulesOnly) { $0.threshold = 0.99 }) == [])
        #expect(try await labels(folder.classify(Self.unsure())).contains("energy"))
        #expect(try await !labels(folder.classify(Self.unsure()) { $0.threshold = 0.99 }).contains("energy"))
        // With 0 every label of the model is given, and what the rules found anything for.
        let all = try folder.classify(Self.rulesOnly) { $0.threshold = 0 }
        #expect(Set(labels(all)) == ["energy", "health", "sport"])
        let one = try folder.classify(Self.modelOnly) {
            $0.model = "one.topics"
            $0.combine = .model
            $0.threshold = 0
        }
        #expect(Set(labels(one)) == ["energy", "health", "sport"] && one.topics[0].label == "energy")
    }

    // MARK: Evidence

    @Test func `a model's evidence speaks for a topic and against it, with the places in text and title`() async throws
    {
        let folder = try await Folder()
        let title = "Öl 🛢 — crude oil, gas"
        let text =
            "Ḋie the gas ﬁeld of the coach: OIL refinery, pipeline and striker, the “match” of barrels 👩‍👩‍👧 at the league."
        let document = try folder.classify(text, title: title) { $0.combine = .model }
        let energy = try #require(document.topics.first { $0.label == "energy" })
        #expect(energy.evidence.allSatisfy { $0.isOfModel })
        let against = energy.evidence.filter { $0.weight < 0 }
        let found = energy.evidence.filter { $0.weight > 0 }
        #expect((1...12).contains(found.count) && (1...6).contains(against.count))
        var surfaces: [String: String] = [:]
        for piece in energy.evidence {
            let place = piece.field == nil ? document.text : Text(title)
            #expect(piece.field == nil || piece.field == "title")
            try #require(place.isValid(piece.span))
            #expect(place[piece.span].lowercased() == piece.term)
            surfaces["\(piece.field ?? "") \(piece.term)"] = piece.weight > 0 ? "for" : "against"
        }
        #expect(surfaces["title gas"] == "for" && surfaces[" pipeline"] == "for" && surfaces[" striker"] == "against")
        #expect(surfaces[" oil"] == "for", "\(surfaces)")
        // In text order, the title first.
        let order = energy.evidence.map { ($0.field == nil ? 1 : 0, $0.span.start) }
        #expect(zip(order, order.dropFirst()).allSatisfy { $0 <= $1 })
    }

    // MARK: Near misses

    @Test func `what the model nearly gives is told with what it lacks`() async throws {
        let folder = try await Folder()
        let model = try TopicModel(try await Self.several.value)
        let least = try #require(model.leastProbability)
        func hundredths(_ number: Double) -> String { String(format: "%.2f", number) }
        // A text in which both are half-way: the rules by a term of weight 2, the model by a word of many.
        let words = Self.words
        let candidates = (words["sport"] ?? []).flatMap { one in
            ((words["energy"] ?? []) + (words["health"] ?? [])).flatMap { other in
                ["", " and the \(other)", " and the \(other) of the \(other)"].map {
                    "The referee, new in the \(one)\($0)"
                }
            }
        }
        let near = try #require(
            candidates.first { text in
                let sport = model.scores(text)[2]
                return !sport.isGiven && 2 * sport.probability >= least
            }, "no text is a near miss of this model")
        let document = try folder.classify(near) { $0.missed = .near }
        let sport = try #require(document.missedTopics.first { $0.label == "sport" })
        let p = model.scores(near)[2].probability
        #expect(sport.modelScore == rounded(p) && sport.ruleScore != nil)
        #expect(sport.score == max(sport.ruleScore ?? 0, rounded(p)))
        #expect(
            sport.shortfall
                == "rules: scored 0.45 of 0.5: 0.5 points are missing; "
                + "model: probability \(hundredths(p)) of \(hundredths(least))")
        #expect(Set(sport.evidence.map(\.isOfModel)) == [true, false])
        #expect(sport.provenance.rule == "own, model several.topics")
        let all = try folder.classify(Self.both) { $0.missed = .all }.missedTopics
        #expect(Set(all.map(\.label)) == ["health", "shipping", "sport"])
        #expect(all.map(\.score) == all.map(\.score).sorted(by: >) && all.last?.label == "shipping", "the surest first")

        let alone = try folder.classify(near) {
            $0.missed = .near
            $0.combine = .model
        }
        #expect(
            alone.missedTopics.first { $0.label == "sport" }?.shortfall
                == "model: probability \(hundredths(p)) of \(hundredths(least))")
    }

    @Test func `a probability just below its threshold is told with digits that differ`() async throws {
        let folder = try await Folder()
        let model = try TopicModel(try await Self.several.value)
        let text = try await Self.unsure()
        let probability = model.scores(text)[0].probability
        let threshold = rounded(probability) + 0.0002
        let document = try folder.classify(text) {
            $0.combine = .model
            $0.missed = .near
            $0.threshold = threshold
        }
        let energy = try #require(document.missedTopics.first { $0.label == "energy" })
        #expect(energy.shortfall == String(format: "model: probability %.4f of %.4f", probability, threshold))
    }

    @Test func `a near miss of the rules alone says what the model thinks`() async throws {
        let folder = try await Folder()
        let model = try TopicModel(try await Self.several.value)
        // Shipping is no label of the model; energy is ruled out, and the model is far from it.
        let text =
            "The container of the harbour. A kilowatt for cooking, said the doctors of the clinic and the hospital."
        let document = try folder.classify(text) { $0.missed = .near }
        #expect(labels(document) == ["health"])
        let missed = Dictionary(uniqueKeysWithValues: document.missedTopics.map { ($0.label, $0) })
        #expect(Set(missed.keys) == ["energy", "shipping"])
        #expect(missed["shipping"]?.modelScore == nil && missed["shipping"]?.ruleScore == missed["shipping"]?.score)
        #expect(missed["energy"]?.modelScore == rounded(model.scores(text)[0].probability))
        #expect(missed["energy"]?.shortfall == "ruled out by 'cooking'")
        #expect(missed["energy"]?.provenance.rule == "own")
    }

    @Test func `a model that gives one topic says which`() async throws {
        let folder = try await Folder()
        let document = try folder.classify(Self.modelOnly) {
            $0.model = "one.topics"
            $0.combine = .model
            $0.missed = .all
        }
        #expect(labels(document) == ["energy"])
        #expect(document.missedTopics.map(\.label).sorted() == ["health", "sport"])
        for topic in document.missedTopics {
            #expect(topic.shortfall?.hasPrefix("model: probability 0.") == true)
            #expect(
                topic.shortfall?.hasSuffix(", and it gives one topic, 'energy'") == true, "\(topic.shortfall ?? "")")
        }
    }

    // MARK: Texts that a model cannot judge

    @Test(arguments: ["several.topics", "one.topics"])
    func `an empty text gets no topic, and no near miss`(model: String) async throws {
        let folder = try await Folder()
        for text in ["", " \n\t", "— … 👩‍👩‍👧"] {
            for threshold in [nil, 0.0] {
                let document = try folder.classify(text, title: "") {
                    $0.model = Path(stringLiteral: model)
                    $0.missed = .near
                    $0.threshold = threshold
                }
                #expect(document.topics == [] && document.missedTopics == [], "\(text.debugDescription)")
            }
            let all = try folder.classify(text) {
                $0.model = Path(stringLiteral: model)
                $0.missed = .all
                $0.combine = .model
            }
            #expect(all.missedTopics.map(\.shortfall) == Array(repeating: "model: the text has no words", count: 3))
        }
        // The title is text too.
        let titled = try folder.classify("", title: "The gas of the new pipeline and the refinery") {
            $0.model = Path(stringLiteral: model)
        }
        #expect(labels(titled) == ["energy"] && titled.topics[0].evidence.allSatisfy { $0.field == "title" })
    }

    @Test(arguments: [
        "Der Minister sprach gestern über die neuen Preise für Strom und Wärme in Berlin, und gas kostet mehr.",
        "石油价格上涨,天然气管道和炼油厂的新消息,欧佩克表示。oil",
        "Giá dầu tăng ở Hà Nội hôm nay, theo Bộ Công Thương và các doanh nghiệp nhà nước; oil",
        "Нефть и газ подорожали после новой встречи министров в Вене на этой неделе, oil",
        "ارتفعت أسعار النفط والغاز بعد اجتماع الوزراء في فيينا هذا الأسبوع oil",
    ])
    func `a text in another language or script gets no topic of the model, and the rules' topics all the same`(
        text: String
    ) async throws {
        let folder = try await Folder()
        for threshold in [nil, 0.0] {
            let document = try folder.classify(text) {
                $0.combine = .model
                $0.threshold = threshold
                $0.missed = .near
            }
            #expect(document.topics == [] && document.missedTopics == [])
        }
        let all = try folder.classify(text) {
            $0.combine = .model
            $0.missed = .all
        }
        for topic in all.missedTopics {
            #expect(topic.shortfall?.hasPrefix("model: it learned only ") == true, "\(topic)")
        }
        let ruled = try folder.classify(text + " Trophy, trophy.")
        #expect(labels(ruled) == ["sport"] && ruled.topics[0].provenance.rule == "own")
    }

    @Test func `of a gigantic text the first words count, and the places are right`() async throws {
        let folder = try await Folder()
        // 300,000 words of one topic, and then as many of another: the model reads 131,072.
        let one = String(repeating: "the oil and gas of the new pipeline ", count: 37_500)
        let other = String(repeating: "the striker and coach of the new match ", count: 37_500)
        let document = try folder.classify(one + other, title: String(repeating: "new ", count: 10)) {
            $0.missed = .all
            $0.combine = .model
        }
        #expect(labels(document) == ["energy"])
        for topic in document.topics + document.missedTopics {
            #expect(topic.evidence.count <= 18)
            for piece in topic.evidence where piece.field == nil {
                #expect(document.text.isValid(piece.span) && piece.span.end < one.utf8.count)
            }
        }
        // A gigantic title takes the place of all the text, and no more.
        let titled = try folder.classify("The striker and the coach of the match.", title: one) { $0.combine = .model }
        #expect(labels(titled) == ["energy"])
        // One word of many megabytes, and many that are all different.
        let word = String(repeating: "oil", count: 3_000_000)
        #expect(try labels(folder.classify(word) { $0.combine = .model }) == [])
        let different = (0..<200_000).map { "w\($0)x" }.joined(separator: " ")
        #expect(try labels(folder.classify(different) { $0.combine = .model }) == [])
    }

    // MARK: Files

    @Test func `a model for another taxonomy is told, and single labels that it does not know`() async throws {
        let folder = try await Folder()
        #expect(
            folder.problems { _ in } == [
                "warning[foreign-labels]: the model 'several.topics' has labels that are no topics of 'own': 'health' | "
                    + "documents get them as they are, without name and code"
            ])
        try folder.write(
            Data("taxonomy: games\ntopics:\n  - label: chess\n    terms: {3: [chess]}\n".utf8), "games.yaml")
        let other = folder.problems { $0.taxonomy = "games.yaml" }
        #expect(other.count == 1)
        #expect(other[0].contains("the model 'several.topics' is for another taxonomy: it has no topic of 'games'"))
        #expect(other[0].contains("its labels are 'energy', 'health', 'sport'"))
        #expect(folder.problems { $0.combine = .rules } == [], "the model is not asked")
    }

    @Test func `a model for another taxonomy is told beside the shipped one too`() async throws {
        let folder = try await Folder()
        let own = Self.examples(several: false).map { example in
            TopicTrainer.Example(example.texts, labels: example.labels.map { "own-\($0)" })
        }
        try folder.write(Data(try await TopicTrainer().train(own).file(manifest: [])), "own.topics")
        func problems(_ model: String, _ combine: ClassifyTopics.Combine) -> [String] {
            folder.problems {
                $0.taxonomy = "news"
                $0.model = Path(stringLiteral: model)
                $0.combine = combine
            }
        }
        #expect(problems("own.topics", .both).count == 1)
        #expect(
            problems("own.topics", .both).first?.contains(
                "the model 'own.topics' is for another taxonomy: it has no topic of 'news'") == true)
        // Whoever wants the model's labels alone need not care for a taxonomy.
        #expect(problems("own.topics", .model) == [])
        #expect(problems("several.topics", .both) == [], "energy, health and sport are topics of both")
        #expect(problems("news", .both) == [])
    }

    @Test func `a model asks the rules that it learned with, and says when they are others`() async throws {
        let folder = try await Folder()
        let node = try YAML.read(bytes: Array(try Data(contentsOf: Self.news)), file: "news.yaml")
        let news = try TaxonomyFile.read(node).taxonomy
        var other = news
        other.topics.removeLast()
        for (name, taxonomy) in [("now", news), ("before", other)] {
            let rules = RuleFeatures(taxonomy)
            let outcome = try await TopicTrainer(TopicTrainer.Options(), rules: rules).train(
                Self.examples(several: true))
            try folder.write(Data(outcome.file(manifest: [])), "\(name).topics")
        }
        func problems(_ model: String) -> [String] {
            folder.problems {
                $0.taxonomy = "news"
                $0.model = Path(stringLiteral: model)
            }
        }
        #expect(problems("now.topics") == [])
        let problems = problems("before.topics")
        #expect(problems.count == 1)
        #expect(
            problems.first?.contains(
                "the model 'before.topics' learned with other rules than this program's taxonomy 'news' has") == true)
        // None of the words was learned from: the terms of 'news' alone speak.
        let text = "Kerosene, petrol, electricity and the natural gas of a power plant, after the new of and in."
        let topics = try folder.classify(text) {
            $0.model = "now.topics"
            $0.combine = .model
            $0.threshold = 0
        }.topics
        let energy = try #require(topics.first { $0.label == "energy" })
        #expect(energy.evidence.contains { $0.term.hasPrefix("topic ") && $0.isOfModel })
    }

    @Test func `the built-in model learned with the rules of this program`() throws {
        let node = try YAML.read(bytes: Array(try Data(contentsOf: Self.news)), file: "news.yaml")
        let identity = RuleFeatures(try TaxonomyFile.read(node).taxonomy).identity
        // 'make models' makes it again.
        #expect(TopicModel.shipped.rulesIdentity == identity)
    }

    private static let news = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Plugins/ClassifyTopics/news.yaml")

    @Test func `a file that is no whole model of this version is refused, with its name`() async throws {
        let folder = try await Folder()
        let whole = try await Self.several.value
        func problems(_ bytes: [UInt8]) throws -> [String] {
            try folder.write(Data(bytes), "bad.topics")
            return folder.problems { $0.model = "bad.topics" }
        }
        #expect(
            try problems([]) == [
                "bad.topics: error[not-a-topic-model]: 'bad.topics' is no model of topics | it does not begin as one | "
                    + "'textmill train topics' writes one"
            ])
        #expect(
            try problems(Array("taxonomy: own\n".utf8)) == [
                "bad.topics: error[not-a-topic-model]: 'bad.topics' is no model of topics | it does not begin as one | "
                    + "'textmill train topics' writes one"
            ])
        #expect(
            try problems(Array(whole.prefix(whole.count / 2))) == [
                "bad.topics: error[damaged-topic-model]: the model of topics 'bad.topics' is not whole | it has "
                    + "\(whole.count / 2) bytes, its header says \(whole.count) | train it again, or get it anew"
            ])
        var garbled = whole
        garbled[whole.count / 2] ^= 0x40
        #expect(
            try problems(garbled) == [
                "bad.topics: error[damaged-topic-model]: the model of topics 'bad.topics' is damaged | its bytes are not the "
                    + "ones that were written | train it again, or get it anew"
            ])
        var newer = whole
        newer[8] = 9
        #expect(
            try problems(newer) == [
                "bad.topics: error[wrong-version]: 'bad.topics' is a model of topics of another version | it has version 9, "
                    + "this program reads version 2 | train it again with this program"
            ])
        #expect(
            folder.problems { $0.model = "none.topics" } == [
                "error[unreadable-file]: cannot read 'none.topics' | no such file | read by 'topics'; relative paths start "
                    + "from the pipeline file's folder"
            ])
        #expect(folder.problems { $0.model = "." }.first?.contains("error[unreadable-file]: cannot read") == true)
    }
}
