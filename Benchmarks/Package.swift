// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Benchmarks",
    dependencies: [.package(name: "Apus", path: "..")],
    targets: [
        .executableTarget(name: "apus-bench", dependencies: [.product(name: "Apus", package: "Apus")]),
        // Measures what no product shows, so it does not import the engine: it holds the engine's sources (the links `Engine` and
        // `EngineZlib`) as part of its own module. The loops measured are inlined and specialised as they are in the engine, nothing
        // there is made more public for it, and whoever embeds Apus never sees or builds this.
        .systemLibrary(name: "EngineZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .executableTarget(name: "apus-micro", dependencies: ["EngineZlib"]),
    ],
    swiftLanguageModes: [.v6]
)
