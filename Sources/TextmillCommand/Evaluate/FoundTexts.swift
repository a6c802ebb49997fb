import Analysis
import Engine
import StageKit

/// Where the annotations that are measured come from.
enum FoundTexts {
    /// The stages of a pipeline, or `extract-entities` alone.
    ///
    /// Nil when the pipeline is wrong; that has been said.
    static func stages(_ arguments: EvaluationArguments, _ program: Program) -> [StageInstance]? {
        if let file = arguments.pipeline {
            return LoadedPipeline(file: file, overrides: arguments.overrides, program)?.pipeline.stages
        }
        let name = "textmill's own pipeline"
        let text = """
            pipeline: extract-entities
            stages:
              - load-files: {paths: ["-"]}
              - extract-entities:
              - export-jsonl: {path: "-"}
            """
        return LoadedPipeline(bytes: Array(text.utf8), file: name, overrides: arguments.overrides, program)?
            .pipeline.stages
    }

    /// The mentions of a file for each gold text, in the order of gold.
    ///
    /// Texts are paired in their order when there are as many and they are the same, otherwise by id.
    ///
    /// - Throws: ``Diagnostics`` when a text is missing or differs.
    static func mentions(of file: String, _ texts: [GoldText], for gold: [GoldText]) throws -> [[Mention]] {
        /// The id in the file.
        func ownID(_ text: GoldText) -> String {
            text.id.split(separator: "#", maxSplits: 1).last.map(String.init) ?? text.id
        }
        let isInOrder =
            texts.count == gold.count && zip(texts, gold).allSatisfy { $0.text == $1.text }
        if isInOrder { return texts.map(\.mentions) }
        var byID: [String: GoldText] = [:]
        for text in texts {
            byID[text.id] = text
            byID[ownID(text)] = text
        }
        var problems: [Diagnostic] = []
        let all = gold.map { gold -> [Mention] in
            guard let text = byID[gold.id] ?? byID[ownID(gold)] else {
                problems.append(
                    Diagnostic(
                        "no-found-text", "'\(file)' has no text for '\(gold.id)'", at: gold.place,
                        hint: "texts are paired by id, or by order when all are the same"))
                return []
            }
            if text.text != gold.text { problems.append(difference(file, text, gold)) }
            return text.mentions
        }
        guard problems.isEmpty else { throw Diagnostics(Array(problems.prefix(20))) }
        return all
    }

    private static func difference(_ file: String, _ text: GoldText, _ gold: GoldText) -> Diagnostic {
        let common = zip(text.text.bytes, gold.text.bytes).prefix { $0 == $1 }.count
        func rest(_ bytes: [UInt8]) -> String {
            var start = common
            while start > 0, start < bytes.count, bytes[start] & 0xC0 == 0x80 { start -= 1 }
            return Visible.line(String(decoding: bytes[start...].prefix(40), as: UTF8.self))
        }
        return Diagnostic(
            "text-differs", "the text of '\(text.id)' is not that of gold",
            at: text.place,
            cause: "after \(Wording.counted(common, "byte")) it goes on with \"\(rest(text.text.bytes))\", "
                + "gold with \"\(rest(gold.text.bytes))\"",
            hint: "gold is at \(gold.place); offsets of one text mean nothing in another")
    }
}
