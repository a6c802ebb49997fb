import FoundationEssentials

/// How bytes go in and out of SQLite.
typealias Blob = Data

extension [UInt8] {
    /// The bytes as SQLite takes them.
    var blob: Blob { Data(self) }
}
