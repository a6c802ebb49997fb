// swift-tools-version: 6.2
import PackageDescription

/// The rooms' `package` declarations are what is measured. SwiftPM shows them only to targets of the same package, and
/// this is one of its own; so access is not checked here.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .unsafeFlags(["-Xfrontend", "-disable-access-control"]),
]

let package = Package(
    name: "Benchmarks",
    dependencies: [.package(name: "textmill", path: "..")],
    targets: [
        .executableTarget(
            name: "cleanbench",
            dependencies: [.product(name: "Rooms", package: "textmill")],
            path: "cleanbench",
            swiftSettings: house,
            linkerSettings: [.linkedLibrary("m")]),
        .executableTarget(
            name: "datesbench",
            dependencies: [.product(name: "Rooms", package: "textmill")],
            path: "datesbench",
            swiftSettings: house,
            linkerSettings: [.linkedLibrary("m")]),
        .executableTarget(
            name: "duplicatesbench",
            dependencies: [.product(name: "Rooms", package: "textmill")],
            path: "duplicatesbench",
            swiftSettings: house,
            linkerSettings: [.linkedLibrary("m")]),
        .executableTarget(
            name: "enginebench",
            dependencies: [
                .product(name: "Rooms", package: "textmill"), .product(name: "StageKit", package: "textmill"),
            ],
            path: "enginebench",
            swiftSettings: house),
        .executableTarget(
            name: "entitiesbench",
            dependencies: [
                .product(name: "Rooms", package: "textmill"), .product(name: "TextmillCommand", package: "textmill"),
            ],
            path: "entitiesbench",
            swiftSettings: house,
            linkerSettings: [.linkedLibrary("m")]),
        .executableTarget(
            name: "formatsbench",
            dependencies: [.product(name: "Rooms", package: "textmill")],
            path: "formatsbench",
            swiftSettings: house,
            linkerSettings: [.linkedLibrary("m")]),
        .executableTarget(
            name: "kernelbench",
            dependencies: [.product(name: "TextKernel", package: "textmill")],
            path: "kernelbench",
            swiftSettings: [.swiftLanguageMode(.v6)]),
        .executableTarget(
            name: "sqlitebench",
            dependencies: [
                .product(name: "SQLiteExport", package: "textmill"), .product(name: "StageKit", package: "textmill"),
            ],
            path: "sqlitebench",
            swiftSettings: house,
            linkerSettings: [.linkedLibrary("m")]),
        .executableTarget(
            name: "tokensbench",
            dependencies: [.product(name: "Rooms", package: "textmill")],
            path: "tokensbench",
            swiftSettings: house,
            linkerSettings: [.linkedLibrary("m")]),
        .executableTarget(
            name: "taggerbench",
            dependencies: [.product(name: "Rooms", package: "textmill")],
            path: "taggerbench",
            swiftSettings: house,
            linkerSettings: [.linkedLibrary("m")]),
        .executableTarget(
            name: "topicmodelbench",
            dependencies: [
                .product(name: "Rooms", package: "textmill"), .product(name: "TextmillCommand", package: "textmill"),
            ],
            path: "topicmodelbench",
            swiftSettings: house,
            linkerSettings: [.linkedLibrary("m")]),
        .executableTarget(
            name: "topicsbench",
            dependencies: [
                .product(name: "Rooms", package: "textmill"), .product(name: "TextmillCommand", package: "textmill"),
            ],
            path: "topicsbench",
            swiftSettings: house,
            linkerSettings: [.linkedLibrary("m")]),
    ]
)
