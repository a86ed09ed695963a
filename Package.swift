// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Apus",
    products: [
        .library(name: "Apus", targets: ["Apus"]),
        .library(name: "ApusClient", targets: ["ApusClient"]),
        .executable(name: "apus", targets: ["apus"]),
        .executable(name: "apusd", targets: ["apusd"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "Apus", dependencies: ["CZlib"]),
        .target(name: "ApusInput", dependencies: ["Apus", "CZlib"]),
        .target(name: "ApusWire", dependencies: ["Apus"]),
        .target(name: "ApusSocket"),
        .target(name: "ApusService", dependencies: ["Apus", "ApusWire"]),
        .target(
            name: "ApusServer",
            dependencies: [
                "Apus", "ApusWire", "ApusService", "ApusSocket", .product(name: "Logging", package: "swift-log"),
            ]),
        .target(name: "ApusClient", dependencies: ["Apus", "ApusWire", "ApusSocket"]),
        .executableTarget(
            name: "apus",
            dependencies: [
                "Apus", "ApusInput", "ApusService", "ApusSocket", "ApusClient", "ApusWire",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(
            name: "apusd",
            dependencies: [
                "Apus", "ApusServer", "ApusService", "ApusSocket",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .testTarget(name: "ApusTests", dependencies: ["Apus"]),
        .testTarget(name: "ApusInputTests", dependencies: ["ApusInput"]),
        .testTarget(name: "ApusWireTests", dependencies: ["ApusWire"]),
        .testTarget(name: "ApusServerTests", dependencies: ["Apus", "ApusServer", "ApusService", "ApusClient", "ApusSocket"]),
        .testTarget(name: "ApusCommandTests", dependencies: ["Apus", "ApusSocket", "ApusWire"]),
        .testTarget(name: "ProofTests", dependencies: ["Apus", "ApusInput", "ApusService", "ApusWire"]),
    ],
    swiftLanguageModes: [.v6]
)
