// swift-tools-version: 6.2
import PackageDescription

// A program that embeds Apus. Yours would name the repository instead of the folder:
// .package(url: "…/apus", branch: "main")
let package = Package(
    name: "Embedding",
    dependencies: [.package(name: "Apus", path: "../..")],
    targets: [.executableTarget(name: "embedding", dependencies: [.product(name: "Apus", package: "Apus")])],
    swiftLanguageModes: [.v6]
)
