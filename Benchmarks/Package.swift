// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Benchmarks",
    dependencies: [.package(name: "Apus", path: "..")],
    targets: [
        .executableTarget(name: "apus-bench", dependencies: [.product(name: "Apus", package: "Apus")])
    ],
    swiftLanguageModes: [.v6]
)
