import Foundation
import Testing

@Suite struct StagesCommandTests {
    @Test func `a stage shows its options and examples`() async throws {
        let ending = try await Terminal().run("stages", "drop-short")
        #expect(ending.status == 0)
        #expect(ending.errors == "")
        #expect(
            ending.output.hasPrefix(
                """
                drop-short (transform)

                Drops documents with fewer words than a minimum.

                Reads:  text
                Writes: nothing

                Options:
                  words  whole number, from 0 to 1000000; default: 20
                      Fewest words a document must have.

                Examples:
                  A headline alone is dropped.
                      options: {words: 3}
                      in:  Oil up
                      out: the document is dropped

                """))
    }

    @Test func `an unknown stage is answered with the nearest`() async throws {
        let ending = try await Terminal().run("stages", "dropshort")
        #expect(ending.status == 64)
        #expect(ending.output == "")
        #expect(
            ending.errors == """
                error[unknown-stage]: there is no stage 'dropshort'
                  hint: did you mean 'drop-short'? 'textmill stages' lists all stages

                """)
    }

    @Test func `every stage is listed, also as data`() async throws {
        let terminal = try Terminal()
        let list = try await terminal.run("stages").output
        let json = try await terminal.run("stages", "--format", "json").output
        let stages = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
        #expect(stages.count > 0)
        for stage in stages {
            let name = try #require(stage["name"] as? String)
            #expect(list.contains("  \(name) "))
        }
    }

    @Test func `a reader that has seen enough is no error`() async throws {
        let pipe = Pipe()
        let running = try Terminal().start(["stages"], output: .handle(pipe.fileHandleForWriting))
        try pipe.fileHandleForReading.close()
        try pipe.fileHandleForWriting.close()
        let ending = await running.end()
        #expect(ending.status == 0)
        #expect(ending.errors == "")
    }

    @Test func `a full disk is said`() async throws {
        let ending = try await Terminal().start(["stages"], output: .file("/dev/full")).end()
        #expect(ending.status == 2)
        #expect(
            ending.errors == """
                error[output-failed]: cannot write to standard output
                  cause: no space left on device (ENOSPC)

                """)
    }

    @Test(arguments: [["frobnicate"], ["stages", "--format", "xml"], ["new", "stage"], ["--frob"]])
    func `wrong arguments end with 64`(arguments: [String]) async throws {
        let ending = try await Terminal().start(arguments).end()
        #expect(ending.status == 64)
        #expect(ending.output == "")
        #expect(ending.errors.hasPrefix("Error: "))
    }

    @Test func `the version is one line`() async throws {
        let ending = try await Terminal().run("--version")
        #expect(ending.status == 0)
        #expect(ending.output == "0.1.0\n")
    }
}
