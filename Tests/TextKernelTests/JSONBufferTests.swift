import Testing
import TextKernel

@Suite struct JSONBufferTests {
    private func written(_ body: (inout JSONBuffer) -> Void) -> String {
        var buffer = JSONBuffer(capacity: 0)
        body(&buffer)
        var bytes = Array("before ".utf8)
        buffer.copy(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [0, 1, -1, 9, 10, 99, 100, 12345, -987_654_321, Int.max, Int.min])
    func `numbers are written in decimal digits`(number: Int) {
        #expect(written { $0.append(number) } == "before \(number)")
    }

    /// Nothing, what needs escapes, and more than any block.
    @Test(arguments: [
        ("", "\"\""), ("Việt Nam", "\"Việt Nam\""), ("a\"b\\c\n\u{1}", #""a\"b\\c\n\u0001""#),
        (String(repeating: "\"", count: 100), "\"" + String(repeating: "\\\"", count: 100) + "\""),
        (String(repeating: "\u{1}", count: 500), "\"" + String(repeating: "\\u0001", count: 500) + "\""),
        (String(repeating: "x", count: 5000), "\"" + String(repeating: "x", count: 5000) + "\""),
    ])
    func `strings have their quotes and escapes`(text: String, json: String) {
        #expect(written { $0.appendString(text) } == "before " + json)
        let bytes = Array(("ü" + text + "ü").utf8)
        #expect(written { $0.appendString(bytes, 2..<bytes.count - 2) } == "before " + json)
    }

    @Test func `pieces come one after the other, however many`() {
        let expected = String(repeating: "{\"a\":[7]}", count: 3000)
        let text = written { buffer in
            for _ in 0..<3000 {
                buffer.append("{\"a\":")
                buffer.append([0x5B])
                buffer.append(7)
                buffer.append("]}")
            }
        }
        #expect(text == "before " + expected)
    }
}
