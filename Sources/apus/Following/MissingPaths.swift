import ApusInput
import Glibc

/// The paths of a followed command that are not there. Nobody tells when they come back, so they are looked for once a second.
struct MissingPaths {
    private static let pause = Duration.seconds(1)

    private let paths: [String]
    private var missing: Set<String> = []
    private var lastLook = ContinuousClock.now

    init(_ paths: [String]) {
        self.paths = paths
        missing = Self.missing(of: paths)
    }

    /// When to look again; nil while all are there.
    var nextLook: ContinuousClock.Instant? { missing.isEmpty ? nil : lastLook + Self.pause }

    /// Whether a path, normalised, is one of those that are not there.
    func holds(_ path: String) -> Bool { missing.contains { InputWalker.normalized($0) == path } }

    /// The paths that are there.
    var others: [String] { paths.filter { !missing.contains($0) } }

    /// Those that came back since the last look: each is told of once, by whichever look sees it first.
    mutating func look() -> [String] {
        let before = missing
        lastLook = .now
        missing = Self.missing(of: paths)
        return before.subtracting(missing).sorted()
    }

    /// The same where it is time for a look.
    mutating func returned() -> [String] {
        guard let next = nextLook, next <= .now else { return [] }
        return look()
    }

    private static func missing(of paths: [String]) -> Set<String> {
        Set(
            paths.filter { path in
                var status = stat()
                return stat(path, &status) != 0
            })
    }
}
