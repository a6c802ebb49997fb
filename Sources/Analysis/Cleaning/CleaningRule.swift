/// The rule that made a cleaning edit; its name is what `explain` and the counts show.
package enum CleaningRule: String, Sendable, CaseIterable {
    /// CRLF, CR, form feed, vertical tab and Unicode's line and paragraph separators become LF.
    case lineEnd = "line-end"
    /// A named or numeric HTML entity becomes its character.
    case entity
    /// UTF-8 that was read as Windows-1252 (or Latin-1) is read again.
    case windows1252 = "mojibake-windows-1252"
    /// UTF-8 that was read as Windows-1251 is read again.
    case windows1251 = "mojibake-windows-1251"
    /// UTF-8 that was read as Mac Roman is read again.
    case macRoman = "mojibake-mac-roman"
    /// A C1 control that was a Windows-1252 quote, dash or letter becomes it.
    case c1 = "c1-control"
    /// A control character or noncharacter is removed.
    case control
    /// An invisible character (zero width, soft hyphen, byte order mark, direction mark) is removed.
    case invisible
    /// A no-break, narrow, wide or other Unicode space, or a tab, becomes a plain space.
    case space
    /// Several spaces become one, and spaces beside a line end go.
    case spaceRun = "space-run"
    /// Blank lines become one, and those at the ends of the text go.
    case blankLines = "blank-lines"
    /// A stretch that is not in Unicode's composed form NFC is put into it.
    case nfc
    /// A typographic quote becomes a plain one.
    case quote
    /// A dash becomes a hyphen.
    case dash
}
