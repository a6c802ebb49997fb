/// What steps a way from a short form's letters to its long form's takes.
struct AcronymSteps: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    /// A stop word or a number is passed over, or begins the long form.
    static let stopWords = AcronymSteps(rawValue: 1)
    /// A letter begins a part of a word, after a hyphen or digit.
    static let parts = AcronymSteps(rawValue: 2)
    /// Two letters stand side by side.
    static let consecutive = AcronymSteps(rawValue: 4)
    /// A letter begins a part that words are often made of.
    static let wordParts = AcronymSteps(rawValue: 8)
    /// Any letter inside a word whose first letter is used.
    static let innerLetters = AcronymSteps(rawValue: 16)
    /// A word is passed over.
    static let skippedWords = AcronymSteps(rawValue: 32)
    /// A word's first letter is not used, but an inner one is.
    static let headlessWords = AcronymSteps(rawValue: 64)
    /// Words follow after the last letter that is used.
    static let trailingWords = AcronymSteps(rawValue: 128)
}

/// The ways to make a short form, from the surest on; each match has the first that allows all its steps.
enum AcronymStrategy: String, Sendable, CaseIterable, Comparable {
    case firstLetters = "first-letters"
    case stopWords = "first-letters-but-stop-words"
    case parts = "letters-of-parts"
    case consecutive = "consecutive-letters"
    case wordParts = "letters-of-word-parts"
    case innerLetters = "inner-letters"
    case skippedWords = "skipped-words"
    case any = "any-letters"
    /// The chemist's symbol of an element.
    case symbol = "chemical-symbol"
    /// One word, its first letter, and a number that is not in it: `oestradiol (E2)`.
    case numbered = "letter-and-number"

    /// The first strategy that allows all of `steps`.
    init(_ steps: AcronymSteps) {
        if steps.isEmpty {
            self = .firstLetters
        } else if steps == .stopWords {
            self = .stopWords
        } else if steps.isSubset(of: [.stopWords, .parts]) {
            self = .parts
        } else if steps.isSubset(of: [.stopWords, .parts, .consecutive]) {
            self = .consecutive
        } else if steps.isSubset(of: [.stopWords, .parts, .consecutive, .wordParts]) {
            self = .wordParts
        } else if steps.isSubset(of: [.stopWords, .parts, .consecutive, .wordParts, .innerLetters]) {
            self = .innerLetters
        } else if steps.isDisjoint(with: [.headlessWords, .trailingWords]) {
            self = .skippedWords
        } else {
            self = .any
        }
    }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    /// The surer one first.
    static func < (a: Self, b: Self) -> Bool { a.order < b.order }
}

extension AcronymStrategy {
    /// The estimated share of right pairs among those that this strategy finds for short forms of so many elements.
    func precision(elements: Int) -> Double {
        let row: [Double] =
            switch self {
            case .firstLetters: [0.90, 0.98, 0.99, 0.99, 0.99]
            case .stopWords: [0.80, 0.95, 0.98, 0.99, 0.99]
            case .parts: [0.80, 0.95, 0.98, 0.99, 0.99]
            case .consecutive: [0.80, 0.93, 0.97, 0.98, 0.98]
            case .wordParts: [0.70, 0.93, 0.96, 0.98, 0.98]
            case .innerLetters: [0.30, 0.60, 0.85, 0.95, 0.97]
            case .skippedWords: [0.30, 0.60, 0.80, 0.90, 0.93]
            case .any: [0.20, 0.30, 0.65, 0.80, 0.95]
            case .symbol: [0.95, 0.95, 0.95, 0.95, 0.95]
            case .numbered: [0.80, 0.80, 0.80, 0.80, 0.80]
            }
        return row[min(max(elements, 1), row.count) - 1]
    }
}
