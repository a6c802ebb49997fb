import DocumentModel
import Testing

@Suite struct FieldsTests {
    @Test func `fields keep the order in which they came`() {
        var fields: Fields = ["title": "A", "published": "2026-01-02", "words": 12]
        fields["agency"] = "VNA"
        fields["title"] = "B"
        fields["published"] = nil
        #expect(fields.names == ["title", "words", "agency"])
        #expect(fields["title"] == "B" && fields["words"]?.integer == 12)
    }

    @Test func `numbers are kept as they were written`() {
        #expect(Value.number("1.10") != Value.number("1.1"))
        #expect(Value.number("1e400").integer == nil)
    }
}
