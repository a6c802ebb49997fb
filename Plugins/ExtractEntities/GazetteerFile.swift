import Analysis
import Formats
import StageKit

/// A user's list of names: a CSV or TSV file (`.gz` too) with the columns name, label, canonical name and id.
///
/// A first row that begins with `name` names the columns, in any order and among others; without one they stand in this
/// order, and the last two may be left out.
struct GazetteerFile {
    /// Where the columns stand in a row.
    private struct Columns {
        var name: Int? = 0
        var label: Int? = 1
        var canonicalName: Int? = 2
        var id: Int? = 3
        var country: Int?
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
            var columns = Columns()
            while let row = try reader.next() {
                if row.number == 1, let named = Self.columns(row) {
                    columns = named
                    if named.label == nil { problems.append(noLabelColumn(row, file)) }
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
    private static func columns(_ row: CSVRow) -> Columns? {
        let names = row.texts.map { $0.lowercased().replacing(["_", "-"], with: " ") }
        guard names.contains("name"), names.contains("label") || names.first == "name" else { return nil }
        return Columns(
            name: names.firstIndex(of: "name"), label: names.firstIndex(of: "label"),
            canonicalName: names.firstIndex(of: "canonical name") ?? names.firstIndex(of: "canonical"),
            id: names.firstIndex(of: "id"), country: names.firstIndex(of: "country"))
    }

    private func entry(_ row: CSVRow, _ columns: Columns, _ file: String) throws(Diagnostic) -> NameList.Entry {
        func text(_ column: Int?) -> String? {
            guard let column, column < row.cells.count, !row.cells[column].text.isEmpty else { return nil }
            return row.cells[column].text
        }
        guard let name = text(columns.name) else {
            throw Diagnostic(
                "no-name", "the row has no name", at: SourceLocation(file: file, line: row.line, column: 1),
                cause: "expected \(Self.expected), found \(shown(row))",
                hint: "fill in the name, or remove the line; \(reader)")
        }
        guard let label = text(columns.label) else {
            throw Diagnostic(
                "no-label", "name '\(name)' has no label", at: SourceLocation(file: file, line: row.line, column: 1),
                cause: "expected \(Self.expected), found \(shown(row))",
                hint: "write '\(name)\(separator(file))ORG', or remove the line; \(reader)")
        }
        return NameList.Entry(
            [NameList.Name(name)], Label(rawValue: label), canonicalName: text(columns.canonicalName),
            id: text(columns.id),
            country: text(columns.country), line: row.line)
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
