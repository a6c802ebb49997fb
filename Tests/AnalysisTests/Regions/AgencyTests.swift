import Analysis
import Testing

@Suite struct AgencyTests {
    /// Neighbours that are easily taken for one another, and spellings.
    @Test(arguments: [
        ("Ritzau", "Ritzau"), ("NTB", "NTB"), ("Canadian Press", "Canadian Press"), ("the associated press", "AP"),
        ("The Associated Press", "AP"), ("LETA", "LETA"), ("BNS", "BNS"), ("DHA", "DHA"), ("UNB", "UNB"),
        ("Adnkronos", "Adnkronos"), ("xinhua news agency", "Xinhua"), ("ИТАР-ТАСС", "TASS"),
        ("Thông tấn xã Việt Nam", "VNA"),
    ])
    func `an agency is known by its names and by no other's`(name: String, agency: String) {
        #expect(Agency(name)?.name == agency)
    }

    @Test(arguments: ["Vietnam", "Online", "Trend", "Beta", "Norway", ""])
    func `a common word is no agency`(word: String) { #expect(Agency(word) == nil) }
}
