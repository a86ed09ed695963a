/// A language whose words can be stemmed, by the name of its algorithm in the Snowball project.
///
/// Which of them can be used depends on the system's libstemmer: see `Stemming`.
public enum Language: String, CaseIterable, Sendable {
    case arabic, armenian, basque, catalan, danish, dutch, english, esperanto, estonian, finnish, french, german, greek, hindi
    case hungarian, indonesian, irish, italian, lithuanian, nepali, norwegian
    /// English as Porter stemmed it in 1980; `english` is his later algorithm.
    case porter
    case portuguese, romanian, russian, serbian, spanish, swedish, tamil, turkish, yiddish

    /// The English name.
    public var name: String { rawValue }

    /// The code of ISO 639-1; `porter` has none.
    public var code: String? { Self.codes[self] }

    /// The language of a code of ISO 639-1 or of an English name, in small or capital letters; nil where none is known.
    public init?(name: String) {
        let name = name.lowercased()
        guard let known = Self(rawValue: name) ?? Self.byCode[name] else { return nil }
        self = known
    }

    /// All names and codes by which languages are known.
    package static var allNames: [String] { allCases.map(\.name) + byCode.keys.sorted() }

    private static let codes: [Language: String] = [
        .arabic: "ar", .armenian: "hy", .basque: "eu", .catalan: "ca", .danish: "da", .dutch: "nl", .english: "en",
        .esperanto: "eo", .estonian: "et", .finnish: "fi", .french: "fr", .german: "de", .greek: "el", .hindi: "hi",
        .hungarian: "hu", .indonesian: "id", .irish: "ga", .italian: "it", .lithuanian: "lt", .nepali: "ne", .norwegian: "no",
        .portuguese: "pt", .romanian: "ro", .russian: "ru", .serbian: "sr", .spanish: "es", .swedish: "sv", .tamil: "ta",
        .turkish: "tr", .yiddish: "yi",
    ]

    /// The two written forms of Norwegian are one algorithm.
    private static let byCode = Dictionary(
        uniqueKeysWithValues: codes.map { ($0.value, $0.key) } + [("nb", Language.norwegian), ("nn", .norwegian)])
}
