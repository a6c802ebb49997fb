import TextKernel

/// Clusters of words that stand between the same words: learned from raw text by exchange.
///
/// - SeeAlso: Kneser and Ney, "Improved clustering techniques for class-based statistical language modelling",
///   Eurospeech 1993; Martin, Liermann and Ney, "Algorithms for bigram and trigram word clustering", 1998.
package struct WordClusters {
    /// No text yet.
    package init() {}

    /// Adds raw text.
    package mutating func add(_ text: [UInt8]) {}

    /// The words, each with the numbers of its clusters.
    package func learn() -> [(word: [UInt8], clusters: Lexicon.Clusters)] { [] }
}
