// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

// Tests/Fuzz sets the variable, so that libFuzzer sees which branches an input takes inside the rooms.
let instrumented: [SwiftSetting] =
    Context.environment["TEXTMILL_FUZZ"] == nil ? [] : [.unsafeFlags(["-sanitize=fuzzer,address"])]

/// A room of the house: one folder under Sources, with the rooms it may import (Documentation/Architecture.md).
func room(_ name: String, _ dependencies: [Target.Dependency] = [], pages: [String] = []) -> Target {
    .target(
        name: name, dependencies: dependencies, exclude: ["README.md"] + pages, swiftSettings: house + instrumented)
}

/// The tests of a room, in Tests/<Room>Tests.
func tests(_ room: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: "\(room)Tests", dependencies: dependencies, exclude: exclude, swiftSettings: house)
}

let package = Package(
    name: "textmill",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "textmill", targets: ["textmill"]),
        .library(name: "StageKit", targets: ["StageKit"]),
        .library(name: "StageTesting", targets: ["StageTesting"]),
        .library(name: "TextmillCommand", targets: ["TextmillCommand", "Plugins"]),
        // For Benchmarks/ and Tests/Fuzz/, which are packages of their own.
        .library(
            name: "Rooms",
            targets: [
                "Diagnostics", "TextKernel", "DocumentModel", "Analysis", "Formats", "SQLiteExport", "PipelineFile",
                "Ledger", "Engine", "Scheduling",
            ]),
        .library(name: "TextKernel", targets: ["TextKernel"]),
        .library(name: "SQLiteExport", targets: ["SQLiteExport"]),
        .plugin(name: "StageRegistry", targets: ["StageRegistry"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CKernel"),
        room("Diagnostics"),
        .target(name: "CSQLiteRows"),
        .target(name: "CModels", exclude: ["README.md", "entities.model", "topics.model"]),
        room("TextKernel", ["CKernel", "CModels"], pages: ["GazetteerDesign.md"]),
        room("DocumentModel", ["Diagnostics", "TextKernel"]),
        room(
            "Analysis", ["DocumentModel", "TextKernel", "Diagnostics"],
            pages: ["Tagger/TaggerDesign.md", "Topics/Model/TopicModelDesign.md"]),
        room("Formats", ["CZlib", "DocumentModel", "TextKernel", "Diagnostics"]),
        room("StageKit", ["DocumentModel", "Diagnostics"]),
        room("PipelineFile", ["CYAML", "Formats", "StageKit", "DocumentModel", "Diagnostics"]),
        room("Ledger", ["TextKernel", "Diagnostics", .product(name: "GRDB", package: "GRDB.swift")]),
        room(
            "SQLiteExport",
            ["CSQLiteRows", "Formats", "DocumentModel", "Diagnostics", .product(name: "GRDB", package: "GRDB.swift")]),
        room("Engine", ["StageKit", "Ledger", "DocumentModel", "Diagnostics"]),
        room("Scheduling", ["Diagnostics"]),
        room("StageTesting", ["StageKit", "DocumentModel", "Diagnostics"]),
        room(
            "TextmillCommand",
            [
                "PipelineFile", "Engine", "Ledger", "Analysis", "Formats", "StageKit", "StageTesting", "DocumentModel",
                "TextKernel", "Scheduling", "Diagnostics",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .target(
            name: "Plugins",
            dependencies: ["StageKit", "Analysis", "Formats", "SQLiteExport", "DocumentModel", "Diagnostics"],
            path: "Plugins", swiftSettings: house, plugins: ["StageRegistry"]),
        .executableTarget(name: "textmill", dependencies: ["TextmillCommand", "Plugins"], swiftSettings: house),
        .executableTarget(name: "RegistryGenerator", swiftSettings: house),
        .plugin(
            name: "StageRegistry", capability: .buildTool(), dependencies: ["RegistryGenerator"],
            path: "Sources/StageRegistry"),
        tests("House", []),
        tests("Diagnostics", ["Diagnostics"]),
        tests("TextKernel", ["TextKernel"]),
        tests("DocumentModel", ["DocumentModel", "Diagnostics"]),
        tests("Analysis", ["Analysis", "DocumentModel", "TextKernel", "Diagnostics"]),
        tests("Formats", ["Formats", "DocumentModel", "Diagnostics"]),
        tests("StageKit", ["StageKit", "DocumentModel", "Diagnostics"]),
        tests(
            "PipelineFile", ["PipelineFile", "Formats", "StageKit", "DocumentModel", "Diagnostics"], exclude: ["Golden"]
        ),
        tests("Ledger", ["Ledger", "Diagnostics"]),
        tests(
            "SQLiteExport",
            [
                "SQLiteExport", "DocumentModel", "Diagnostics", .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        tests("Engine", ["Engine", "Ledger", "StageKit", "DocumentModel", "Diagnostics"]),
        tests("Scheduling", ["Scheduling", "Diagnostics"]),
        tests("StageTesting", ["StageTesting", "StageKit", "DocumentModel", "Diagnostics"]),
        tests(
            "Plugins",
            ["Plugins", "PipelineFile", "Analysis", "StageTesting", "StageKit", "DocumentModel", "Diagnostics"]),
        tests(
            "Command",
            [
                "TextmillCommand", "Engine", "Ledger", "SQLiteExport", "Formats", "Plugins", "Scheduling", "StageKit",
                "DocumentModel", "Diagnostics",
            ]),
    ]
)
