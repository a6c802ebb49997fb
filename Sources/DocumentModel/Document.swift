import Diagnostics

/// One article on its way through a pipeline.
///
/// Read this file first: what flows, and the rule that text may be cleaned only before it is annotated.
public struct Document: Sendable {
    /// The same in every run: from the source (path, feed GUID, record key), never from order or time.
    public let id: String
    /// Where it came from.
    public let origin: Origin
    /// The text as it came, decoded; never changes.
    public let original: Text
    /// The current text; spans of regions and annotations are UTF-8 byte offsets into it.
    public private(set) var text: Text
    /// How ``text`` came from ``original``.
    public private(set) var alignment: Alignment
    /// Title, published, agency, language, url … in the order in which they came.
    public var fields: Fields
    /// Headline, caption, dateline, body, sign-off, in text order.
    public var regions: [Region]
    /// The sentences, in text order.
    public var sentences: [Span]
    /// The tokens, in text order.
    public var tokens: [Span]
    /// The names, in text order; they may overlap.
    public var entities: [Entity]
    /// The acronyms and other names that the text explains, in the order of their short forms.
    public var aliases: [Alias]
    /// The dates and times, in text order.
    public var dates: [DateExpression]
    /// The sums, shares, quantities and numbers, in text order.
    public var amounts: [Amount]
    /// The topics, the highest score first.
    public var topics: [Topic]
    /// Topics that it nearly has or has not, when a stage was asked for them: each with its ``Topic/shortfall``.
    public var missedTopics: [Topic] = []

    /// Makes a document as a source does: with its text and fields, without any annotation.
    public init(id: String, origin: Origin, text: Text, fields: Fields = Fields()) {
        self.id = id
        self.origin = origin
        original = text
        self.text = text
        alignment = Alignment()
        self.fields = fields
        regions = []
        sentences = []
        tokens = []
        entities = []
        aliases = []
        dates = []
        amounts = []
        topics = []
    }

    /// Makes a document that has no source, for tests and examples.
    public init(id: String = "document", _ text: String, fields: Fields = Fields()) {
        let bytes = Array(text.utf8)
        self.init(
            id: id, origin: Origin(uri: id, source: SourceBytes(bytes)), text: Text(validated: bytes), fields: fields)
    }

    /// Whether any stage has annotated the text; cleaning is then refused. Regions move along and do not count.
    public var isAnnotated: Bool {
        !(sentences.isEmpty && tokens.isEmpty && entities.isEmpty && aliases.isEmpty && dates.isEmpty
            && amounts.isEmpty)
            || topics.contains { $0.evidence.contains { $0.field == nil } }
            || missedTopics.contains { $0.evidence.contains { $0.field == nil } }
    }

    /// Changes the text; the alignment records every edit, regions move along.
    ///
    /// - Parameter edits: sorted by span, not overlapping, on scalar boundaries; replacements are valid UTF-8.
    /// - Throws: ``Diagnostic`` `annotated-text` when the text is annotated, `bad-edit` when an edit breaks the rules.
    /// - Complexity: O(*n* + *e*) for *n* bytes and *e* edits.
    public mutating func edit(_ edits: [TextEdit]) throws {
        guard !edits.isEmpty else { return }
        try checkUnannotated()
        var result: [UInt8] = []
        result.reserveCapacity(text.byteCount)
        var done = 0
        for edit in edits {
            guard edit.span.start >= done, text.isValid(edit.span), Text(validating: edit.replacement) != nil else {
                throw Diagnostic(
                    "bad-edit", "an edit of bytes \(edit.span) overlaps, is out of order or splits a character",
                    document: id)
            }
            result += text.bytes[done..<edit.span.start]
            result += edit.replacement
            done = edit.span.end
        }
        result += text.bytes[done...]
        replaceText(Text(validated: result), Alignment(edits: edits))
    }

    /// Replaces the text by one whose alignment with the present text is known, as a cleaning kernel makes it.
    ///
    /// Nothing is checked but that the text may change at all: ``edit(_:)`` is for edits from outside.
    ///
    /// - Throws: ``Diagnostic`` `annotated-text` when the text is annotated.
    package mutating func replaceText(_ new: Text, aligned change: Alignment) throws {
        try checkUnannotated()
        replaceText(new, change)
    }

    private func checkUnannotated() throws {
        guard !isAnnotated else {
            throw Diagnostic(
                "annotated-text", "the text cannot be changed after it was annotated", document: id,
                hint: "put the cleaning stages before the stages that annotate")
        }
    }

    private mutating func replaceText(_ new: Text, _ change: Alignment) {
        text = new
        alignment = alignment.followed(by: change)
        for i in regions.indices { regions[i].span = change.current(of: regions[i].span) }
    }

    /// The span of the original text that a span of the current text came from.
    public func original(of span: Span) -> Span { alignment.original(of: span) }
}
