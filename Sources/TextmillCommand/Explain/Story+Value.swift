import Engine
import StageKit

extension Story {
    /// The whole story as data. Offsets count code points, in the text of that stage and in the original.
    var value: Value {
        [
            "id": .string(trace.id), "number": .number("\(trace.number)"), "offset-unit": "codepoint",
            "origin": [
                "uri": .string(trace.origin.uri), "record": Self.number(trace.origin.record),
                "line": Self.number(trace.origin.line), "sha256": .string("\(trace.origin.digest)"),
            ],
            "source": .string(trace.source),
            "loaded": trace.loaded.map {
                ["text": .string($0.text.string), "fields": .object($0.fields)]
            } ?? .null,
            "stages": .list(chapters.map(\.value)), "fate": trace.fate.value,
        ]
    }

    static func number(_ number: Int?) -> Value { number.map { .number("\($0)") } ?? .null }
}

extension Trace.Fate {
    /// What became of the document, as data.
    fileprivate var value: Value {
        switch self {
        case .exported: ["outcome": "exported"]
        case .dropped(let reason): ["outcome": "dropped", "reason": .string(reason)]
        case .quarantined(let problems): ["outcome": "quarantined", "problems": .list(problems.map(\.value))]
        case .stoppedRun(let problems): ["outcome": "stopped-run", "problems": .list(problems.map(\.value))]
        }
    }
}

extension Story.Chapter {
    /// What the stage did, as data.
    fileprivate var value: Value {
        var value: Fields = [
            "name": .string(step.name), "stage": .string(step.stageName), "role": .string(step.role.rawValue),
            "seconds": .number("\(max(0, step.time / .seconds(1)))"), "text-changes": .list(textChanges),
        ]
        value["fields"] = .list(
            fields.map { ["name": .string($0.name), "before": $0.before ?? .null, "after": $0.after ?? .null] })
        for (layer, before, after) in counts {
            value[layer.rawValue] = ["before": .number("\(before)"), "after": .number("\(after)")]
        }
        value["added"] = values(added, in: step.after)
        value["removed"] = values(removed, in: step.before)
        value["output"] = step.output.map { .string(String(decoding: $0, as: UTF8.self)) }
        value["fate"] = step.fate?.value
        return .object(value)
    }

    private var textChanges: [Value] {
        if changes.isEmpty { return [] }
        let before = StoryPlaces(step.before)
        let after = StoryPlaces(step.after)
        return zip(changes, rules).map { change, rules in
            [
                "before": before.value(change.before), "after": after.value(change.after),
                "rules": .list(rules.map { .string($0) }),
            ]
        }
    }

    private func values(_ findings: [Finding], in document: Document) -> Value {
        if findings.isEmpty { return [] }
        let places = StoryPlaces(document)
        return .list(
            findings.map { finding in
                let provenance = finding.identity.provenance
                var value: Fields = [
                    "layer": .string(finding.identity.layer.rawValue), "label": .string(finding.identity.label),
                ]
                value["span"] = finding.span.map { places.value($0) }
                value["value"] = finding.identity.value.map { .string($0) }
                value["score"] = finding.score.map { .number("\($0)") }
                value["by"] = [
                    "stage": .string(provenance.stage), "rule": .string(provenance.rule),
                    "line": Story.number(provenance.line), "detail": provenance.detail.map { .string($0) } ?? .null,
                ]
                for detail in finding.details { places.add(detail, to: &value) }
                if !finding.reasons.isEmpty {
                    value["reasons"] = .list(
                        finding.reasons.map {
                            ["text": .string($0.text), "weight": $0.weight.map { .number("\($0)") } ?? .null]
                        })
                }
                if finding.identity.layer == .topics {
                    value["evidence"] = .list(finding.evidence.map { places.value($0) })
                }
                return .object(value)
            })
    }
}

/// Spans of one document as data.
struct StoryPlaces {
    let document: Document
    let lines: TextPlaces
    let offsets: OffsetMap
    let originalOffsets: OffsetMap

    init(_ document: Document) {
        self.document = document
        lines = TextPlaces(document.text)
        offsets = OffsetMap(document.text, unit: .codepoint)
        originalOffsets = OffsetMap(document.original, unit: .codepoint)
    }

    /// Where a span is, here and in the original, with its text.
    func value(_ span: Span) -> Value {
        let place = lines.place(of: span.start)
        let inside = offsets.span(span)
        let original = originalOffsets.span(document.original(of: span))
        return [
            "start": .number("\(inside.start)"), "end": .number("\(inside.end)"), "line": .number("\(place.line)"),
            "column": .number("\(place.column)"),
            "text": .string(document.text.isValid(span) ? document.text[span] : ""),
            "original": ["start": .number("\(original.start)"), "end": .number("\(original.end)")],
        ]
    }

    /// Puts what is known of a finding beside the rest; attributes and alternatives are lists.
    func add(_ detail: Finding.Detail, to value: inout Fields) {
        switch detail {
        case .chain(let number, let mention, let count, let first):
            value["chain"] = [
                "number": .number("\(number)"), "mention": .number("\(mention)"), "of": .number("\(count)"),
                "first": self.value(first),
            ]
        case .attribute(let attribute):
            value["attributes"] = .list(
                (value["attributes"]?.list ?? []) + [
                    [
                        "name": .string(attribute.name), "value": .string(attribute.value),
                        "span": attribute.span.map { self.value($0) } ?? .null,
                    ]
                ])
        case .alternative(let other):
            value["alternatives"] = .list(
                (value["alternatives"]?.list ?? []) + [
                    [
                        "label": .string(other.label.rawValue),
                        "name": other.canonicalName.map { .string($0) } ?? .null,
                        "id": other.id.map { .string($0) } ?? .null,
                        "score": other.score.map { .number("\($0)") } ?? .null, "reason": .string(other.reason),
                    ]
                ])
        case .candidates(let values): value["candidates"] = .list(values.map { .string($0) })
        case .modifier(let modifier): value["modifier"] = .string(modifier)
        case .longForm(let span): value["long-form"] = self.value(span)
        case .calledSoBy(let who): value["called-so-by"] = .string(who)
        }
    }

    /// A piece of evidence; in a field there is no original.
    func value(_ evidence: Topic.Evidence) -> Value {
        var value: Fields = ["term": .string(evidence.term), "weight": .number("\(evidence.weight)")]
        if evidence.isOfModel { value["by"] = "model" }
        if let field = evidence.field {
            let text = Text(document.fields[field]?.string ?? "")
            let span = OffsetMap(text, unit: .codepoint).span(evidence.span)
            value["field"] = .string(field)
            value["start"] = .number("\(span.start)")
            value["end"] = .number("\(span.end)")
            value["text"] = .string(text.isValid(evidence.span) ? text[evidence.span] : "")
        } else {
            value["span"] = self.value(evidence.span)
        }
        return .object(value)
    }
}
