import TextKernel

/// One run of the trainer over the data; several may run at the same time.
struct RunPlan: Sendable {
    let corpus: TrainingCorpus
    let dev: TrainingCorpus
    let tags: TagSet
    let featureCount: Int
    let options: EntityTrainer.Options
    let dropout: Float

    /// Learns from the beginning, and says how many epochs it took.
    func run(_ run: Int, _ progress: @Sendable (EntityTrainer.Progress) -> Void) -> (ChainLearner, Int) {
        let seed = options.seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(run) &* 0xD1B5_4A32_D192_ED03
        let learner = ChainLearner(labels: tags.labels.count, featureCount: featureCount, seed: seed)
        var random = Shuffle(state: ~seed)
        var order = corpus.sentences.indices.filter { corpus.sentences[$0].weight > 0 }
        var falling = Falling(rate: options.rate, steps: order.count * max(options.epochs, 1))
        var best = -1.0
        var bestEpoch = 0
        var last = max(options.epochs, 1)
        var epoch = 0
        while epoch < last {
            epoch += 1
            random.shuffle(&order)
            for number in order {
                let sentence = corpus.sentences[number]
                let settings = ChainLearner.Settings(
                    rate: falling.next(), dropout: dropout, identityDropout: options.identityDropout,
                    identities: TaggerFeatures.identities)
                _ = learner.learn(
                    features: corpus.features, sentence.features, ends: corpus.ends, tokens: sentence.tokens,
                    tags: corpus.tags, masks: corpus.masks, masksFrom: sentence.masks, weight: sentence.weight, settings
                )
            }
            let score = dev.sentences.isEmpty ? nil : scores(learner).all.f1
            progress(EntityTrainer.Progress(run: run + 1, epoch: epoch, score: score))
            guard let score else { continue }
            if score > best { (best, bestEpoch) = (score, epoch) }
            if epoch - bestEpoch == options.patience, epoch + Self.ending < last {
                // It gets no better at this rate. The rate falls to nothing sooner, which is what makes weights settle.
                last = epoch + Self.ending
                falling.end(in: order.count * Self.ending)
            }
        }
        return (learner, epoch)
    }

    /// The epochs in which a run that gets no better comes to its end.
    private static let ending = 3

    /// A rate that falls from step to step, in a line, to a hundredth of the first.
    private struct Falling {
        private let least: Float
        private var rate: Float
        private var fall: Float

        init(rate: Float, steps: Int) {
            least = rate * 0.01
            self.rate = rate
            fall = rate / Float(max(steps, 1))
        }

        mutating func next() -> Float {
            defer { rate = max(rate - fall, 0) }
            return rate + least
        }

        mutating func end(in steps: Int) { fall = rate / Float(max(steps, 1)) }
    }

    /// The scores of the weights as they are on the development set.
    func scores(_ learner: ChainLearner) -> SpanScores {
        var scores = SpanScores()
        for sentence in dev.sentences {
            let path = learner.path(
                features: dev.features, sentence.features, ends: dev.ends, tokens: sentence.tokens)
            scores.add(
                found: tags.entities(path[...]).map { ($0.tokens, tags.labels[$0.label]) },
                there: tags.entities(dev.tags[sentence.tokens]).map {
                    (
                        ($0.tokens.lowerBound - sentence.tokens.lowerBound)..<($0.tokens.upperBound
                            - sentence.tokens.lowerBound), tags.labels[$0.label]
                    )
                })
        }
        return scores
    }

    /// Random orders; the same on every machine.
    private struct Shuffle {
        var state: UInt64

        mutating func shuffle(_ order: inout [Int]) {
            guard order.count > 1 else { return }
            for i in stride(from: order.count - 1, to: 0, by: -1) {
                state &+= 0x9E37_79B9_7F4A_7C15
                var z = state
                z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
                z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
                order.swapAt(i, Int((z ^ z >> 31).multipliedFullWidth(by: UInt64(i + 1)).high))
            }
        }
    }
}

extension TagSet {
    /// The entities that tags stand for: ranges in the indices of `tags`.
    func entities(_ tags: ArraySlice<UInt8>) -> [(tokens: Range<Int>, label: Int)] {
        var entities: [(tokens: Range<Int>, label: Int)] = []
        var start = tags.startIndex
        for i in tags.indices {
            let tag = Int(tags[i])
            guard tag != outside, let label = label(of: tag) else { continue }
            if begins(tag) { start = i }
            if ends(tag) { entities.append((start..<(i + 1), label)) }
        }
        return entities
    }
}
