import Glibc

/// What the tests know of a sanitizer that the programs are built under.
enum Sanitizer {
    /// Whether there is one: then what memory a program takes is the sanitizer's, which gives none of it back.
    static let isThere = getenv("APUS_SANITIZER") != nil

    /// How it is to behave, for programs that inherit nothing else.
    static let options: [String: String] = ["TSAN_OPTIONS", "ASAN_OPTIONS"].reduce(into: [:]) { options, name in
        options[name] = getenv(name).map { String(cString: $0) }
    }
}
