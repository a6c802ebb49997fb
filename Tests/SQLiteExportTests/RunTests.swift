import DocumentModel
import Foundation
import GRDB
import Testing

@testable import SQLiteExport

/// Checkpoints, deaths and publishing.
@Suite struct RunTests {
    static let documents = (1...300).map { article("a\($0)", "Oil\($0)") }

    /// What an undisturbed run over all documents writes.
    static func undisturbed(run: Int? = 1) throws -> [String] {
        let export = try TestExport()
        try export.write(documents, run: run)
        return try export.everything()
    }

    @Test func `nothing is seen of a run before its end, and nothing but the database afterwards`() throws {
        let export = try TestExport()
        let exporter = try export.open(1)
        try exporter.write(rows(Self.documents))
        #expect(try exporter.checkpoint() == 300)
        #expect(export.names == [".out.sqlite.partial", ".out.sqlite.partial-journal"])
        try exporter.finish()
        #expect(export.names == ["out.sqlite"])
        #expect(try export.query("SELECT count(*), max(number) FROM document") == ["300|300"])
    }

    @Test(arguments: [0, 1, 120, 200])
    func `a run that died goes on from any checkpoint of the ledger, row for row as if nothing had been`(
        known: Int
    ) throws {
        let export = try TestExport()
        let exporter = try export.open(1)
        try exporter.write(rows(Array(Self.documents[..<known])))
        _ = try exporter.checkpoint()
        try exporter.write(rows(Array(Self.documents[known..<200])))
        // Committed by the export, but not by the ledger any more.
        #expect(try exporter.checkpoint() == 200)
        try exporter.write(rows(Array(Self.documents[200..<220])))
        let dead = try export.afterDeath()
        let continued = try dead.open(1, at: .checkpoint(documents: known))
        try continued.write(rows(Array(Self.documents[known...])))
        _ = try continued.checkpoint()
        try continued.finish()
        #expect(try dead.everything() == Self.undisturbed())
        #expect(dead.names == ["out.sqlite"])
    }

    @Test func `a run that died while SQLite wrote its pages goes back to the checkpoint`() throws {
        let export = try TestExport()
        let exporter = try export.open(1)
        try exporter.write(rows(Array(Self.documents[..<50])))
        _ = try exporter.checkpoint()
        // More than the cache holds, so that pages of the open transaction are in the file.
        let long = String(repeating: "x", count: 60_000_000)
        try exporter.write(rows([Document(id: "long", long)]))
        let dead = try export.afterDeath()
        #expect(dead.names == [".out.sqlite.partial", ".out.sqlite.partial-journal"])
        let size = try FileManager.default.attributesOfItem(atPath: "\(dead.folder)/.out.sqlite.partial")[.size]
        #expect(try #require(size as? Int) > 10_000_000)
        let continued = try dead.open(1, at: .checkpoint(documents: 50))
        try continued.write(rows(Array(Self.documents[50...])))
        _ = try continued.checkpoint()
        try continued.finish()
        #expect(try dead.everything() == Self.undisturbed())
    }

    @Test func `a run that was stopped keeps its checkpoint`() throws {
        let export = try TestExport()
        let exporter = try export.open(1)
        try exporter.write(rows(Array(Self.documents[..<100])))
        _ = try exporter.checkpoint()
        try exporter.write(rows(Array(Self.documents[100..<110])))
        exporter.suspend()
        let continued = try export.open(1, at: .checkpoint(documents: 100))
        try continued.write(rows(Array(Self.documents[100...])))
        _ = try continued.checkpoint()
        try continued.finish()
        #expect(try export.everything() == Self.undisturbed())
    }

    @Test func `what a run left that was given up does not survive`() throws {
        let export = try TestExport()
        let givenUp = try export.open(1)
        try givenUp.write(rows([article("old")]))
        _ = try givenUp.checkpoint()
        givenUp.suspend()
        try export.write(Self.documents, run: 2)
        #expect(try export.everything() == Self.undisturbed(run: 2))
    }

    @Test func `a run that failed leaves nothing, and an older database as it was`() throws {
        let export = try TestExport()
        try export.write(Self.documents)
        let exporter = try export.open(2)
        try exporter.write(rows([article("new")]))
        exporter.abandon()
        #expect(export.names == ["out.sqlite"])
        #expect(try export.everything() == Self.undisturbed())
    }

    @Test func `a full run replaces all, also for a program that has the database open`() throws {
        let export = try TestExport()
        try export.write([article("old1"), article("old2")])
        let reader = try DatabaseQueue(path: export.path)
        let ids = "SELECT group_concat(id) FROM document"
        #expect(try reader.read { try String.fetchOne($0, sql: ids) } == "old1,old2")
        try export.write(Self.documents, run: 2)
        #expect(try reader.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM document") } == 300)
        #expect(try export.everything() == Self.undisturbed(run: 2))
        #expect(export.names == ["out.sqlite"])
    }

