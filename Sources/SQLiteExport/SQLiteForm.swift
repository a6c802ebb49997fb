package import DocumentModel

/// What of a document goes into an export, and how its offsets are counted.
package struct SQLiteForm: Hashable, Sendable {
    /// What offsets into the text count.
    package var unit: OffsetUnit
    /// The layers to write beside fields and text.
    package var layers: Set<Layer>
    /// Whether the text itself is written.
    package var keepsText: Bool
    /// The field that says when a document was published.
    package var dateField: String

    /// Describes an export.
    package init(
        unit: OffsetUnit = .codepoint, layers: Set<Layer> = Set(SQLiteForm.usualLayers), keepsText: Bool = true,
        dateField: String = "published"
    ) {
        self.unit = unit
        self.layers = layers
        self.keepsText = keepsText
        self.dateField = dateField
    }

    /// The layers there are tables for.
    package static let usualLayers: [Layer] = [.regions, .entities, .aliases, .dates, .amounts, .topics]

    /// What the rows mean, for the table `textmill_meta`.
    var meta: [(name: String, value: String)] {
        [
            ("date-field", dateField),
            ("layers", Self.usualLayers.filter(layers.contains).map(\.rawValue).joined(separator: " ")),
            ("offsets", unit.rawValue), ("original-offsets", "byte"), ("schema", "\(SQLiteSchema.version)"),
            ("text", keepsText ? "true" : "false"),
        ]
    }
}
