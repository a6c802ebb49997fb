import DocumentModel
import PipelineFile
import StageKit
import Testing

@Suite struct OverrideTests {
    static func plan(_ overrides: String...) -> Plan? { PlanTests.read(PlanTests.good, overrides: overrides).plan }
    static func value(_ node: Node?) -> Value? { node.flatMap { try? Value($0) } }

    @Test func `an option is replaced`() {
        let plan = Self.plan("stages.find-names.labels=[PERSON]")
        #expect(Self.value(plan?.stages[4].options) == ["labels": ["PERSON"]])
    }

    @Test func `an option is added`() {
        let plan = Self.plan("stages.find-names.limit=3", "stages.split-words=")
        #expect(plan == nil)
        #expect(
            Self.value(Self.plan("stages.find-names.limit=3")?.stages[4].options) == [
                "labels": ["ORG", "GPE"], "limit": 3,
            ])
    }

    @Test func `a stage without options gets one`() {
        #expect(Self.value(Self.plan("stages.clean-text.repair=false")?.stages[1].options) == ["repair": false])
    }

    @Test func `a key inside an option is set`() {
        let plan = Self.plan("stages.find-names.rename.ORG=organisation", "stages.find-names.rename.GPE=place")
        #expect(Self.value(plan?.stages[4].options["rename"]) == ["ORG": "organisation", "GPE": "place"])
    }

    @Test func `a stage is addressed by its name or its place`() {
        #expect(Self.value(Self.plan("stages.drop-very-short.words=9")?.stages[2].options) == ["words": 9])
        #expect(Self.value(Self.plan("stages.3.words=9")?.stages[2].options) == ["words": 9])
        #expect(Self.value(Self.plan("stages.8.path=c")?.stages[7].options) == ["path": "c", "offsets": "byte"])
    }

    @Test func `settings of a stage and of the run are set`() {
        #expect(Self.plan("stages.clean-text.on-error=fail")?.stages[1].onError == .fail)
        #expect(Self.plan("stages.clean-text.name=cleaner")?.stages[1].name == "cleaner")
        #expect(Self.plan("run.on-error=quarantine")?.run.onError == .quarantine)
        #expect(Self.plan("run.allow-failures=7")?.run.allowFailures == .count(7))
    }

    @Test func `variables are set, also those that only the text uses`() {
        #expect(Self.plan("inbox=/data")?.variables["inbox"] == "/data")
        #expect(Self.plan("variables.inbox=/data")?.variables["inbox"] == "/data")
        #expect(Self.value(Self.plan("INBOX=/data")?.stages[0].options) == ["paths": ["/data/*.txt"]])
        #expect(Self.value(Self.plan("fewest=8")?.stages[2].options) == ["words": 8])
    }

    @Test func `a value may use variables and be quoted`() {
        #expect(Self.value(Self.plan("stages.7.path=${inbox}/x")?.stages[6].options) == ["path": "../Samples/x"])
        #expect(Self.value(Self.plan("stages.7.path='a: #b'")?.stages[6].options) == ["path": "a: #b"])
        #expect(Self.value(Self.plan("stages.7.path=a=b")?.stages[6].options) == ["path": "a=b"])
    }

    @Test func `a later override wins`() {
        #expect(Self.plan("inbox=a", "inbox=b")?.variables["inbox"] == "b")
    }

    @Test func `run and variables may be missing in the file`() {
        let text = "pipeline: n\nstages:\n  - load-lines: {paths: [\"${X}\"]}\n  - write-lines: {path: b}\n"
        let plan = PlanTests.read(text, overrides: ["run.on-error=fail", "X=1"]).plan
        #expect(plan?.run.onError == .fail)
        #expect(plan?.variables == ["X": "1"])
    }
}
