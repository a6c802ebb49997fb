import Diagnostics

/// The kinds of problem a pipeline file can have. The raw value is the stable name that messages show.
enum Code: String, CaseIterable {
    // The text.
    case tooLarge = "too-large"
    case notUTF8 = "not-utf8"
    case controlCharacter = "control-character"
    case emptyFile = "empty-file"
    // YAML.
    case syntax = "yaml-syntax"
    case tab = "yaml-tab"
    case severalDocuments = "several-documents"
    case tooDeep = "too-deep"
    case tooManyValues = "too-many-values"
    case duplicateKey = "duplicate-key"
    case badKey = "bad-key"
    case unknownAnchor = "unknown-anchor"
    case cyclicAlias = "cyclic-alias"
    case badMerge = "bad-merge"
    case unknownTag = "unknown-tag"
    case wrongTag = "wrong-tag"
    // Variables.
    case badVariable = "bad-variable"
    case unknownVariable = "unknown-variable"
    case missingVariable = "missing-variable"
    case variableCycle = "variable-cycle"
    case variableInKey = "variable-in-key"
    case variableTooLong = "variable-too-long"
    case unusedVariable = "unused-variable"
    // Overrides.
    case badOverride = "bad-override"
    case unknownOverride = "unknown-override"
    case ambiguousOverride = "ambiguous-override"
    // Keys and values.
    case unknownKey = "unknown-key"
    case missingKey = "missing-key"
    case wrongLevel = "wrong-level"
    case notSupportedYet = "not-supported-yet"
    case badName = "bad-name"
    case wrongType = "wrong-type"
    case unknownOption = "unknown-option"
    case missingOption = "missing-option"
    case badValue = "bad-value"
    case unknownValue = "unknown-value"
    case emptyPath = "empty-path"
    // Stages.
    case emptyStages = "empty-stages"
    case missingStage = "missing-stage"
    case unknownStage = "unknown-stage"
    case twoStages = "two-stages"
    case duplicateName = "duplicate-name"
    case noSource = "no-source"
    case sourceNotFirst = "source-not-first"
    case noSink = "no-sink"
    case stageAfterSink = "stage-after-sink"
    case missingLayer = "missing-layer"
    case repeatedStage = "repeated-stage"
    case sharedOutput = "shared-output"
    case noBundledFile = "no-bundled-file"
    case stageFailed = "stage-failed"
    case tooManyProblems = "too-many-problems"

    /// What the code means, in one line for the reference and for tools.
    var meaning: String {
        switch self {
        case .tooLarge: "The file is larger than a pipeline file (1 MB), or a file that a stage reads (8 MB), may be."
        case .notUTF8: "The file is not UTF-8 text."
        case .controlCharacter: "A character stands in the file that YAML does not allow, such as NUL."
        case .emptyFile: "The file holds nothing but space and comments."
        case .syntax: "The text is not YAML; nothing after this place could be checked."
        case .tab: "A tab indents a line; YAML takes only spaces there."
        case .severalDocuments: "The file holds more than one YAML document."
        case .tooDeep: "Values are nested more than 64 levels deep."
        case .tooManyValues:
            "There are more than 50,000 values (500,000 in a file that a stage reads), with aliases counted each time they are used."
        case .duplicateKey: "A mapping has one key twice."
        case .badKey: "A key is not plain text."
        case .unknownAnchor: "An alias `*name` has no anchor `&name` before it."
        case .cyclicAlias: "An alias stands inside the value it stands for."
        case .badMerge: "A merge key `<<` has a value that is not a mapping or a list of mappings."
        case .unknownTag:
            "A tag other than YAML's own `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq`, `!!map`."
        case .wrongTag: "A tag does not fit its value."
        case .badVariable: "A `${…}` is not written correctly, or a variable has a name or value it cannot have."
        case .unknownVariable: "A `${NAME}` is neither under `variables` nor in the environment."
        case .missingVariable: "A `${NAME:?message}` has no value; the message is the file author's."
        case .variableCycle: "Variables need each other in a circle."
        case .variableInKey: "A key contains `${…}`; only values are interpolated."
        case .variableTooLong: "Interpolation makes a value longer than 64 KB, or all values together longer than 4 MB."
        case .unusedVariable: "Warning: nothing uses this variable."
        case .badOverride: "A `--set` is not of the form `path=value`, or its value is not a YAML flow value."
        case .unknownOverride: "A `--set` names something that is not in the file."
        case .ambiguousOverride: "A `--set` names a stage that stands more than once in the file."
        case .unknownKey: "A key that is not known at this place."
        case .missingKey: "A key that must be there is not."
        case .wrongLevel: "A key is known, but belongs elsewhere: often the indentation is wrong."
        case .notSupportedYet: "A key that is planned, but does nothing yet."
        case .badName: "A name is not made of lower-case letters, digits and single dashes."
        case .wrongType: "A value is of another type than expected."
        case .unknownOption: "The stage has no such option."
        case .missingOption: "The stage needs this option."
        case .badValue: "The value is not in the range or form that the option allows."
        case .unknownValue: "The value is not one of those that the option allows."
        case .emptyPath: "A path is empty."
        case .emptyStages: "The list of stages is empty."
        case .missingStage: "An entry of the list of stages names no stage."
        case .unknownStage: "There is no stage of this name."
        case .twoStages: "An entry of the list of stages names more than one stage."
        case .duplicateName: "Two entries of the list of stages have one name."
        case .noSource: "No stage makes documents."
        case .sourceNotFirst: "A source stands after a stage that is not a source."
        case .noSink: "No stage takes the documents."
        case .stageAfterSink: "A stage stands after a sink."
        case .missingLayer: "A stage reads what no earlier stage writes."
        case .repeatedStage: "Warning: a stage stands twice with the same options."
        case .sharedOutput: "Two sinks write one file, or both write standard output."
        case .noBundledFile: "The program was built without a data file that the stage needs."
        case .stageFailed: "The stage could not be made from its options."
        case .tooManyProblems: "More problems were found than are shown."
        }
    }
}

extension Diagnostic {
    /// A diagnostic of this room.
    init(
        _ code: Code, _ problem: String, at location: SourceLocation?, severity: Severity = .error,
        cause: String? = nil, hint: String? = nil
    ) {
        self.init(code.rawValue, problem, at: location, severity: severity, cause: cause, hint: hint)
    }
}
