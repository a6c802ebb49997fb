@testable import StageKit
import Testing

private struct Bounds: SettingsGroup {
    @Option("Least.") var atLeast: Int?
    @Option("Most.") var atMost: Int?
    @Option("A time.") var within: Duration = .seconds(60)
    init() {}
    static let name = "bounds"
    var complaint: String? { (atLeast ?? 0) > (atMost ?? .max) ? "has its ends the wrong way round" : nil }
}

@Suite struct SettingsGroupTests {
    private func plain(_ text: String) -> Node { Node(.scalar(text, isPlain: true)) }
    private func mapping(_ pairs: [(String, Node)]) -> Node {
        Node(.mapping(pairs.map { Node.Pair(key: plain($0.0), value: $0.1) }))
    }

    private func problems(_ read: () throws -> Void) -> [String] {
        do {
            try read()
            return []
        } catch {
            return error.diagnostics(code: "?", problem: "?").map { "\($0)" + ($0.hint.map { " (\($0))" } ?? "") }
        }
    }

    @Test func `a group is read like the options of a stage`() throws {
        let bounds = try Bounds(mapping([("at-most", plain("5")), ("within", plain("2h"))]))
        #expect(bounds.atMost == 5 && bounds.atLeast == nil && bounds.within == .seconds(7200))
        #expect(bounds.value == ["at-most": 5, "within": "2h"])
    }

    @Test func `what is wrong with a group is said, all at once`() {
        #expect(
            problems { _ = try Bounds(mapping([("at-lest", plain("1")), ("x", plain("1")), ("at-most", plain("a"))])) }
                == [
                    "error[unknown-key]: 'bounds' has no key 'at-lest' (did you mean 'at-least'?)",
                    "error[unknown-key]: 'bounds' has no key 'x' (its keys are at-least, at-most, within)",
                    "error[wrong-type]: expected a whole number, found 'a'",
                ])
        #expect(
            problems { _ = try Bounds(plain("5")) } == [
                "error[wrong-type]: 'bounds' must be a mapping, found '5' (its keys are at-least, at-most, within)"
            ])
        #expect(
            problems { _ = try Bounds(mapping([("at-least", plain("5")), ("at-most", plain("4"))])) } == [
                "error[bad-value]: 'bounds' has its ends the wrong way round"
            ])
    }

    @Test(arguments: [
        ("30s", 30), ("15m", 900), ("12h", 43_200), ("90d", 7_776_000), ("4w", 2_419_200), ("5 d", 432_000),
        ("36525d", 3_155_760_000),
    ])
    func `a time has a unit`(text: String, seconds: Int) throws {
        #expect(try Duration(plain(text)) == .seconds(seconds))
        #expect(Duration(text: Duration.seconds(seconds).text) == .seconds(seconds))
    }

    @Test(arguments: ["", "d", "0d", "-1d", "1.5h", "90", "1y", "1dd", "36526d", "99999999999999999999s", "٣d"])
    func `what is no time is refused`(text: String) {
        #expect(Duration(text: text) == nil)
        let found = problems { _ = try Duration(Node(.scalar(text, isPlain: false))) }
        let hint = text == "90" ? " (add a unit: s, m, h, d or w)" : ""
        #expect(found == ["error[wrong-type]: expected a time such as 30s, 12h or 90d, found '\(text)'\(hint)"])
    }

    @Test func `one value and a list of one are the same`() throws {
        #expect(try OneOrMore<Int>(plain("1")).list == [1])
        #expect(try OneOrMore<Int>(Node(.sequence([plain("1"), plain("2")]))).list == [1, 2])
        #expect(OneOrMore([1]).value == 1 && OneOrMore([1, 2]).value == [1, 2])
        #expect(
            problems { _ = try OneOrMore<Int>(Node(.sequence([]))) } == [
                "error[bad-value]: the list must have at least one element"
            ])
    }
}
