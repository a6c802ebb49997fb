import Testing

@testable import Ledger

@Suite struct LedgerTests {}
