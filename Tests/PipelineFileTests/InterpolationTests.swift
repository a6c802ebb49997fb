import DocumentModel
import Foundation
import PipelineFile
import StageKit
import Testing

@Suite struct InterpolationTests {
    /// The path that `write-lines` gets when the file says `written`.
    static func path(_ written: String, variables: String = "", environment: [String: String] = [:]) -> Node? {
        let text = """
            pipeline: news
            variables: {\(variables)}
            stages:
              - load-lines: {paths: [a]}
              - write-lines:
                  path: \(written)
            """
        return PlanTests.read(text, environment: environment).plan?.stages[1].options["path"]
    }

    static let cases: [(written: String, variables: String, environment: [String: String], expected: String)] = [
        ("${A}", "A: x", [:], "x"),
        ("${A}/${A}.txt", "A: x", [:], "x/x.txt"),
        ("'${A}'", "A: x", [:], "x"),
        ("\"${A}\"", "", ["A": "e"], "e"),
        // The file comes before the environment.
        ("${A}", "A: x", ["A": "e"], "x"),
        ("${A:-d}", "", [:], "d"),
        ("${A:-d}", "", ["A": ""], "d"),
        ("${A:-d}", "", ["A": "e"], "e"),
        ("x${A:-}", "", [:], "x"),
        ("${A:-${B:-${C:-c}}}", "", [:], "c"),
        ("${A:-${B:-x}y}z", "", ["B": "b"], "byz"),
        ("${A:?needed}", "A: x", [:], "x"),
        // A dollar sign.
        ("$${A}", "", [:], "${A}"),
        ("$$${A}", "A: x", [:], "$x"),
        ("a$b", "", [:], "a$b"),
        ("5$", "", [:], "5$"),
        ("${A:-$$}", "", [:], "$"),
        // A variable may use others, and its own name means the environment.
        ("${A}", "A: '${B}/a', B: '${HOME_FOLDER}'", ["HOME_FOLDER": "/h"], "/h/a"),
        ("${A}", "A: '${A:-d}'", ["A": "e"], "e"),
        ("${A}", "A: '${A:-d}'", [:], "d"),
        // What a variable holds is not read again.
        ("${A}", "", ["A": "${B}", "B": "b"], "${B}"),
        ("${A}", "", ["A": "$$"], "$$"),
        ("${A}", "", ["A": "[a, b]"], "[a, b]"),
        ("${A}", "", ["A": "x\nstages: []"], "x\nstages: []"),
    ]

    @Test(arguments: cases) func `fills in variables`(
        written: String, variables: String, environment: [String: String], expected: String
    ) {
        #expect(Self.path(written, variables: variables, environment: environment)?.scalar == expected)
    }

    @Test(arguments: [("words: ${N}", true), ("words: '${N}'", false), ("words: 1${N}", true)])
    func `a number stays a number, unless it is quoted`(option: String, works: Bool) {
        let text = """
            pipeline: news
            stages:
              - load-lines: {paths: [a]}
              - drop-short:
                  \(option)
              - write-lines: {path: b}
            """
        #expect((PlanTests.read(text, environment: ["N": "7"]).plan != nil) == works)
    }

    @Test func `a quoted variable is text where it stands alone`() {
        #expect(Self.path("${A}", variables: "A: '5'")?.content == .scalar("5", isPlain: false))
        #expect(Self.path("${A}", variables: "A: 5")?.content == .scalar("5", isPlain: true))
    }

    /// A value with one kind of content for every scalar, whatever it says.
    static func shape(_ node: Node) -> String {
        switch node.content {
        case .scalar: "s"
        case .sequence(let nodes): "[" + nodes.map(shape).joined() + "]"
        case .mapping(let pairs):
            "{" + pairs.map { ($0.key.scalar ?? "?") + ":" + shape($0.value) }.joined(separator: ",") + "}"
        }
    }

    @Test func `no value of a variable changes the structure`() throws {
        let seed = RandomSource.seed(ProcessInfo.processInfo.environment["SEED"])
        var random = RandomSource(seed: seed)
        let pieces = [
            "[", "]", "{", "}", ": ", "\n", "- ", "*a", "&a", "!!str ", "${A}", "$$", "\"", "'", "#", "x", "\u{0}", "👩‍👩‍👧",
            "<<: ",
        ]
        let text = """
            pipeline: news
            variables: {A: '${EVIL}'}
            stages:
              - load-lines: {paths: [a, "${A}", "b${EVIL}c"]}
              - write-lines: {path: "x${A}"}
            """
        for _ in 0..<300 {
            let evil = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }
            let plan = PlanTests.read(text, environment: ["EVIL": evil.joined()]).plan
            let options = plan?.stages.map(\.options) ?? []
            try #require(options.count == 2, "seed \(seed)")
            #expect(options.map(Self.shape) == ["{paths:[sss]}", "{path:s}"], "seed \(seed)")
            #expect(options[0]["paths"]?.sequence?[1].scalar == evil.joined(), "seed \(seed)")
        }
    }
}
