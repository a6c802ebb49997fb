import Diagnostics
import Formats
import Foundation
import Testing

@Suite struct `File output` {
    private let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    @Test func `a file appears only when it is finished`() throws {
        let output = try openOutput(folder("a.jsonl"))
        try output.write(Array("one\n".utf8))
        #expect(folder.names == [".a.jsonl.partial"])
        try output.write(Array("(two\n)".utf8), 1..<5)
        try output.finish()
        #expect(folder.names == ["a.jsonl"])
        #expect(folder.contents("a.jsonl") == Array("one\ntwo\n".utf8))
        try output.finish()
        output.abandon()
        #expect(folder.contents("a.jsonl") == Array("one\ntwo\n".utf8))
    }

    @Test func `abandoning leaves the older file as it was`() throws {
        let path = try folder.file("a.txt", Array("old".utf8))
        let output = try openOutput(path)
        try output.write(Array("new".utf8))
        output.abandon()
        #expect(folder.names == ["a.txt"])
        #expect(folder.contents("a.txt") == Array("old".utf8))
        do {
            let forgotten = try openOutput(path)
            try forgotten.write(Array("new".utf8))
        }
        #expect(folder.names == ["a.txt"])
    }

    @Test func `a checkpoint puts everything on the disk and says how much that is`() throws {
        let output = try openOutput(folder("a.txt"))
        #expect(try output.checkpoint() == 0)
        try output.write(Array("12345".utf8))
        #expect(try output.checkpoint() == 5)
        #expect(folder.contents(".a.txt.partial") == Array("12345".utf8))
        try output.write([UInt8](repeating: 1, count: 1_000_000))
        try output.write([2])
        #expect(try output.checkpoint() == 1_000_006)
        try output.finish()
        #expect(folder.contents("a.txt")?.count == 1_000_006)
    }

    @Test func `a killed run's working file is written anew`() throws {
        _ = try folder.file(".a.txt.partial", [UInt8](repeating: 9, count: 100))
        let output = try openOutput(folder("a.txt"))
        try output.write([1])
        try output.finish()
        #expect(folder.contents("a.txt") == [1])
        #expect(folder.names == ["a.txt"])
    }

    @Test func `two runs cannot write one file`() throws {
        let path = folder("a.txt")
        let first = try openOutput(path)
        let error = #expect(throws: Diagnostic.self) { try openOutput(path) }
        #expect(
            error?.rendered() == """
                \(path): error[output-failed]: cannot write '\(path)'
                  cause: its working file is locked
                  hint: another run is writing this file; wait for it, or write somewhere else
                """)
        try first.write([1])
        try first.finish()
        #expect(folder.contents("a.txt") == [1])
    }

    @Test func `keeps permissions and follows a link`() throws {
        let path = try folder.file("real.txt", [0])
        chmod(path, 0o640)
        symlink("real.txt", folder("link.txt"))
        let output = try openOutput(folder("link.txt"))
        try output.write([1])
        #expect(folder.names == [".real.txt.partial", "link.txt", "real.txt"])
        try output.finish()
        #expect(folder.contents("real.txt") == [1])
        #expect(folder.names == ["link.txt", "real.txt"])
        var status = stat()
        stat(path, &status)
        #expect(status.st_mode & 0o777 == 0o640)
    }

    @Test func `a full disk is an error with a cause and a hint`() throws {
        let output = try openOutput("/dev/full")
        try output.write(Array("x".utf8))
        let error = #expect(throws: Diagnostic.self) { try output.finish() }
        #expect(
            error?.rendered() == """
                /dev/full: error[output-failed]: cannot write '/dev/full'
                  cause: no space left on device (ENOSPC)
                  hint: free some space and run again
                """)
        output.abandon()
        #expect(FileManager.default.fileExists(atPath: "/dev/full"))
        #expect(throws: Diagnostic.self) { try openOutput("/dev/full").write([UInt8](repeating: 0, count: 1 << 20)) }
        let null = try openOutput("/dev/null")
        try null.write([1])
        #expect(try null.checkpoint() == 1)
        try null.finish()
    }

    @Test func `says why a file cannot be written`() throws {
        func error(_ path: String) -> Diagnostic? { #expect(throws: Diagnostic.self) { try openOutput(path) } }
        #expect(error("/proc/no/a.txt")?.cause == "no such file or folder (ENOENT)")
        #expect(error("/proc/no/a.txt")?.hint == "make the folder first")
        #expect(error(folder.path)?.cause == "it is a folder (EISDIR)")
        #expect(error(folder(String(repeating: "x", count: 250)))?.cause == "the name is too long (ENAMETOOLONG)")
    }

    @Test func `folders on the way are made`() throws {
        let output = try openOutput(folder("new/deep/a.txt"))
        try output.write([0x61])
        try output.finish()
        #expect(FileManager.default.contents(atPath: folder("new/deep/a.txt")) == Data([0x61]))
    }

    @Test func `a pipe whose reader has gone away is an error of its own`() throws {
        let path = folder("pipe")
        mkfifo(path, 0o600)
        let reader = open(path, O_RDONLY | O_NONBLOCK)
        let output = try openOutput(path)
        try output.write([1])
        #expect(try output.checkpoint() == 1)
        close(reader)
        try output.write([2])
        let error = #expect(throws: Diagnostic.self) { try output.finish() }
        #expect(error?.code == "broken-pipe")
        #expect(error?.problem == "the reader of '\(path)' has gone away")
        #expect(error?.cause == "the reader has gone away (EPIPE)")
    }

    @Test func `packs by the ending, the same bytes each time`() throws {
        let bytes = Array(String(repeating: "a line\n", count: 20_000).utf8)
        for name in ["a.gz", "b.gz"] {
            let output = try openOutput(folder(name))
            for start in stride(from: 0, to: bytes.count, by: 700) {
                try output.write(bytes, start..<min(start + 700, bytes.count))
            }
            try output.finish()
        }
        let packed = try #require(folder.contents("a.gz"))
        #expect(folder.contents("b.gz") == packed)
        #expect(packed[0..<10] == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], "no name, no time")
        #expect(try openInput(folder("a.gz")).readAll(limit: 1 << 20) == bytes)
    }

    @Test func `a packed file is complete at each checkpoint`() throws {
        let memory = MemoryOutput()
        let output = try GzipOutput(memory)
        try output.write(Array("one ".utf8))
        let place = try output.checkpoint()
        #expect(try GzipInput(MemoryInput(Array(memory.bytes[0..<place]))).readAll(limit: 10) == Array("one ".utf8))
        #expect(try output.checkpoint() == place)
        try output.write(Array("two".utf8))
        try output.finish()
        #expect(try GzipInput(MemoryInput(memory.bytes)).readAll(limit: 10) == Array("one two".utf8))
    }
}
