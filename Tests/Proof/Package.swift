// swift-tools-version: 6.2
import PackageDescription

// Programs that search for failures for as long as they are let. They hold the engine's sources (the links in `Sources`) as modules of
// their own package, so that scripts can build them with sanitizers and coverage, and with what only `@testable` shows.
let package = Package(
    name: "Proof",
    targets: [
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "Apus", dependencies: ["CZlib"]),
        .target(name: "ApusInput", dependencies: ["Apus", "CZlib"]),
        .target(name: "ApusWire", dependencies: ["Apus"]),
        .target(name: "ApusService", dependencies: ["Apus", "ApusWire"]),
        .target(name: "FuzzTargets", dependencies: ["Apus", "ApusInput", "ApusWire", "ApusService"]),
        .executableTarget(name: "apus-fuzz", dependencies: ["FuzzTargets"]),
        .target(name: "Simulation", dependencies: ["Apus"]),
        .executableTarget(name: "apus-simulate", dependencies: ["Simulation"]),
    ],
    swiftLanguageModes: [.v6]
)
