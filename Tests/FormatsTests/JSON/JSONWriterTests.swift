import Formats
import Testing

@Suite struct `JSON writer` {
    private func written(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        body(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func `puts commas and colons where they belong`() {
        let text = written { writer in
            writer.beginObject()
            writer.key("a")
            writer.number(1)
            writer.key(JSONKey("b\n"))
            writer.beginArray()
            writer.boolean(true)
            writer.null()
            writer.beginObject()
            writer.endObject()
            writer.beginArray()
            writer.endArray()
            writer.string("x")
            writer.endArray()
            writer.key("c")
            writer.raw(Array("[1, 2]".utf8), in: 1..<2)
            writer.endObject()
            writer.newline()
            writer.number(2)
            writer.newline()
        }
        #expect(text == "{\"a\":1,\"b\\n\":[true,null,{},[],\"x\"],\"c\":1}\n2\n")
    }

    @Test(arguments: [
        ("", #""""#), ("a\"b", #""a\"b""#), ("\\", #""\\""#), ("/", #""/""#), ("é新😀", #""é新😀""#),
        ("\n\r\t\u{8}\u{C}", #""\n\r\t\b\f""#), ("\u{0}\u{1F}", #""\u0000\u001f""#),
        ("\u{7F}\u{2028}", "\"\u{7F}\u{2028}\""),
    ]) func `escapes what it must and nothing else`(text: String, json: String) {
        #expect(written { $0.string(text) } == json)
        #expect(written { $0.string(Array(text.utf8)) } == json)
    }

    @Test(arguments: [
        (0, "0"), (-1, "-1"), (10, "10"), (1_234_567, "1234567"), (.max, "9223372036854775807"),
        (.min, "-9223372036854775808"),
    ]) func `writes integers`(value: Int, json: String) {
        #expect(written { $0.number(value) } == json)
    }

    @Test(arguments: [
        (0.1, "0.1"), (-0.0, "-0.0"), (1e16, "1e+16"), (.leastNonzeroMagnitude, "5e-324"),
        (0.30000000000000004, "0.30000000000000004"),
        (123456.789, "123456.789"), (.infinity, "null"), (-.infinity, "null"), (.nan, "null"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
    ]) func `writes doubles so that they read back, and null for what JSON cannot say`(value: Double, json: String) {
        #expect(written { $0.number(value) } == json)
        if value.isFinite { #expect(Double(json) == value && isJSONNumber(json)) }
    }

    @Test(arguments: 0..<70) func `escapes wherever the byte falls in a block`(padding: Int) throws {
        for byte: UInt8 in [0x22, 0x5C, 0x0A, 0x00, 0x1F, 0x20, 0x7F] {
            let text = Array(repeating: UInt8(ascii: "x"), count: padding) + [byte, byte] + Array("yz".utf8)
            var writer = JSONWriter()
            writer.string(text)
            let slow = text.flatMap { slowEscape($0) }
            #expect(writer.bytes == [0x22] + slow + [0x22])
        }
    }

    @Test func `a text of nothing but escapes grows as it must`() throws {
        let text = [UInt8](repeating: 1, count: 10_000)
        var writer = JSONWriter()
        writer.string(text)
        #expect(writer.bytes.count == 60_002)
        var cursor = try JSONCursor(writer.bytes)
        #expect(try cursor.readBytes() == text)
    }

    @Test func `appends to what it is given and gives it away`() {
        var writer = JSONWriter(appendingTo: Array("1\n".utf8))
        writer.number(2)
        #expect(writer.take() == Array("1\n2".utf8))
        #expect(writer.bytes.isEmpty)
        writer.number(3)
        #expect(writer.bytes == [0x33])
        writer.removeAll()
        #expect(writer.bytes.isEmpty)
    }

    private func slowEscape(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case 0x22, 0x5C: [0x5C, byte]
        case 0x0A: Array("\\n".utf8)
        case 0..<0x20: Array(("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)).utf8)
        default: [byte]
        }
    }
}
