/// Who made an annotation, and by what: enough for `explain` to show why it is there.
public struct Provenance: Hashable, Sendable {
    /// The name of the stage, as in the pipeline file.
    public var stage: String
    /// The rule, list or model feature: `countries.tsv`, `dateline`, `month-day`.
    public var rule: String
    /// The line of the list, from 1, when the rule is one.
    public var line: Int?
    /// What else explains it, in words.
    public var detail: String?

    /// Names the maker.
    public init(stage: String, rule: String, line: Int? = nil, detail: String? = nil) {
        self.stage = stage
        self.rule = rule
        self.line = line
        self.detail = detail
    }
}
