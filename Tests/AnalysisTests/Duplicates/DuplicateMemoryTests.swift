import Synchronization
import Testing
import TextKernel

@testable import Analysis

@Suite struct `Duplicates of the past` {
    private let shingles = Shingles(size: 5)

    private func memory(_ text: String, date: String?, method: UInt32 = 7) -> DuplicateMemory {
        let bytes = Array(text.utf8)
        return DuplicateMemory(
            method: method, date: date,
            digest: bytes.isEmpty ? nil : DuplicateSurvey.Digest(SHA256Digest(of: bytes).bytes),
            .init(shingles.hashes(of: bytes)))
    }

    @Test(arguments: ["", "Oil rose", "one two three four five six seven eight nine ten eleven twelve thirteen"])
    func `a memory is read as it was written`(_ text: String) {
        for date in [nil, "", "2026-11-29"] {
            let memory = memory(text, date: date)
            #expect(DuplicateMemory(memory.bytes) == memory)
        }
    }

    @Test func `what is cut short, longer or of another format is no memory`() {
        let bytes = memory("one two three four five six seven eight", date: "2026-11-29").bytes
        #expect(DuplicateMemory([2] + bytes.dropFirst()) == nil)
        #expect(DuplicateMemory(bytes + [0]) == nil)
        // Cut inside the head, the sketch or a number; a shorter set of whole numbers cannot be told from a whole one.
        for count in 0..<bytes.count where count < 40 || (bytes.count - count) % 4 != 0 {
            #expect(DuplicateMemory(Array(bytes.prefix(count))) == nil)
        }
        var huge = bytes
        huge.replaceSubrange(22..<26, with: [255, 255, 255, 255])
        #expect(DuplicateMemory(huge) == nil)
    }

    /// What became of texts of a night, as the id of the document that is kept for them.
    private func kept(
        _ texts: [(id: String, date: String?, text: String)],
        past: [(id: String, date: String?, text: String)], method: UInt32 = 7
    ) throws -> [String] {
        let store = Store()
        var survey = DuplicateSurvey {
            store.write($0, $1)
        } loading: {
            store.read($0, $1)
        }
        for (id, date, text) in texts {
            let memory = memory(text, date: date)
            try survey.add(id: id, date: date, digest: memory.digest, memory.text)
        }
        for (id, date, text) in past { survey.add(past: id, memory(text, date: date, method: method), method: 7) }
        let findings = try survey.findings(threshold: 0.5) { id in
            past.first { $0.id == id }.map { memory($0.text, date: nil).text.hashes } ?? []
        }
        for place in texts.indices {
            #expect(try survey.memory(at: place, method: 7) == memory(texts[place].text, date: texts[place].date))
        }
        return findings.prefix(survey.count).map { "\(survey.id(at: $0.kept)) \($0.size)" }
    }

    private final class Store: Sendable {
        private let numbers = Mutex<[UInt32]>([])
        func write(_ more: [UInt32], _ place: Int) { numbers.withLock { $0.replaceSubrange(place..., with: more) } }
        func read(_ count: Int, _ place: Int) -> [UInt32] { numbers.withLock { Array($0[place..<place + count]) } }
    }

    private let story = "Oil prices rose again on Monday after traders in London said that stocks fell in the week"

    @Test func `what was kept before comes first, also before earlier dates`() throws {
        let past: [(String, String?, String)] = [("old", "2026-11-28", story)]
        let near = story + " before"
        #expect(try kept([("new", "2026-11-01", near)], past: past) == ["old 2"])
        #expect(try kept([("new", "2026-11-01", near), ("also", nil, story)], past: past) == ["old 3", "old 3"])
        #expect(try kept([("new", "2026-11-01", near)], past: []) == ["new 1"])
        #expect(try kept([("new", nil, "Gas fell")], past: past) == ["new 1"])
    }

    @Test func `past documents that resemble each other both stay, and the earlier one counts`() throws {
        let past: [(String, String?, String)] = [("b", "2026-11-28", story), ("a", "2026-11-29", story)]
        #expect(try kept([("new", nil, story)], past: past) == ["b 2"])
        #expect(try kept([("new", nil, story + " before")], past: past) == ["b 2"])
    }

    @Test func `hashes made in another way are compared no more, but equal texts are`() throws {
        let past: [(String, String?, String)] = [("old", nil, story)]
        #expect(try kept([("new", nil, story + " before")], past: past, method: 8) == ["new 1"])
        #expect(try kept([("new", nil, story)], past: past, method: 8) == ["old 2"])
    }

    @Test(arguments: [
        ("Oil up", "OIL UP!", true),  // fewer words than a shingle: all of them, in order
        ("Oil up", "Oil up again", false),
        ("Oil up", "Up oil", false),
        ("Oil", "Öil", true),
        ("a b c d e", "a b c d e f", true),  // one shingle of two
        ("a b c d e", "z b c d e f", false),
        ("Oil rose\r\non Monday", "Oil rose\non Monday", true),
        ("“Oil’s up,” he said – again", "\"Oil's up\" he said, again", true),
        ("...", "!!!", false),  // no words: nothing to compare but the whole
        ("...", "...", true),
        ("", "", false),
    ])
    func `short texts, marks and line ends`(first: String, second: String, areSame: Bool) throws {
        let night = try kept([("a", nil, first), ("b", nil, second)], past: [])
        #expect(night == (areSame ? ["a 2", "a 2"] : ["a 1", "b 1"]))
        #expect(try kept([("b", nil, second)], past: [("a", nil, first)]) == [areSame ? "a 2" : "b 1"])
    }

    @Test func `a sign-off or an agency's opening does not make a story another`() throws {
        let wire = "LONDON, Nov 28 (Reuters) - \(story) (Reporting by Jane Doe; Editing by John Roe)"
        #expect(try kept([("a", nil, story), ("b", nil, wire)], past: []) == ["a 2", "a 2"])
    }
}
