/// What a ``TextCleaner`` does.
package struct CleaningOptions: Hashable, Sendable {
    /// Line ends, Unicode NFC, control and invisible characters, spaces and blank lines.
    package var normalise = true
    /// Reads again what was UTF-8 and had been read in a single-byte character set.
    package var repairMojibake = true
    /// Replaces HTML character references by their characters, once.
    package var decodeEntities = true
    /// Makes typographic quotes plain.
    package var foldQuotes = false
    /// Makes dashes hyphens.
    package var foldDashes = false

    /// Everything but folding.
    package init() {}
}
