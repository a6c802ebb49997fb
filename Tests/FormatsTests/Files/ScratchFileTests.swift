import Formats
import Testing

@Suite struct `Scratch files` {
    @Test func `numbers come back from the place they were written to`() throws {
        let file = try ScratchFile()
        try file.write([1, 0xFFFF_FFFF, 70_000], at: 0)
        try file.write([], at: 3)
        try file.write([5], at: 100)
        #expect(try file.read(3, at: 0) == [1, 0xFFFF_FFFF, 70_000])
        #expect(try file.read(2, at: 99) == [0, 5])
        #expect(try file.read(2, at: 100) == [5])  // the end of the file
        #expect(try file.read(0, at: 0).isEmpty)
    }
}
