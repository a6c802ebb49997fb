/// A place in a file that people read: line and column count from 1, columns count code points.
public struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
    /// The file as the user named it.
    public var file: String
    /// The line, from 1; nil when the whole file is meant.
    public var line: Int?
    /// The column in code points, from 1.
    public var column: Int?
    /// How many code points from `column` are meant; 1 when unknown.
    public var length: Int
    /// The text of the line, when it is known, to show below the message.
    public var excerpt: SourceExcerpt?

    /// Makes a location.
    public init(file: String, line: Int? = nil, column: Int? = nil, length: Int = 1, excerpt: SourceExcerpt? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.length = length
        self.excerpt = excerpt
    }

    /// `file:line:column`, as far as known.
    public var description: String {
        guard let line else { return file }
        guard let column else { return "\(file):\(line)" }
        return "\(file):\(line):\(column)"
    }
}

/// One line of source text, kept with a location so that a message can show it.
public struct SourceExcerpt: Hashable, Sendable {
    /// The line without its line end.
    public var line: String

    /// Keeps `line`.
    public init(line: String) { self.line = line }

    /// The numbered line and the caret line below it. Long lines are cut around the place.
    func lines(at location: SourceLocation) -> [String] {
        guard let number = location.line else { return [] }
        let label = String(repeating: " ", count: max(0, 5 - "\(number)".count)) + "\(number)"
        let blank = String(repeating: " ", count: label.count)
        let scalars = line.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) }
        let column = max(1, location.column ?? 1) - 1
        let start = column > 100 ? column - 60 : 0
        let shown = scalars.dropFirst(start).prefix(160)
        let lead = start > 0 ? "…" : ""
        let text = "\(label) | \(lead)\(String(shown))"
        guard location.column != nil else { return [text] }
        let marks = max(1, min(location.length, max(1, scalars.count - column), 100))
        let caret = "^" + String(repeating: "~", count: marks - 1)
        return [text, "\(blank) | \(String(repeating: " ", count: column - start + lead.count))\(caret)"]
    }
}
