import Diagnostics
import DocumentModel
import TextKernel
import Testing

@testable import Analysis

@Suite struct EntityModelTests {
    private static func bytes() throws -> [UInt8] {
        var random = SeededNumbers(state: 1)
        let document = RandomModel.document(1, 4, &random)
        let lexicon = try RandomModel.lexicon()
        let rows: [(hash: UInt64, weights: [Int8])] = (0..<40).map {
            (FeatureHash.of("\($0)"), (0..<8).map { Int8($0) - 3 })
        }
        _ = document
        return EntityModel.file(
            EntityModel.Parts(
                labels: ["A", "B"], manifest: Array("{\"a\":1}".utf8), border: (0..<25).map { $0 },
                inside: (0..<8).map { $0 }, rows: rows, unit: 0.02, temperature: 1, lexicon: lexicon.serialized))
    }

    @Test func `what is written is read`() throws {
        let model = try EntityModel(Self.bytes())
        #expect(model.tags.labels == ["A", "B"])
        #expect(String(decoding: model.manifest, as: UTF8.self) == "{\"a\":1}")
        #expect(model.rowCount == 40)
        for i in 0..<40 { #expect(model.rows.weights(of: FeatureHash.of("\(i)")) == [-3, -2, -1, 0, 1, 2, 3, 4]) }
        #expect(model.rows.weights(of: FeatureHash.of("40")) == nil)
        #expect(model.lexicon.types == ["PLACE", "TITLE", "ORG", "FIRST"])
    }

    @Test func `a file that is cut off, longer or changed anywhere is refused`() throws {
        let whole = try Self.bytes()
        #expect(throws: ModelFileError.wrongMark(.model)) { try EntityModel([]) }
        for count in stride(from: 1, to: whole.count, by: 61) {
            #expect(throws: ModelFileError.self) { try EntityModel(Array(whole.prefix(count))) }
        }
        #expect(throws: ModelFileError.wrongSize(.model, expected: UInt64(whole.count), found: whole.count + 1)) {
            try EntityModel(whole + [0])
        }
        for i in stride(from: 0, to: whole.count, by: 17) {
            var changed = whole
            changed[i] ^= 1 << UInt8(i % 8)
            #expect(throws: ModelFileError.self, "byte \(i)") { try EntityModel(changed) }
        }
    }

    @Test func `numbers that cannot be are refused even when the checksum fits`() throws {
        let whole = try Self.bytes()
        // The numbers of the header from the fifth on: offsets, sizes, counts, units.
        for field in 4..<17 {
            for value in [UInt64.max, 1 << 62, UInt64(whole.count), UInt64(whole.count) - 1, 1 << 23] {
                var changed = whole
                for i in 0..<8 { changed[8 * field + i] = UInt8(truncatingIfNeeded: value >> UInt64(8 * i)) }
                let sum = SharedMemory(copying: changed).checksum(in: 32..<changed.count)
                for i in 0..<8 { changed[24 + i] = UInt8(truncatingIfNeeded: sum >> UInt64(8 * i)) }
                // Some are possible numbers; those that are not must be found, and none may lead outside.
                if let model = try? EntityModel(changed) {
                    let input = TaggerInput(raw: Array("Anna Berg said so in Oslo.".utf8))
                    _ = EntityTagger(model).tag(input)
                }
            }
        }
    }

    @Test(arguments: [
        (ModelFileError.wrongMark(.model), "not-a-model", "'m' is no model of entities"),
        (.wrongMark(.lexicon), "not-a-lexicon", "'m' is no lexicon"),
        (.wrongVersion(.model, 9), "wrong-version", "'m' is a model of entities of another version"),
        (.wrongSize(.model, expected: 9, found: 8), "damaged-model", "the model of entities 'm' is not whole"),
        (.damaged(.lexicon), "damaged-lexicon", "the lexicon 'm' is damaged"),
    ])
    func `errors say what is wrong with the file`(error: ModelFileError, code: String, problem: String) {
        let diagnostic = error.diagnostic(file: "m")
        #expect(diagnostic.code == code)
        #expect(diagnostic.problem == problem)
        #expect(diagnostic.location?.file == "m")
        #expect(diagnostic.cause != nil && diagnostic.hint != nil)
    }

    @Test func `tables of rows find all rows at any fill`() {
        for (count, groups) in [(1, 1), (15, 2), (500, 40), (1000, 80)] {
            let rows = (0..<count).map {
                (hash: FeatureHash.of("row \($0)"), weights: [Int8]([1, 2, 3, Int8($0 % 100)]))
            }
            let bytes = WeightRows.layout(rows, groups: groups, labels: 1)
            let table = WeightRows(SharedMemory(copying: bytes), offset: 0, groups: groups, labels: 1)
            let lost = rows.indices.filter { table?.weights(of: rows[$0].hash) != rows[$0].weights }
            #expect(lost == [], "\(count) rows in \(groups) groups")
            #expect(
                WeightRows(SharedMemory(copying: Array(bytes.dropLast())), offset: 0, groups: groups, labels: 1) == nil)
        }
    }
}