    @Test func `a run over what changed replaces that, takes away what it dropped, and keeps the rest`() throws {
        let export = try TestExport()
        try export.write([article("a"), article("b"), article("c"), article("d")])
        try export.write(
            [article("c", "Gas"), article("e", "Gas")], run: 2, keepsEarlier: true, replacing: ["c", "b"])
        #expect(
            try export.query("SELECT number, id, run, title FROM document ORDER BY number") == [
                "1|a|1|On Oil", "4|d|1|On Oil", "5|c|2|On Gas", "6|e|2|On Gas",
            ])
        for table in SQLiteTable.allCases where table != .document {
            #expect(try export.query("SELECT DISTINCT document FROM \(table.name)") == ["1", "4", "5", "6"])
        }
        #expect(try export.query("SELECT text FROM region WHERE document = 5 AND kind = 'headline'") == ["Gas"])
        #expect(try export.query("SELECT run, documents FROM textmill_run") == ["1|4", "2|2"])
    }

    @Test func `the first run of all makes the database, also when it would keep what was there`() throws {
        let export = try TestExport()
        try export.write(Self.documents, keepsEarlier: true)
        #expect(try export.everything() == Self.undisturbed())
        #expect(
            try export.query("SELECT count(*) FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL") == ["7"])
    }

    @Test(arguments: [false, true])
    func `a run that died between publishing and the ledger publishes again what is missing`(keeps: Bool) throws {
        let export = try TestExport()
        try export.write([article("a"), article("b"), article("c")])
        let exporter = try export.open(2, keepsEarlier: keeps)
        try exporter.write(rows([article("b", "Gas"), article("d", "Gas")]))
        let count = try exporter.checkpoint()
        let before = try export.afterDeath()
        try exporter.finish(replacing: ["b", "c"])
        let expected = try export.everything()
        // Before anything was published; with the database published and the working file still there; and after all.
        let between = try export.afterDeath()
        try FileManager.default.copyItem(
            atPath: "\(before.folder)/.out.sqlite.partial", toPath: "\(between.folder)/.out.sqlite.partial")
        for dead in [before, between, try export.afterDeath()] {
            let again = try dead.open(2, at: .publishing(documents: count), keepsEarlier: keeps)
            try again.finish(replacing: ["b", "c"])
            #expect(try dead.everything() == expected)
            #expect(dead.names == ["out.sqlite"])
        }
    }

    @Test func `a run that died while its pages replaced the old ones does that again`() throws {
        let export = try TestExport()
        try export.write(Self.documents)
        let exporter = try export.open(2)
        try exporter.write(rows([article("new")]))
        let count = try exporter.checkpoint()
        let before = try export.afterDeath()
        // A hot journal of an unfinished transaction in the database itself.
        let queue = try DatabaseQueue(path: before.path)
        let torn = try TestExport()
        try queue.write { database in
            try database.execute(sql: "PRAGMA cache_size = 5; DELETE FROM mention; DELETE FROM document")
            for name in before.names {
                try FileManager.default.copyItem(
                    atPath: "\(before.folder)/\(name)", toPath: "\(torn.folder)/\(name)")
            }
        }
        #expect(torn.names.contains("out.sqlite-journal"))
        let again = try torn.open(2, at: .publishing(documents: count))
        #expect(try torn.query("SELECT count(*) FROM document") == ["300"])
        try again.finish()
        #expect(try torn.query("SELECT id FROM document") == ["new"])
        #expect(torn.names == ["out.sqlite"])
    }

    @Test func `without a ledger the last of documents with one id stays`() throws {
        let export = try TestExport()
        try export.write([article("a"), article("b"), article("a", "Gas")], run: nil)
        try export.write([article("a"), article("b"), article("a", "Gas")], run: nil)
        #expect(
            try export.query("SELECT number, id, title, run FROM document") == ["2|b|On Oil|", "3|a|On Gas|"])
        #expect(try export.query("SELECT DISTINCT document FROM mention") == ["2", "3"])
        #expect(try export.query("SELECT count(*) FROM textmill_run") == ["0"])
    }

    @Test func `a run without documents makes an empty database`() throws {
        let export = try TestExport()
        try export.write([])
        #expect(try export.query("SELECT count(*) FROM document") == ["0"])
        #expect(try export.query("SELECT count(*) FROM entity_per_day") == ["0"])
    }
}
