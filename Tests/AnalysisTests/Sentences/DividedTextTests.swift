import DocumentModel
import TextKernel
import Testing

@testable import Analysis

@Suite struct DividedTextTests {
    @Test(arguments: [
        ("", []), ("Oil", [["Oil"]]),
        (
            "Oil rose.The U.S. said so.\n\n- One",
            [["Oil", "rose", "."], ["The", "U.S.", "said", "so", "."], ["-", "One"]]
        ),
        ("with pleasure./.VNA", [["with", "pleasure", "./."], ["VNA"]]),
    ])
    func `sentences are runs of tokens`(string: String, expected: [[String]]) {
        let text = Text(string)
        let divided = DividedText(text)
        #expect(divided.sentences.map { $0.map { text[Span(divided.tokens[$0].range)] } } == expected)
    }
}
