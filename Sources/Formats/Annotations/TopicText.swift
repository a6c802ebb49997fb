package import DocumentModel

/// A text with the topics that somebody, or an earlier run, gave the whole of it: what models of topics learn from and
/// what topics are scored against.
///
/// ``TopicTextReader`` reads them.
package struct TopicText: Hashable, Sendable {
    /// The id in its file; nil when it has none.
    package var id: String?
    /// Where it begins in its file.
    package var line: Int
    /// The text: valid UTF-8.
    package var bytes: [UInt8]
    /// The title, when it has one: valid UTF-8.
    package var title: [UInt8]?
    /// What else the record holds, when that is kept.
    package var fields = Fields()
    /// Each once, in their order.
    package var labels: [String]
    /// Of those labels that have one.
    package var scores: [String: Double] = [:]
}
