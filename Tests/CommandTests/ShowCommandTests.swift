import Testing

@Suite struct ShowCommandTests {
    /// A record as `export-jsonl` writes it, with what readers do not need left out.
    private static let record = #"""
        {"id":"one","fields":{"title":"Talks","published":"2021-03-14"},"text":"President Minh …",\#
        "entities":[{"text":"Minh","label":"PERSON","name":"Tran Quoc Minh",\#
        "attributes":[{"name":"title","value":"President"}]},\#
        {"text":"Tran Quoc Minh","label":"PERSON","name":"Tran Quoc Minh",\#
        "attributes":[{"name":"office","value":"Party General Secretary"},{"name":"title","value":"President"}]},\#
        {"text":"Hanoi","label":"GPE"}],\#
        "aliases":[{"kind":"acronym","short":{"text":"NL"},"long":{"text":"Nordvik Lines"}},\#
        {"kind":"alias","short":{"text":"East Sea"},"long":{"text":"South China Sea"},"called-so-by":"Vietnam"}],\#
        "dates":[{"text":"September 16","label":"DATE","type":"DATE","value":"XXXX-09-16",\#
        "candidates":["2020-09-16","2021-09-16"]},{"text":"2020","label":"DATE","type":"DATE","value":"2020"}],\#
        "amounts":[{"text":"nearly 10 billion USD","label":"MONEY","value":"10000000000","unit":"USD","modifier":"APPROX"}]}

        """#

    @Test func `a record is shown with what its annotations say`() async throws {
        let terminal = try Terminal()
        let ending = try await terminal.run("show", input: Self.record)
        #expect(ending.errors == "")
        #expect(ending.status == 0)
        #expect(
            ending.output == """
                one, 2021-03-14
                  title    Talks
                  GPE      Hanoi
                  PERSON   Tran Quoc Minh (2) [President; Party General Secretary]
                  aliases  NL = Nordvik Lines, East Sea = South China Sea (so called by Vietnam)
                  DATE     September 16 = XXXX-09-16 (2020-09-16 or 2021-09-16), 2020
                  MONEY    nearly 10 billion USD = 10000000000 USD APPROX


                """)
    }

    @Test func `a line that is no record is said with its place`() async throws {
        let ending = try await Terminal().run("show", input: "{\"id\": \"one\"}\n")
        #expect(ending.status == 2)
        #expect(ending.errors.hasPrefix("-:1:1: error[not-a-record]: the line is not a document of export-jsonl"))
    }
}
