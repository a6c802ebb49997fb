import Formats
import StageKit

/// A text with the labels that people, or an earlier run, gave it.
struct TopicGold: Sendable {
    /// Where a record of JSON keeps what.
    struct Keys: Sendable {
        var text = "text"
        var title = "title"
        /// Nil for the first there is of `labels`, `label` and `topics`.
        var labels: String?
    }

    /// Unique among all texts: the file's name and the id in it, or the line.
    var id: String
    /// The id in the file; nil when it has none.
    var ownID: String?
    var place: SourceLocation
    var text: Text
    /// The title under `title`, and whatever else the record holds.
    var fields = Fields()
    /// Each once, in their order.
    var labels: [String]
    /// Of those labels that have one.
    var scores: [String: Double] = [:]

    /// The document that a pipeline is given.
    var document: Document {
        let origin = Origin(
            uri: place.file, line: place.line, encoding: .embedded, source: SourceBytes(text.bytes))
        return Document(id: id, origin: origin, text: text, fields: fields)
    }

    /// The texts of some files.
    ///
    /// - Throws: ``Diagnostics`` with every problem, up to twenty.
    static func read(_ files: [String], _ keys: Keys, needsText: Bool = true) throws -> [TopicGold] {
        var reading = TopicTextReader.Settings()
        reading.textKey = keys.text
        reading.titleKey = keys.title
        reading.labelsKey = keys.labels
        reading.takesTopics = true
        reading.needs = needsText ? .textOrTitle : .nothing
        reading.keepsFields = true
        var problems: [Diagnostic] = []
        var texts: [TopicGold] = []
        for file in files {
            do {
                texts += try TopicTextReader.content(at: file, reading).texts.map { TopicGold($0, file: file) }
            } catch {
                problems += error.diagnostics(code: "bad-gold", problem: "cannot read '\(file)'")
            }
        }
        var places: [String: SourceLocation] = [:]
        for text in texts where problems.count < 20 {
            if let known = places.updateValue(text.place, forKey: text.id) {
                problems.append(
                    Diagnostic(
                        "duplicate-text", "two texts are called '\(text.id)'", at: text.place,
                        cause: "the other is at \(known)"))
            }
        }
        guard problems.isEmpty else { throw Diagnostics(Array(problems.prefix(20))) }
        guard !texts.isEmpty else {
            throw Diagnostic("no-gold", "the gold files hold no text", hint: "read: \(files.joined(separator: ", "))")
        }
        return texts
    }

    private init(_ read: TopicText, file: String) {
        let name = file == "-" ? "standard-input" : file.split(separator: "/").last.map(String.init) ?? file
        id = "\(name)#\(read.id ?? "\(read.line)")"
        ownID = read.id
        place = SourceLocation(file: file, line: read.line)
        text = Text(validated: read.bytes)
        for index in 0..<read.fields.count { fields[read.fields[at: index].name] = read.fields[at: index].value }
        // Behind the fields: one of them may be called so, too.
        if let title = read.title { fields["title"] = .string(String(decoding: title, as: UTF8.self)) }
        labels = read.labels
        scores = read.scores
    }
}
