import Foundation
import Testing

@Suite struct TrainCommandTests {
    private static let columns = """
        Anna\tB-PER
        Berg\tI-PER
        saw\tO
        Oslo\tB-LOC
        .\tO

        Ole\tB-PER
        Dahl\tI-PER
        left\tO
        Lima\tB-LOC
        .\tO

        """

    @Test func `a lexicon and a model are learned, and the model is measured`() async throws {
        let terminal = try Terminal()
        try terminal.write("FIRST\tAnna\nFIRST\tOle\nPLACE\tOslo\n", to: "names.tsv")
        try terminal.write("Anna saw the sea.\nOle saw the sea.\nAnna saw the lake.\n", to: "text.txt")
        let lexicon = try await terminal.run(
            "train", "lexicon", "--names", "names.tsv", "--text", "text.txt", "--out", "small.lexicon")
        #expect(lexicon.status == 0, "\(lexicon.errors)")
        #expect(lexicon.errors.contains("3 names of 2 types, clusters of 3 words"))
        try terminal.write(Self.columns, to: "train.conll")
        let training = try await terminal.run(
            "train", "entities", "--data", "train.conll", "--dev", "train.conll", "--lexicon", "small.lexicon", "--out",
            "small.model", "--licence", "train.conll=CC0", "--epochs", "5", "--runs", "2")
        #expect(training.status == 0, "\(training.errors)")
        #expect(training.output == "")
        #expect(training.errors.hasPrefix("label  precision  recall      F1   there\n"))
        #expect(training.errors.contains("learned from 10 tokens"))
        let model = String(
            decoding: FileManager.default.contents(atPath: terminal.path("small.model")) ?? Data(), as: UTF8.self)
        #expect(model.contains("\"licence\": \"CC0\"") && model.contains("\"dropout\": 0.3000"))
        #expect(!model.contains(terminal.folder), "a manifest names no folders")
        let score = try await terminal.run("evaluate", "entities", "train.conll", "--model", "small.model")
        #expect(score.output.contains("micro     4      4   1.000  1.000  1.000"), "\(score.output)\(score.errors)")
        // The lexicon of a model serves as well as its file.
        let again = try await terminal.run(
            "train", "entities", "--data", "train.conll", "--lexicon", "small.model", "--out", "second.model")
        #expect(again.status == 0, "\(again.errors)")
    }

    @Test func `the same data and seed give the same bytes, whatever the number of jobs`() async throws {
        let terminal = try Terminal()
        try terminal.write(Self.columns, to: "train.conll")
        for jobs in ["1", "3"] {
            let ending = try await terminal.run(
                "train", "entities", "--data", "train.conll:0.5:LOC", "train.conll", "--out", "\(jobs).model", "--jobs",
                jobs)
            #expect(ending.status == 0, "\(ending.errors)")
        }
        let models = ["1.model", "3.model"].map { FileManager.default.contents(atPath: terminal.path($0)) }
        #expect(models[0] != nil && models[0] == models[1])
    }

    @Test(arguments: [
        (
            "Anna\n",
            "bad.conll:1: error[bad-columns]: the line has one column, and no tag\n"
                + "  hint: write the token, a tab and its tag\n"
        ),
        (
            "Anna\tO\nsaw\tO\n",
            "error[no-labels]: the training data mark no entity\n"
                + "  hint: columns need tags such as 'B-PERSON' in the last place of a line\n"
        ),
    ])
    func `broken data are said with file and line, and no model is left`(data: String, errors: String) async throws {
        let terminal = try Terminal()
        try terminal.write(data, to: "bad.conll")
        let ending = try await terminal.run("train", "entities", "--data", "bad.conll", "--out", "new.model")
        #expect(ending.status == 2)
        #expect(ending.errors == errors)
        #expect(terminal.names == ["bad.conll"])
    }

    @Test func `lists and lexicons that are none are said`() async throws {
        let terminal = try Terminal()
        try terminal.write("CTRY\tViet Nam\nX\n", to: "names.tsv")
        let names = try await terminal.run("train", "lexicon", "--names", "names.tsv", "--out", "new.lexicon")
        #expect(names.status == 2)
        #expect(
            names.errors == "names.tsv:2:1: error[bad-names]: a line has a type, a tab and a name\n"
                + "  hint: for example: CTRY, a tab, Viet Nam\n")
        try terminal.write(Data([0x61, 0x0A, 0xFF]), to: "text.txt")
        let text = try await terminal.run("train", "lexicon", "--text", "text.txt", "--out", "new.lexicon")
        #expect(text.errors.hasPrefix("text.txt:2: error[bad-encoding]: the file is not UTF-8\n"))
        try terminal.write(Self.columns, to: "train.conll")
        let lexicon = try await terminal.run(
            "train", "entities", "--data", "train.conll", "--lexicon", "names.tsv", "--out", "new.model")
        #expect(
            lexicon.errors == "names.tsv: error[not-a-lexicon]: 'names.tsv' is no lexicon\n"
                + "  cause: it does not begin as one\n  hint: 'textmill train lexicon' writes one\n")
    }
}
