/// One problem, said once and for everybody: what is wrong, where, why, and what to try next.
///
/// Libraries throw it; only the command line prints it (``rendered(sources:)``).
public struct Diagnostic: Error, Hashable, Sendable {
    /// How bad it is. Only an error stops anything.
    public enum Severity: String, Sendable, CaseIterable {
        case error, warning, note
    }

    public var severity: Severity
    /// A stable name of the kind of problem, such as `unknown-option`; part of the interface.
    public var code: String
    /// One plain sentence without a full stop, in the user's words.
    public var problem: String
    /// Where it is, when it is in a file.
    public var location: SourceLocation?
    /// The `id` of the document concerned, if one is.
    public var document: String?
    /// The error underneath, in one line.
    public var cause: String?
    /// The next thing to try.
    public var hint: String?

    /// Makes a diagnostic; `severity` is an error unless said otherwise.
    public init(
        _ code: String, _ problem: String, at location: SourceLocation? = nil, severity: Severity = .error,
        document: String? = nil, cause: String? = nil, hint: String? = nil
    ) {
        self.code = code
        self.problem = problem
        self.location = location
        self.severity = severity
        self.document = document
        self.cause = cause
        self.hint = hint
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `file:line:column: error[code]: problem`, without excerpt, cause and hint.
    public var description: String {
        let place = location.map { "\($0): " } ?? ""
        return "\(place)\(severity.rawValue)[\(code)]: \(problem)"
    }

    /// The full text for people: the first line, the source line with a caret, cause and hint; without a line end.
    public func rendered() -> String {
        var lines = [description]
        if let location, let excerpt = location.excerpt { lines += excerpt.lines(at: location) }
        if let document { lines.append("  document: \(document)") }
        if let cause { lines.append("  cause: \(cause)") }
        if let hint { lines.append("  hint: \(hint)") }
        return lines.joined(separator: "\n")
    }
}

/// Several problems found together, as a compiler reports them.
public struct Diagnostics: Error, Hashable, Sendable {
    /// The problems in the order of their places.
    public var list: [Diagnostic]

    /// Gathers problems.
    public init(_ list: [Diagnostic]) { self.list = list }

    /// Whether one of them is an error.
    public var hasErrors: Bool { list.contains { $0.severity == .error } }
}

extension Error {
    /// This error as diagnostics: its own when it is one, otherwise one with `code` and its description as the cause.
    public func diagnostics(code: String, problem: String, at location: SourceLocation? = nil) -> [Diagnostic] {
        switch self {
        case let one as Diagnostic: [one]
        case let many as Diagnostics: many.list
        default: [Diagnostic(code, problem, at: location, cause: "\(self)")]
        }
    }
}
