import Testing

@testable import Analysis

@Suite struct TagSetTests {
    private let tags = TagSet(["A", "B"])

    @Test func `tags have the kernel's order`() {
        #expect((0..<tags.count).map(tags.name) == ["B-A", "B-B", "O", "U-A", "U-B", "L-A", "L-B", "I-A", "I-B"])
        for label in 0..<2 {
            for part in TagSet.Part.allCases { #expect(tags.label(of: tags.tag(part, label)) == label) }
        }
    }

    @Test(arguments: [
        ("O", ["B-A", "B-B", "O", "U-A", "U-B"]), ("B-A", ["L-A", "I-A"]), ("I-B", ["L-B", "I-B"]),
        ("L-A", ["B-A", "B-B", "O", "U-A", "U-B"]), ("U-B", ["B-A", "B-B", "O", "U-A", "U-B"]),
    ])
    func `only some tags follow a tag`(tag: String, next: [String]) {
        let from = (0..<tags.count).first { tags.name(of: $0) == tag } ?? -1
        #expect((0..<tags.count).filter { tags.allows(from, then: $0) }.map(tags.name) == next)
    }
}
