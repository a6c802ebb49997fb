// swift-tools-version: 6.2
import PackageDescription

// One line for each fuzz target: a folder of that name with one file, as FuzzSupport/FuzzTarget.swift says.
let fuzzTargets = [
    "FuzzAliases",
    "FuzzGazetteer",
    "FuzzGzip",
    "FuzzJSON",
    "FuzzPipelineFile",
    "FuzzSchedule",
    "FuzzTable",
    "FuzzTaxonomy",
    "FuzzTextCleaning",
    "FuzzTokenizer",
    "FuzzTopicModel",
]

// Those that begin from a folder `Seeds`.
let withSeeds: Set = ["FuzzPipelineFile", "FuzzTaxonomy", "FuzzTextCleaning", "FuzzTopicModel"]

// With TEXTMILL_FUZZ=1 the rooms are instrumented too (see the main Package.swift); without it the targets only build.
let sanitizers = Context.environment["TEXTMILL_FUZZ"] == nil ? "-sanitize=fuzzer" : "-sanitize=fuzzer,address"

let fuzzing: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    // The rooms are fuzzed through their `package` declarations. SwiftPM shows them only to targets of the same package,
    // and this is one of its own; so access is not checked here.
    .unsafeFlags(["-parse-as-library", "-Xfrontend", "-disable-access-control", sanitizers]),
]

let package = Package(
    name: "Fuzz",
    dependencies: [.package(name: "textmill", path: "../..")],
    targets: [.target(name: "FuzzSupport", path: "FuzzSupport", swiftSettings: [.swiftLanguageMode(.v6)])]
        + fuzzTargets.map { name in
            .executableTarget(
                name: name,
                dependencies: ["FuzzSupport", .product(name: "Rooms", package: "textmill")],
                path: name,
                exclude: withSeeds.contains(name) ? ["Seeds"] : [],
                swiftSettings: fuzzing,
                linkerSettings: [.unsafeFlags([sanitizers]), .linkedLibrary("m")])
        }
)
