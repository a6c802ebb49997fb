import Testing

@testable import TextmillCommand

@Suite struct NewCommandTests {
    @Test(arguments: [
        // Capital letters, spaces, underscores, digits first, hyphens at the ends, other scripts, nothing.
        ("Shout", "try 'shout'"), ("DropShort", "try 'drop-short'"), ("drop short", "try 'drop-short'"),
        ("drop_short", "try 'drop-short'"), ("drop--short", "try 'drop-short'"), ("-drop", "try 'drop'"),
        ("drop-", "try 'drop'"), ("2drop", "try 'drop'"), ("../drop", "try 'drop'"), ("drop/short", "try 'drop-short'"),
        ("длинный", "choose a verb and an object, such as 'drop-short'"),
        ("", "choose a verb and an object, such as 'drop-short'"),
    ])
    func `a name that cannot be is refused with one that can`(name: String, hint: String) async throws {
        let terminal = try Terminal()
        try terminal.write("", to: "Plugins/.keep")
        let ending = try await terminal.run("new", "stage", "--", name)
        #expect(ending.status == 64)
        #expect(
            ending.errors == """
                error[bad-name]: '\(name)' cannot be the name of a stage
                  cause: a name is made of words of small letters and digits, joined by hyphens
                  hint: \(hint)

                """)
        #expect(ending.output == "")
    }

    @Test func `a stage is one folder with one file`() async throws {
        let terminal = try Terminal()
        try terminal.write("", to: "Plugins/.keep")
        let ending = try await terminal.run("new", "stage", "count-verbs")
        #expect(ending.status == 0)
        #expect(
            ending.output == """
                Wrote Plugins/CountVerbs/CountVerbs.swift.

                Next:
                  1. Say in it what the stage does; nothing else needs an edit.
                  2. swift build
                  3. swift run textmill stages count-verbs

                """)
        let file = try #require(terminal.read("Plugins/CountVerbs/CountVerbs.swift"))
        #expect(file.contains("public struct CountVerbs: Transform {"))
        #expect(file.contains("\"count-verbs\""))
        #expect(terminal.names == ["Plugins"])
    }

    @Test(arguments: StageTemplate.allCases)
    func `a new stage has at most forty lines of at most 120 characters`(template: StageTemplate) throws {
        let lines = template.source(try NewName("extract-very-long-names", of: "stage")).split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 41)
        #expect(lines.allSatisfy { $0.count <= 120 })
    }

    @Test func `nothing is overwritten`() async throws {
        let terminal = try Terminal()
        try terminal.write("mine", to: "Plugins/Shout/Shout.swift")
        try terminal.write("mine", to: "night.yaml")
        let stage = try await terminal.run("new", "stage", "shout")
        let pipeline = try await terminal.run("new", "pipeline", "night")
        #expect(stage.status == 2)
        #expect(
            stage.errors == """
                error[exists-already]: 'Plugins/Shout' exists already
                  hint: nothing was changed; choose another name or remove it first

                """)
        #expect(pipeline.status == 2)
        #expect(
            pipeline.errors == """
                error[exists-already]: 'night.yaml' exists already
                  hint: nothing was changed; choose another name or remove it first

                """)
        #expect(terminal.read("Plugins/Shout/Shout.swift") == "mine")
        #expect(terminal.read("night.yaml") == "mine")
    }

    @Test func `a stage that is there already keeps its name`() async throws {
        let terminal = try Terminal()
        try terminal.write("", to: "Plugins/.keep")
        let ending = try await terminal.run("new", "stage", "drop-short")
        #expect(ending.status == 2)
        #expect(
            ending.errors == """
                error[exists-already]: there is a stage 'drop-short' already
                  hint: 'textmill stages drop-short' shows it; choose another name

                """)
    }

    @Test func `a name that would hide one of the kit's types is refused`() async throws {
        let terminal = try Terminal()
        try terminal.write("", to: "Plugins/.keep")
        let ending = try await terminal.run("new", "stage", "document")
        #expect(ending.status == 64)
        #expect(
            ending.errors == """
                error[bad-name]: 'document' cannot be the name of a stage
                  cause: its Swift type would be 'Document', which means something else in a stage's file
                  hint: choose a verb and an object, such as 'drop-short'

                """)
    }

    @Test func `a missing folder is said`() async throws {
        let ending = try await Terminal().run("new", "stage", "shout")
        #expect(ending.status == 2)
        #expect(
            ending.errors == """
                error[no-folder]: there is no folder 'Plugins'
                  hint: run this in the package's folder, or name the folder of the stages with --folder

                """)
    }
}
