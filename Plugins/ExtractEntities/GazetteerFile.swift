import Analysis
import Formats
import StageKit

/// A user's list of names: a CSV or TSV file (`.gz` too) with the columns name, label, canonical name and id.
///
/// A first row that begins with `name` names the columns, in any order and among others; without one they stand in this
/// order, and the last two may be left out.
struct GazetteerFile {
    private enum Column: String, CaseIterable {
        case name, label, canonicalName = "canonical name", id, country
    }

    /// The most bytes of a list.
    private static let mostBytes = 1 << 30
    /// The most problems that are reported for one list.
    private static let mostProblems = 20

    let path: Path
    let setup: StageSetup

    /// Reads the list.
    ///
    /// - Throws: ``Diagnostics`` with the problems of the file, at most 20.
    func read() throws -> NameList {
        let file = setup.resolve(path)
        var problems: [Diagnostic] = []
        var list = NameList(path.text, isUsers: true, entries: [])
        do {
            let bytes = try openInput(file).readAll(limit: Self.mostBytes)
            let plainName = file.hasSuffix(".gz") ? String(file.dropLast(3)) : file
            var reader = try CSVReader(bytes, file: file, dialect: .dialect(forFile: plainName))
            list.entries.reserveCapacity(bytes.count / 40)
            var columns: [Column: Int] = [.name: 0, .label: 1, .canonicalName: 2, .id: 3]
            while let row = try reader.next() {
                if row.number == 1, let named = Self.columns(row) {
                    columns = named
                    if named[.label] == nil { problems.append(noLabelColumn(row, file)) }
                    continue
                }
                do throws(Diagnostic) {
                    list.entries.append(try entry(row, columns, file))
                } catch {
                    problems.append(error)
                }
                if problems.count >= Self.mostProblems { break }
            }
        } catch {
            problems += error.diagnostics(code: "unreadable-file", problem: "cannot read '\(file)'", at: path.location)
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        return list
    }

    /// The columns that a first row names; nil when it is a row like others.
    private static func columns(_ row: CSVRow) -> [Column: Int]? {
        let names = row.texts.map { $0.lowercased().replacing(["_", "-"], with: " ") }
        guard names.contains("name"), names.contains("label") || names.first == "name" else { return nil }
        var columns: [Column: Int] = [:]
        for (i, name) in names.enumerated() {
            let column = name == "canonical" ? .canonicalName : Column(rawValue: name)
            if let column, columns[column] == nil { columns[column] = i }
        }
        return columns
    }

    private func entry(_ row: CSVRow, _ columns: [Column: Int], _ file: String) throws(Diagnostic) -> NameList.Entry {
        func text(_ column: Column) -> String? {
            guard let i = columns[column], i < row.cells.count, !row.cells[i].text.isEmpty else { return nil }
            return row.cells[i].text
        }
        let place = SourceLocation(file: file, line: row.line, column: 1)
        guard let name = text(.name) else {
            throw Diagnostic(
                "no-name", "the row has no name", at: place, cause: "expected \(Self.expected), found \(shown(row))",
                hint: "fill in the name, or remove the line; \(reader)")
        }
        guard let label = text(.label) else {
            throw Diagnostic(
                "no-label", "name '\(name)' has no label", at: place,
                cause: "expected \(Self.expected), found \(shown(row))",
                hint: "write '\(name)\(separator(file))ORG', or remove the line; \(reader)")
        }
        return NameList.Entry(
            [NameList.Name(name)], Label(rawValue: label), canonicalName: text(.canonicalName), id: text(.id),
            country: text(.country), line: row.line)
    }

    private static let expected = "name, label, canonical name and id"

    private func shown(_ row: CSVRow) -> String {
        row.cells.count == 1 ? "one cell" : "\(row.cells.count) cells"
    }

    private func separator(_ file: String) -> String { file.contains(".tsv") ? "\t" : "," }

    private var reader: String {
        "read by '\(setup.stage)'" + ((path.location ?? setup.location).map { " at \($0)" } ?? "")
    }

    private func noLabelColumn(_ row: CSVRow, _ file: String) -> Diagnostic {
        Diagnostic(
            "no-label", "the first row names no column 'label'",
            at: SourceLocation(file: file, line: row.line, column: 1),
            cause: "expected \(Self.expected), found \(row.texts.joined(separator: ", "))", hint: reader)
    }
}

extension String {
    /// This text with each of `old` replaced.
    fileprivate func replacing(_ old: Set<Character>, with new: Character) -> String {
        String(map { old.contains($0) ? new : $0 })
    }
}
