import ArgumentParser
import Formats

/// How texts with their topics are written.
enum TopicDataFormat: String, CaseIterable, ExpressibleByArgument {
    /// JSON Lines when the first character is `{`, else fastText's.
    case auto
    /// A JSON object a line.
    case jsonl
    /// A text a line, its labels before it: `__label__energy __label__trade Oil prices rose`.
    case fasttext

    /// The format as the reader calls it; nil when the file decides.
    var form: TopicTextReader.Settings.Form? {
        switch self {
        case .auto: nil
        case .jsonl: .jsonLines
        case .fasttext: .fastText
        }
    }
}
