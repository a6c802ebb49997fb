import Diagnostics
package import DocumentModel
import Glibc
import TextKernel

/// Annotated texts out of files of any of the formats.
package enum AnnotationFile {
    /// How a file is to be read.
    package struct Settings: Sendable {
        /// The format; nil to go by the name and the first character.
        package var form: AnnotationForm?
        /// What offsets count; nil for code points, or what a record says.
        package var unit: OffsetUnit?
        /// Whether spans may overlap.
        package var allowsOverlap = false
        /// Most bytes of a file.
        package var byteLimit = 1 << 30

        /// Everything by the file itself.
        package init(form: AnnotationForm? = nil) { self.form = form }
    }

    /// What was read.
    package struct Content: Sendable {
        package var texts: [LabelledText] = []
        /// The SHA-256 of the bytes of the file, or of all files one after the other.
        package var digest = ""
    }

    /// The texts of a file, or of all `.ann` files of a folder; for brat either of the two files may be named.
    ///
    /// - Parameter path: a file, packed with gzip or not, a folder, or - for standard input.
    /// - Throws: ``Diagnostic`` or ``Diagnostics`` with file and line.
    package static func texts(at path: String, _ settings: Settings = Settings()) throws -> [LabelledText] {
        try content(at: path, settings).texts
    }

    /// The same with the digest of what was read.
    package static func content(at path: String, _ settings: Settings = Settings()) throws -> Content {
        var content = Content()
        var read: [UInt8] = []
        if isFolder(path) {
            for file in try FileListing(in: "", endings: [".ann"]).files([(path, nil)], allowEmpty: false) {
                content.texts.append(try brat(file.path, settings, &read))
            }
        } else if (settings.form ?? AnnotationForm(fileName: path)) == .brat {
            content.texts = [try brat(path, settings, &read)]
        } else {
            read = try openInput(path).readAll(limit: settings.byteLimit)
            content.texts = try texts(in: read, file: path, settings)
        }
        content.digest = SHA256Digest(of: read).description
        return content
    }

    /// Whether a path is that of a folder.
    package static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The texts of a file's bytes, of any format but brat's, which has two files.
    ///
    /// - Throws: ``Diagnostic`` or ``Diagnostics`` with file and line.
    package static func texts(
        in bytes: [UInt8], file: String, _ settings: Settings = Settings()
    ) throws -> [LabelledText] {
        let form = settings.form ?? AnnotationForm(fileName: file) ?? (isJSON(bytes) ? nil : .conll)
        if let form, !form.isJSON {
            guard form == .conll else {
                throw Diagnostic(
                    "bad-annotation", "brat's format has two files, a text and its annotations",
                    at: SourceLocation(file: file), hint: "name the .ann file; the .txt file stands beside it")
            }
            return try ColumnReader.texts(in: bytes, file: file)
        }
        return try SpanRecordReader.texts(
            in: bytes, file: file, form: form, unit: settings.unit, allowsOverlap: settings.allowsOverlap)
    }

    private static func isJSON(_ bytes: [UInt8]) -> Bool {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }

    private static func brat(_ path: String, _ settings: Settings, _ read: inout [UInt8]) throws -> LabelledText {
        guard path.hasSuffix(".ann") || path.hasSuffix(".txt") else {
            throw Diagnostic(
                "bad-annotation", "'\(path)' is neither the text nor the annotations of brat",
                at: SourceLocation(file: path),
                hint: "name the .ann file; the .txt file stands beside it")
        }
        let stem = String(path.dropLast(4))
        let text = try openInput(stem + ".txt").readAll(limit: settings.byteLimit)
        let annotations = try openInput(stem + ".ann").readAll(limit: settings.byteLimit)
        read += text
        read += annotations
        let name = stem.split(separator: "/").last.map(String.init) ?? stem
        return try BratReader.text(
            text, annotations: annotations, id: BratName.id(of: name), file: stem + ".ann", textFile: stem + ".txt",
            unit: settings.unit ?? .codepoint, allowsOverlap: settings.allowsOverlap)
    }
}

/// File names made of ids, so that the ids come back: what is no letter, digit, `-`, `_` or inner `.` is percent-encoded.
package enum BratName {
    /// The longest name.
    private static let longest = 200

    /// The name of the files of a document, without the ending.
    package static func name(of id: String) -> String {
        var name = ""
        for (index, byte) in id.utf8.enumerated() {
            let isPlain =
                byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: ".") && index > 0
            name += isPlain ? String(UnicodeScalar(byte)) : "%" + hexadecimal(UInt32(byte), digits: 2)
        }
        guard name.utf8.count > longest else { return name.isEmpty ? "%" : name }
        return String(name.prefix(longest - 17)) + "~" + String(SourceBytes(Array(id.utf8)).digest.prefix(16))
    }

    /// The id of a document whose files have this name; a name that was not made of an id is its own.
    package static func id(of name: String) -> String {
        let bytes = Array(name.utf8)
        var id: [UInt8] = []
        var i = 0
        while i < bytes.count {
            if bytes[i] == UInt8(ascii: "%"), i + 2 < bytes.count,
                let byte = UInt8(String(decoding: bytes[i + 1...i + 2], as: UTF8.self), radix: 16)
            {
                id.append(byte)
                i += 3
            } else {
                id.append(bytes[i])
                i += 1
            }
        }
        return String(validating: id, as: UTF8.self) ?? name
    }
}
