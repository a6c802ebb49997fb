public import StageKit

/// The value of `run.notify`: who is told how a run went.
public struct Notification: SettingsGroup {
    /// Which runs are told of.
    public enum Occasion: String, CaseIterable, OptionValue {
        /// Runs that do not end well.
        case failure
        /// The first that ends well after one that did not.
        case recovery
        /// The first that does not end well after one that did, and the first that does after one that did not.
        case change
        case always
    }

    @Option("When to tell: failure, recovery, change (only the first of each), always; one of them or a list.")
    public var on = OneOrMore<Occasion>([.failure, .recovery])
    @Option("A program with its arguments; it is given the report on its standard input.")
    public var command: [String] = []
    @Option("An address that the report is sent to, with HTTP POST, by the program 'curl'.")
    public var webhook: WebAddress?
    @Option("How long a notification may take.")
    public var timeLimit = Duration.seconds(30)

    /// The defaults.
    public init() {}

    public static let name = "notify"
    public var complaint: String? {
        if command.isEmpty, webhook == nil { return "needs 'command' or 'webhook'" }
        if command.first?.isEmpty == true { return "needs a program as the first element of 'command'" }
        if command.contains(where: { $0.utf8.contains(0) }) { return "must not hold a NUL in 'command'" }
        return nil
    }
}

/// An address of the web, `http://…` or `https://…`.
public struct WebAddress: OptionValue, Hashable {
    /// As it was written.
    public var text: String

    /// Reads an address.
    public init(_ node: Node) throws {
        text = try String(node)
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
        guard isPlain, !host.isEmpty, text.utf8.count <= 4096 else {
            throw Diagnostics([
                node.problem(
                    "bad-value", "expected an address such as https://example.org/hook, found \(node.description)",
                    hint: "it begins with http:// or https:// and holds no spaces, quotes or other than ASCII letters")
            ])
        }
    }

    /// The host, without what may be secret: account, path and query.
    public var host: String {
        for scheme in ["https://", "http://"] where text.hasPrefix(scheme) {
            let authority = text.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
            return String(authority.split(separator: "@", omittingEmptySubsequences: false).last ?? "")
        }
        return ""
    }

    public static var schema: Fields { ["type": "string", "pattern": "^https?://[^ \"\\\\]+$"] }
    public var value: Value { .string(text) }
}
