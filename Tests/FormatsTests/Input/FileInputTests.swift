import Diagnostics
import Formats
import Foundation
import Testing

@Suite struct `File and gzip input` {
    private let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private func packed(_ bytes: [UInt8]) throws -> [UInt8] {
        let memory = MemoryOutput()
        let gzip = try GzipOutput(memory)
        try gzip.write(bytes)
        try gzip.finish()
        return memory.bytes
    }

    @Test func `reads a file as it is`() throws {
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let path = try folder.file("a.bin", bytes)
        #expect(try openInput(path).readAll(limit: 300_000) == bytes)
        #expect(try FileInput(path).byteCount == 300_000)
        #expect(try openInput(folder.file("empty", [])).readAll(limit: 0) == [])
    }

    @Test func `refuses more bytes than allowed`() throws {
        let path = try folder.file("a.txt", Array("four".utf8))
        #expect(try openInput(path).readAll(limit: 4) == Array("four".utf8))
        let error = #expect(throws: Diagnostic.self) { try openInput(path).readAll(limit: 3) }
        #expect(error?.rendered() == "\(path): error[file-too-large]: '\(path)' has more than the 3 bytes allowed")
    }

    @Test func `says why a file cannot be read`() throws {
        let missing = #expect(throws: Diagnostic.self) { try openInput(folder("no.txt")) }
        #expect(
            missing?.rendered() == """
                \(folder("no.txt")): error[unreadable-file]: cannot read '\(folder("no.txt"))'
                  cause: no such file or folder (ENOENT)
                """)
        let isFolder = #expect(throws: Diagnostic.self) { try openInput(folder.path) }
        #expect(isFolder?.cause == "it is a folder (EISDIR)")
        let zero = #expect(throws: Diagnostic.self) { try openInput(folder("a\0b")) }
        #expect(zero?.cause == "no such file or folder (ENOENT)")
        let path = try folder.file("secret", [1])
        chmod(path, 0)
        // root reads everything
        if getuid() != 0 {
            let denied = #expect(throws: Diagnostic.self) { try openInput(path) }
            #expect(denied?.cause == "permission denied (EACCES)")
        }
    }

    @Test func `unpacks gzip, whatever the file is called`() throws {
        let bytes = Array(String(repeating: "Việt Nam ", count: 50_000).utf8)
        let packed = try packed(bytes)
        #expect(packed.count < 5000)
        for name in ["a.jsonl.gz", "a.jsonl"] {
            #expect(try openInput(folder.file(name, packed)).readAll(limit: 1 << 20) == bytes)
        }
        #expect(try openInput(folder.file("empty.gz", self.packed([]))).readAll(limit: 10) == [])
    }

    @Test(arguments: [1, 2, 3, 7, 100_000]) func `unpacks several members and zeros after them`(step: Int) throws {
        let one = try packed(Array("one\n".utf8))
        let two = try packed(Array("two\n".utf8))
        let bytes = one + two + [0, 0, 0] + one + [0, 0]
        let input = try GzipInput(MemoryInput(bytes, step: step))
        #expect(try input.readAll(limit: 100) == Array("one\ntwo\none\n".utf8))
    }

    @Test func `gives all bytes through a small window`() throws {
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
        let input = try GzipInput(MemoryInput(packed(bytes), step: 50_000))
        var found: [UInt8] = []
        var window = [UInt8](repeating: 0, count: 100)
        while true {
            let count = try input.read(into: &window, from: 3)
            if count == 0 { break }
            found += window[3..<3 + count]
        }
        #expect(found == bytes)
    }

    @Test func `says where packed data is cut or broken`() throws {
        let good = try packed(Array(String(repeating: "abc def ", count: 100).utf8))
        func cause(_ bytes: [UInt8]) throws -> String? {
            let path = try folder.file("x.gz", bytes)
            let error = #expect(throws: Diagnostic.self) { try openInput(path).readAll(limit: 1 << 20) }
            #expect(error?.code == "bad-gzip")
            #expect(error?.problem.hasPrefix("cannot unpack '") == true || bytes.count < 2 || bytes[0] != 0x1F)
            return error?.cause
        }
        #expect(
            try cause(Array(good.dropLast(4)))
                == "the file ends in the middle, at offset \(good.count - 4) of the packed file")
        #expect(try cause([0x1F, 0x8B]) == "the file ends in the middle, at offset 2 of the packed file")
        #expect(
            try cause([0x1F, 0x8B, 9, 0])
                == "the packed data is broken: unknown compression method, at offset 4 of the packed file")
        var flipped = good
        flipped[good.count - 6] ^= 1
        #expect(
            try cause(flipped)
                == "the packed data is broken: incorrect data check, at offset \(good.count - 4) of the packed file")
        #expect(
            try cause(good + [1, 2])
                == "something else follows the packed data, at offset \(good.count) of the packed file")
        #expect(try cause(Array("text".utf8)) == "its first bytes are not 1F 8B")
        #expect(try cause([]) == "the file is empty")
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>) func `survives any change of packed bytes`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let good = try packed((0..<3000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 5) })
        for _ in 0..<200 {
            var bytes = good
            for _ in 0..<3 {
                bytes[Int.random(in: 2..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            _ = try? GzipInput(MemoryInput(bytes, step: .random(in: 1...5000, using: &random))).readAll(limit: 1 << 20)
        }
    }

    @Test func `a bomb stops at the limit of a line`() throws {
        let bomb = try packed([UInt8](repeating: 0x61, count: 5_000_000))
        #expect(bomb.count < 6_000)
        let lines = LineReader(try GzipInput(MemoryInput(bomb)), maximumByteCount: 10_000, bufferSize: 4096)
        let batch = try #require(try lines.next(count: 10, byteCount: 1000))
        #expect(batch.records[0].isTooLong && batch.records[0].byteCount == 5_000_000)
        #expect(batch.bytes.count == 1024)
    }
}
