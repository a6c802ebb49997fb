import DocumentModel
import Formats
import StageKit

/// What a file holds, known by its name or its first character.
enum FileKind: Hashable, Sendable {
    case text, lines, array

    /// The endings that are loaded when a folder is named.
    static let endings = [".txt", ".text", ".jsonl", ".ndjson", ".json"].flatMap { [$0, $0 + ".gz"] }

    init?(name: String) {
        let lower = name.lowercased()
        let plain = lower.hasSuffix(".gz") ? String(lower.dropLast(3)) : lower
        if plain.hasSuffix(".jsonl") || plain.hasSuffix(".ndjson") {
            self = .lines
        } else if plain.hasSuffix(".json") {
            self = .array
        } else if plain.hasSuffix(".txt") || plain.hasSuffix(".text") {
            self = .text
        } else {
            return nil
        }
    }

    /// By the first character that is no white space: an array, an object, or else text.
    init(start: [UInt8]) {
        let bytes = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start[...]
        switch bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
        case UInt8(ascii: "["): self = .array
        case UInt8(ascii: "{"): self = .lines
        default: self = .text
        }
    }
}

/// Reads files one after the other, a batch at a time.
final class FilesReader: SourceReader {
    private let files: [FileListing.File]
    private let format: LoadFiles.Format
    private let encoding: TextEncoding
    private let maxBytes: Int
    private let reader: DocumentJSONReader
    /// What earlier runs know of the files; nil when nobody will ask.
    private let known: (any KnownInputs)?
    private var index = 0
    /// The records of the file that is being read, when it holds more than one.
    private var records: RecordFile?
    private var unchanged: [(input: SourceInput, documents: Int)] = []
    private var completed: [(input: SourceInput, documents: Int)] = []

    /// A file with more than one record, while it is read.
    private struct RecordFile {
        let file: FileListing.File
        let reader: any RecordReader
        /// What the file system said of it before it was opened.
        let input: SourceInput?
        var documents = 0
    }

    /// Most unchanged files in one batch.
    private static let mostUnchanged = 4096

    init(
        _ files: [FileListing.File], format: LoadFiles.Format, encoding: TextEncoding, maxBytes: Int,
        reader: DocumentJSONReader, known: (any KnownInputs)?
    ) {
        self.files = files
        self.format = format
        self.encoding = encoding
        self.maxBytes = maxBytes
        self.reader = reader
        self.known = known
    }

    var inputPaths: [String] { files.map(\.path) }

    /// Known when every file is a regular one and none is packed.
    lazy var totalBytes: Int? = files.reduce(0 as Int?) { sum, file in
        guard let sum, let count = file.byteCount, !file.name.lowercased().hasSuffix(".gz") else { return nil }
        return sum.addingReportingOverflow(count).partialValue
    }

    func next(_ limit: BatchLimit) throws -> SourceBatch? {
        while true {
            if var current = records {
                if let batch = try current.reader.next(count: limit.documents, byteCount: limit.bytes) {
                    let filled = batch.records.filter { $0.byteCount > 0 }
                    if filled.isEmpty { continue }
                    current.documents += filled.count
                    records = current
                    return told(recordBatch(batch, filled, current.file))
                }
                if let input = current.input { completed.append((input, current.documents)) }
                records = nil
            }
            if let batch = index < files.count ? try openNext(limit) : nil { return told(batch) }
            if records == nil, index >= files.count || unchanged.count >= Self.mostUnchanged {
                guard !unchanged.isEmpty || !completed.isEmpty else { return nil }
                return told(SourceBatch(count: 0, byteCount: 0) { [] })
            }
        }
    }

    /// The batch with what is known of the files by now.
    private func told(_ batch: SourceBatch) -> SourceBatch {
        var batch = batch
        swap(&batch.unchanged, &unchanged)
        swap(&batch.completed, &completed)
        return batch
    }

