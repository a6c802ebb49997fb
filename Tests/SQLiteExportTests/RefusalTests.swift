import Diagnostics
import DocumentModel
import Foundation
import GRDB
import Glibc
import Testing

@testable import SQLiteExport

/// What is not written over, and how that is said.
@Suite struct RefusalTests {
    private func refusal(_ export: TestExport, _ body: () throws -> Void) throws -> String {
        let error = try #require(throws: Diagnostic.self) { try body() }
        return error.rendered().replacingOccurrences(of: export.folder, with: "FOLDER")
    }

    @Test func `a file that is no database stays`() throws {
        let export = try TestExport()
        try Data("id,title\n".utf8).write(to: URL(filePath: export.path))
        let text = try refusal(export) { _ = try export.open(1) }
        #expect(
            text == """
                FOLDER/out.sqlite: error[no-export]: 'FOLDER/out.sqlite' is no database that export-sqlite wrote
                  cause: it is no SQLite file
                  hint: write somewhere else, or move it away; nothing was changed
                """)
        #expect(try String(contentsOfFile: export.path, encoding: .utf8) == "id,title\n")
        #expect(export.names == ["out.sqlite"])
    }

    @Test func `a database of another program stays, and so does a folder`() throws {
        let export = try TestExport()
        let other = try DatabaseQueue(path: export.path)
        try other.write { try $0.execute(sql: "CREATE TABLE document (id)") }
        try other.close()
        let text = try refusal(export) { _ = try export.open(1) }
        #expect(text.contains("\n  cause: it is a database of another program\n"))
        #expect(try export.query("SELECT count(*) FROM sqlite_master") == ["1"])
        try FileManager.default.removeItem(atPath: export.path)
        try FileManager.default.createDirectory(atPath: export.path, withIntermediateDirectories: true)
        #expect(try refusal(export) { _ = try export.open(nil) }.contains("\n  cause: it is a folder\n"))
    }

    @Test func `a database of another version stays`() throws {
        let export = try TestExport()
        try export.write([article("a")])
        let other = try DatabaseQueue(path: export.path)
        try other.write { try $0.execute(sql: "PRAGMA user_version = 9") }
        try other.close()
        let text = try refusal(export) { _ = try export.open(2) }
        #expect(
            text == """
                FOLDER/out.sqlite: error[other-export]: 'FOLDER/out.sqlite' was written by another version of Textmill
                  cause: its tables are those of version 9, not 2
                  hint: write somewhere else, or move it away; nothing was changed
                """)
    }

    @Test func `a database of another pipeline, of no pipeline or with another unit stays`() throws {
        let export = try TestExport()
        try export.write([article("a")])
        #expect(
            try refusal(export) { _ = try export.open(1, pipeline: "day") } == """
                FOLDER/out.sqlite: error[other-export]: 'FOLDER/out.sqlite' holds what the pipeline 'night' wrote
                  cause: this pipeline is 'day'
                  hint: give each pipeline a database of its own, or move this one away; nothing was changed
                """)
        let bytes = SQLiteForm(unit: .byte)
        #expect(
            try refusal(export) { _ = try export.open(2, keepsEarlier: true, form: bytes) } == """
                FOLDER/out.sqlite: error[other-export]: 'FOLDER/out.sqlite' counts offsets in another unit
                  cause: 'codepoint', not 'byte'
                  hint: run once with '--no-incremental', which replaces it; nothing was changed
                """)
        try export.open(2, form: bytes).abandon()
        try export.write([article("a")], run: nil)
        #expect(
            try refusal(export) { _ = try export.open(2, keepsEarlier: true) } == """
                FOLDER/out.sqlite: error[other-export]: 'FOLDER/out.sqlite' was written by a run without a ledger
                  cause: it cannot be told what of it holds on
                  hint: run once with '--no-incremental', which replaces it; nothing was changed
                """)
    }

    @Test func `a run does not go on in a database that is behind the ledger`() throws {
        let export = try TestExport()
        let exporter = try export.open(1)
        try exporter.write(rows([article("a")]))
        _ = try exporter.checkpoint()
        exporter.suspend()
        let lost = """
            FOLDER/out.sqlite: error[lost-position]: cannot go on writing 'FOLDER/out.sqlite'
              cause: its working file 'FOLDER/.out.sqlite.partial' is gone, or is not the one of the last checkpoint
              hint: run with '--start-again': the run begins anew, and nothing of it is lost
            """
        #expect(try refusal(export) { _ = try export.open(1, at: .checkpoint(documents: 2)) } == lost)
        #expect(try refusal(export) { _ = try export.open(2, at: .checkpoint(documents: 1)) } == lost)
        #expect(try refusal(export) { _ = try export.open(1, at: .publishing(documents: 2)) } == lost)
        try export.open(1, at: .checkpoint(documents: 1)).abandon()
        #expect(try refusal(export) { _ = try export.open(1, at: .checkpoint(documents: 1)) } == lost)
        #expect(try refusal(export) { _ = try export.open(1, at: .publishing(documents: 1)) } == lost)
        #expect(export.names == [])
    }

    @Test func `two runs do not write one database`() throws {
        let export = try TestExport()
        let exporter = try export.open(1)
        try exporter.write(rows([article("a")]))
        #expect(
            try refusal(export) { _ = try export.open(1) } == """
                FOLDER/out.sqlite: error[output-failed]: cannot write 'FOLDER/out.sqlite'
                  cause: its working file is locked
                  hint: another run is writing this file; wait for it, or write somewhere else
                """)
        _ = try exporter.checkpoint()
        try exporter.finish()
        #expect(try export.query("SELECT id FROM document") == ["a"])
    }

    @Test(arguments: [false, true])
    func `a reader that does not let go is waited for, and then said`(keeps: Bool) throws {
        let export = try TestExport()
        try export.write([article("a")])
        let exporter = try export.open(2, keepsEarlier: keeps)
        try exporter.write(rows([article("b")]))
        let count = try exporter.checkpoint()
        let working = try #require(exporter.working)
        try working.complete(withIndices: !keeps)
        let files = ExportFiles(export.path)
        // Opened before the reader: closing a file lets go of all locks that the process has on it.
        let published = try #require(try PublishedDatabase(files, busyTimeout: 0.05))
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let reader = try DatabaseQueue(path: export.path, configuration: configuration)
        try reader.inDatabase { database in
            try database.execute(sql: "BEGIN")
            _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM document")
        }
        let text = try refusal(export) {
            do {
                if keeps { try published.merge(working, replacing: []) } else { try published.replace(with: working) }
            } catch { throw SQLiteError.diagnostic(error, files) }
        }
        #expect(
            text == """
                FOLDER/out.sqlite: error[locked-export]: 'FOLDER/out.sqlite' was locked for too long
                  cause: database is locked
                  hint: another program reads or writes it in one long transaction; end that and run again
                """)
        exporter.suspend()
        try reader.inDatabase { try $0.execute(sql: "COMMIT") }
        #expect(try export.query("SELECT group_concat(id) FROM document") == ["a"])
        try export.open(2, at: .publishing(documents: count), keepsEarlier: keeps).finish()
        #expect(try export.query("SELECT group_concat(id) FROM document") == [keeps ? "a,b" : "b"])
    }

    @Test func `a full disk is said, and the checkpoint holds`() throws {
        let export = try TestExport()
        let exporter = try export.open(1)
        try exporter.write(rows([article("a")]))
        _ = try exporter.checkpoint()
        try exporter.working?.queue.inDatabase { try $0.execute(sql: "PRAGMA max_page_count = 100") }
        let long = Document(id: "long", String(repeating: "x", count: 2_000_000))
        #expect(
            try refusal(export) { try exporter.write(rows([long])) } == """
                FOLDER/out.sqlite: error[output-failed]: cannot write 'FOLDER/out.sqlite'
                  cause: no space left on device (ENOSPC)
                  hint: free some space and run again
                """)
        exporter.suspend()
        let continued = try export.open(1, at: .checkpoint(documents: 1))
        try continued.write(rows([long]))
        _ = try continued.checkpoint()
        try continued.finish()
        #expect(try export.query("SELECT id, length(text) FROM document") == ["a|105", "long|2000000"])
    }

    @Test func `a damaged database stays`() throws {
        let export = try TestExport()
        try export.write([article("a")])
        var bytes = try Data(contentsOf: URL(filePath: export.path))
        bytes.replaceSubrange(100..<8000, with: repeatElement(0x41, count: 7900))
        try bytes.write(to: URL(filePath: export.path))
        let text = try refusal(export) { _ = try export.open(2) }
        #expect(
            text == """
                FOLDER/out.sqlite: error[broken-export]: 'FOLDER/out.sqlite' is damaged
                  cause: database disk image is malformed
                  hint: move it away and do all documents again; nothing was overwritten
                """)
        #expect(try Data(contentsOf: URL(filePath: export.path)) == bytes)
    }

    @Test(.enabled(if: getuid() != 0, "permissions do not bind the superuser"))
    func `a database that may not be written is said before anything is read`() throws {
        let export = try TestExport()
        try export.write([article("a")])
        chmod(export.path, 0o444)
        #expect(
            try refusal(export) { _ = try export.open(2) } == """
                FOLDER/out.sqlite: error[output-failed]: cannot write 'FOLDER/out.sqlite'
                  cause: permission denied (EACCES)
                """)
    }

    @Test func `a folder that is not there is made, and one that cannot be is said`() throws {
        let export = try TestExport()
        let path = "\(export.folder)/deep/er/out.sqlite"
        try SQLiteExporter(path, SQLiteForm()).finish()
        #expect(FileManager.default.fileExists(atPath: path))
        let text = try refusal(export) { _ = try SQLiteExporter("\(path)/x.sqlite", SQLiteForm()) }
        #expect(
            text == """
                FOLDER/deep/er/out.sqlite/x.sqlite: error[output-failed]: cannot write 'FOLDER/deep/er/out.sqlite/x.sqlite'
                  cause: a part of the path is not a folder (ENOTDIR)
                """)
    }

    @Test func `bytes that are no rows are refused`() throws {
        let export = try TestExport()
        let exporter = try export.open(1)
        let good = try rows([article("a")])
        for count in [1, 2, 5, good.count - 1] {
            #expect(throws: Diagnostic.self) { try exporter.write(Array(good[..<count])) }
        }
        #expect(throws: Diagnostic.self) { try exporter.write([99]) }
        #expect(throws: Diagnostic.self) { try exporter.write([0, 9]) }
    }
}
