/// The end of a reply that failed: a code, what there is to know by name, and a sentence.
public struct WireError: Error, Equatable, Sendable {
    /// What went wrong. 4xx is the client's doing, 5xx the daemon's.
    public enum Code: Int, CaseIterable, Sendable {
        case badRequest = 400
        case denied = 403
        case notFound = 404
        case timeout = 408
        case conflict = 409
        case cancelled = 410
        case tooLarge = 413
        case badQuery = 422
        case busy = 429
        case `internal` = 500
        case stopping = 503
        case noSpace = 507
        case damaged = 520

        /// The code's name on the wire.
        public var slug: String {
            switch self {
            case .badRequest: "bad-request"
            case .denied: "denied"
            case .notFound: "not-found"
            case .timeout: "timeout"
            case .conflict: "conflict"
            case .cancelled: "cancelled"
            case .tooLarge: "too-large"
            case .badQuery: "bad-query"
            case .busy: "busy"
            case .internal: "internal"
            case .stopping: "stopping"
            case .noSpace: "no-space"
            case .damaged: "damaged"
            }
        }
    }

    /// What went wrong.
    public var code: Code
    /// `at`, `limit` and `max`, `file` and `offset`, `generation`, …
    public var properties: [Property]
    /// One sentence for a person, without an end.
    public var text: String

    /// An error as it ends a reply.
    public init(_ code: Code, _ properties: [Property] = [], text: String) {
        self.code = code
        self.properties = properties
        self.text = text
    }

    /// A limit, by its name.
    public static func tooLarge(_ limit: String, maximum: Int) -> WireError {
        WireError(
            .tooLarge, [Property("limit", .text(limit)), Property("max", .integer(Int64(maximum)))],
            text: "more than the limit of \(maximum)")
    }

    /// The property of that name, where there is one.
    public subscript(_ key: String) -> Property.Value? { properties.first { $0.key == key }?.value }
}
