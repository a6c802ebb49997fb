import Testing

@Suite struct EvaluateAmountsTests {
    private static let cases = """
        [
          {"Input": "It cost thirteen dollars and ten cents", "Results": [
            {"Text": "thirteen dollars and ten cents", "TypeName": "currency", "Resolution": {"value": "13.1", "unit": "Dollar"}}]},
          {"Input": "5 cents, not 5 billion VND", "Results": [
            {"Text": "5 cents", "TypeName": "currency", "Resolution": {"value": "5", "unit": "Cent"}},
            {"Text": "5 billion vnd", "TypeName": "currency",
             "Resolution": {"value": "5000000000", "unit": "Vietnamese dong", "isoCurrency": "VND"}}]},
          {"Input": "All 70 of us.", "Results": []},
          {"Input": "two euros", "Results": [
            {"Text": "two euros", "TypeName": "currency", "Resolution": {"value": "3", "unit": "Euro", "isoCurrency": "EUR"}}]}
        ]
        """

    @Test func `says how many cases are right, and which are not`() async throws {
        let terminal = try Terminal()
        try terminal.write(Self.cases, to: "cases.json")
        let ending = try await terminal.run("evaluate", "amounts", "--data", "cases.json", "--fail-under", "0.8")
        #expect(
            ending.output == """
                gold   4 cases of cases.json
                found  4 amounts by extract-entities

                cases fully right   3     of 4     0.750
                surfaces            4     of 4     1.000
                values              3     of 4     0.750
                units               4     of 4     1.000

                cases.json#4: two euros
                  expected  "two euros" = 3.0 EUR
                  found     "two euros" = 2.0 EUR

                """)
        #expect(ending.errors.contains("0.750 of the cases are right, less than 0.8"))
        #expect(ending.status == 1)
    }

    @Test func `a file that is no list of cases is refused`() async throws {
        let terminal = try Terminal()
        try terminal.write("{\"a\": 1}", to: "cases.json")
        let ending = try await terminal.run("evaluate", "amounts", "--data", "cases.json")
        #expect(ending.errors.contains("cases.json: error[bad-cases]: the file is no array of cases"))
    }
}
