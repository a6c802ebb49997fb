import CYAML

/// A place in YAML text, counted from 0; the column counts code points.
struct YAMLMark: Hashable {
    var line: Int
    var column: Int

    init(_ mark: yaml_mark_t) {
        line = Int(mark.line)
        column = Int(mark.column)
    }
}

/// One event of libyaml's parser.
struct YAMLEvent {
    enum Kind {
        case streamStart, streamEnd, documentStart, documentEnd, sequenceEnd, mappingEnd
        case alias(String)
        /// `isPlain` when it was written without quotes and without a tag.
        case scalar(String, isPlain: Bool)
        case sequenceStart
        case mappingStart
    }
    var kind: Kind
    var anchor: String?
    var tag: String?
    /// Whether a collection is written with brackets or braces.
    var isFlow = false
    var start: YAMLMark
    var end: YAMLMark
}

/// What libyaml says of text that is not YAML.
struct YAMLFailure: Error {
    var problem: String
    var context: String?
    var mark: YAMLMark
    var contextMark: YAMLMark?
}

/// Reads events from libyaml. The only place that touches the C library and its pointers.
struct YAMLEvents: ~Copyable {
    // Safety: both pointers are allocated in `init`, owned by this value alone (it cannot be copied), and freed in
    // `deinit` after the parser that refers to the input. The parser does not move, which libyaml requires.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>
    private let isReady: Bool

    /// Reads `bytes`, which are UTF-8.
    init(_ bytes: some Collection<UInt8>) {
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        input = .allocate(capacity: bytes.count)
        _ = input.initialize(fromContentsOf: bytes)
        isReady = yaml_parser_initialize(parser) == 1
        guard isReady else { return }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        if isReady { yaml_parser_delete(parser) }
        parser.deallocate()
        input.deallocate()
    }

    /// The next event.
    mutating func next() throws(YAMLFailure) -> YAMLEvent {
        // Safety: libyaml fills `event` or reports a failure; its strings are copied before the event is deleted.
        var event = yaml_event_t()
        guard isReady, yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        defer { yaml_event_delete(&event) }
        return Self.copy(event)
    }

    private func failure() -> YAMLFailure {
        let state = parser.pointee
        return YAMLFailure(
            problem: state.problem.map { String(cString: $0) } ?? "out of memory",
            context: state.context.map { String(cString: $0) }, mark: YAMLMark(state.problem_mark),
            contextMark: state.context == nil ? nil : YAMLMark(state.context_mark))
    }

    private static func copy(_ event: yaml_event_t) -> YAMLEvent {
        func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? { pointer.map { String(cString: $0) } }
        var copy = YAMLEvent(kind: .streamEnd, start: YAMLMark(event.start_mark), end: YAMLMark(event.end_mark))
        switch event.type {
        case YAML_STREAM_START_EVENT: copy.kind = .streamStart
        case YAML_DOCUMENT_START_EVENT: copy.kind = .documentStart
        case YAML_DOCUMENT_END_EVENT: copy.kind = .documentEnd
        case YAML_SEQUENCE_END_EVENT: copy.kind = .sequenceEnd
        case YAML_MAPPING_END_EVENT: copy.kind = .mappingEnd
        case YAML_ALIAS_EVENT: copy.kind = .alias(text(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: Int(scalar.length))
            let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.plain_implicit == 1
            copy.kind = .scalar(String(decoding: bytes, as: UTF8.self), isPlain: isPlain)
            copy.anchor = text(scalar.anchor)
            copy.tag = text(scalar.tag)
        case YAML_SEQUENCE_START_EVENT:
            let sequence = event.data.sequence_start
            copy.kind = .sequenceStart
            copy.isFlow = sequence.style == YAML_FLOW_SEQUENCE_STYLE
            copy.anchor = text(sequence.anchor)
            copy.tag = text(sequence.tag)
        case YAML_MAPPING_START_EVENT:
            let mapping = event.data.mapping_start
            copy.kind = .mappingStart
            copy.isFlow = mapping.style == YAML_FLOW_MAPPING_STYLE
            copy.anchor = text(mapping.anchor)
            copy.tag = text(mapping.tag)
        default: break
        }
        return copy
    }
}
