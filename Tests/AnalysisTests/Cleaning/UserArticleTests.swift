import Analysis
import DocumentModel
import Foundation
import Testing

private let userArticles = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/data/user-articles")

/// The two articles that the project's user gave; they lie beside the repository, and the tests are skipped without them.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: userArticles.path)))
struct UserArticleTests {
    private func regions(_ name: String) throws -> (document: Document, parts: [String]) {
        let bytes = [UInt8](try Data(contentsOf: userArticles.appending(path: name)))
        let text = try #require(Text(validating: bytes))
        var document = Document(id: name, origin: Origin(uri: name, source: SourceBytes(bytes)), text: text)
        try TextCleanerTests.cleaner.clean(&document)
        RegionFinder(stage: "clean-text").label(&document)
        let parts = document.regions.map { region in
            region.kind == .body
                ? "body …\(document.text[region.span].suffix(14))"
                : "\(region.kind.rawValue) \(document.text[region.span])"
        }
        return (document, parts)
    }

    @Test func `the first has a sign-off glued to its last sentence`() throws {
        let (document, parts) = try regions("000_20a8cac8d880013b.txt")
        #expect(parts == ["body …with pleasure.", "sign-off /.VNA"])
        #expect(document.fields == ["agency": "VNA"])
    }

    @Test func `the second has caption, dateline and sign-off`() throws {
        let (document, parts) = try regions("002_df2729408eef45e8.txt")
        #expect(
            parts == [
                "caption President Nguyễn Xuân Phúc.", "credit VNA/VNS Photo", "dateline HÀ NỘI — ",
                "body …fficial visit.",
                "sign-off — VNS",
            ])
        #expect(document.fields == ["agency": "VNS", "dateline-place": "HÀ NỘI"])
        for region in document.regions {
            #expect(document.original[document.original(of: region.span)] == document.text[region.span])
        }
    }
}