    /// Opens the next file: for records, to be read later; a text, as a batch with the texts after it.
    private func openNext(_ limit: BatchLimit) throws -> SourceBatch? {
        var texts: [TextFile] = []
        var byteCount = 0
        while index < files.count, texts.count < limit.documents, byteCount < limit.bytes {
            let file = files[index]
            // A file that may hold records begins after the batch of texts before it.
            if kind(of: file) != .text, !texts.isEmpty { break }
            // What was left out before these texts is told before them.
            let input = known == nil ? nil : file.input
            if let input, let documents = known?.documentCount(ofUnchanged: input) {
                if !texts.isEmpty || unchanged.count >= Self.mostUnchanged { break }
                unchanged.append((input, documents))
                index += 1
                continue
            }
            index += 1
            let (kind, opened) = try open(file)
            guard kind == .text else {
                records = RecordFile(
                    file: file,
                    reader: kind == .lines
                        ? LineReader(opened, maximumByteCount: maxBytes)
                        : JSONArrayReader(opened, maximumByteCount: maxBytes), input: input)
                return nil
            }
            let text = try TextFile(file, opened, maxBytes)
            byteCount += text.bytes.count
            texts.append(text)
            if let input { completed.append((input, 1)) }
        }
        return texts.isEmpty ? nil : textBatch(texts, byteCount)
    }

    /// What the file is, as far as its name or the options tell.
    private func kind(of file: FileListing.File) -> FileKind? {
        switch format {
        case .auto: FileKind(name: file.name)
        case .text: .text
        case .jsonl: .lines
        case .json: .array
        }
    }

    private func open(_ file: FileListing.File) throws -> (FileKind, any ByteInput) {
        let input = try openInput(file.path)
        if let kind = kind(of: file) { return (kind, input) }
        let prefixed = try PrefixedInput(input) { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
        return (FileKind(start: prefixed.start), prefixed)
    }

    private func textBatch(_ texts: [TextFile], _ byteCount: Int) -> SourceBatch {
        let encoding = encoding
        return SourceBatch(count: texts.count, byteCount: byteCount) { texts.map { $0.document(encoding) } }
    }

    private func recordBatch(_ batch: RecordBatch, _ records: [Record], _ file: FileListing.File) -> SourceBatch {
        let reader = reader
        let maxBytes = maxBytes
        return SourceBatch(count: records.count, byteCount: batch.bytes.count) {
            records.map { record in
                let source = SourceBytes(batch.bytes, record.range)
                do {
                    if record.isTooLong { throw tooLarge(file.name, record.byteCount, maxBytes, line: record.line) }
                    return .document(
                        try reader.document(
                            in: batch.bytes, record.range, uri: file.name, record: record.number, line: record.line,
                            column: record.column))
                } catch {
                    let origin = Origin(
                        uri: file.name, record: record.number, line: record.line, encoding: .embedded, source: source)
                    let id = reader.fallbackID(file.name, source)
                    return .rejected(RejectedInput(id: id, origin: origin, error: error))
                }
            }
        }
    }
}

/// A text file that was read, or could not be.
private struct TextFile: Sendable {
    let file: FileListing.File
    private(set) var bytes: [UInt8]
    private var problem: Diagnostic?

    /// Reads the file.
    ///
    /// - Throws: ``Diagnostic`` when the file cannot be read at all; what is wrong with its content concerns only the
    ///   document.
    init(_ file: FileListing.File, _ input: any ByteInput, _ maxBytes: Int) throws {
        self.file = file
        do { bytes = try input.readAll(limit: maxBytes) } catch let error as Diagnostic {
            switch error.code {
            case "file-too-large": problem = tooLarge(file.name, nil, maxBytes, line: nil)
            case "bad-gzip": problem = error
            default: throw error
            }
            bytes = []
        }
    }

    func document(_ encoding: TextEncoding) -> LoadedDocument {
        let id = file.name == "-" ? "standard-input" : file.name
        var origin = Origin(uri: file.name, source: SourceBytes(bytes))
        do {
            if let problem { throw problem }
            let decoded = try decodeText(bytes, as: encoding, file: file.name)
            origin.encoding = decoded.encoding
            return .document(Document(id: id, origin: origin, text: Text(validated: decoded.text)))
        } catch {
            return .rejected(RejectedInput(id: id, origin: origin, error: error))
        }
    }
}

private func tooLarge(_ file: String, _ byteCount: Int?, _ limit: Int, line: Int?) -> Diagnostic {
    let size = byteCount.map { "\($0) bytes, more" } ?? "more bytes"
    return Diagnostic(
        "document-too-large", "the document has \(size) than the limit of \(limit)",
        at: SourceLocation(file: file, line: line),
        hint: "raise 'max-bytes' of 'load-files' if documents may be that large")
}

extension FileListing.File {
    /// What the file system says of it now; nil when it is not a regular file.
    fileprivate var input: SourceInput? {
        stamp.map { SourceInput(name: name, byteCount: $0.byteCount, modified: $0.modified, touched: $0.touched) }
    }
}
