public import StageKit

/// Drops documents that are too short to say anything.
public struct DropShort: Stage {}
