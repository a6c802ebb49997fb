/// What an export is made of: tables, views and indices. Documentation/SQLite.md describes them for analysts.
enum SQLiteSchema {
    /// "TxMx", in the header of the file: Textmill's export.
    static let applicationID = 0x5478_4D78
    /// In the header too. A file of another version is neither read nor changed.
    static let version = 2

    /// The statements that make an empty export.
    static let creation = SQLiteTable.allCases.map(\.creation) + bookkeeping + SQLiteViews.all.map(\.creation)

    private static let bookkeeping = [
        // What the rows mean: `offsets`, `original-offsets`, `layers`, `schema`; `pipeline` when a ledger knows it.
        "CREATE TABLE textmill_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        // The finished runs whose documents are in the tables.
        """
        CREATE TABLE textmill_run (
            pipeline TEXT NOT NULL, run INTEGER NOT NULL, date TEXT NOT NULL, documents INTEGER NOT NULL,
            finished INTEGER NOT NULL, PRIMARY KEY (pipeline, run)) WITHOUT ROWID
        """,
        // How many documents the last run had written at its last checkpoint; in one transaction with them.
        """
        CREATE TABLE textmill_position (
            pipeline TEXT PRIMARY KEY, run INTEGER NOT NULL, documents INTEGER NOT NULL) WITHOUT ROWID
        """,
    ]

    /// An index: its name, and what it is on.
    struct Index {
        let name: String
        let columns: String

        /// The statement that makes it in a database, when it is not there.
        func creation(in database: String = "main") -> String {
            "CREATE INDEX IF NOT EXISTS \(database).\(name) ON \(columns)"
        }
    }

    /// A document of each id; made when all are there.
    static let identity = "CREATE UNIQUE INDEX IF NOT EXISTS document_by_id ON document (id)"

    /// For questions across documents; made when all rows are there, which costs a third of keeping them up to date.
    static let indices = [
        Index(name: "document_by_day", columns: "document (day)"),
        Index(name: "entity_by_name", columns: "entity (name, label)"),
        Index(name: "entity_by_id", columns: "entity (entity_id) WHERE entity_id IS NOT NULL"),
        Index(name: "date_by_value", columns: "date (value)"),
        Index(name: "amount_by_unit", columns: "amount (unit, number)"),
        Index(name: "topic_by_label", columns: "topic (label)"),
    ]
}
