import Apus

/// The records of one reply in the dialect in which the request came.
public struct ReplyEncoder: Sendable {
    private enum Form: Sendable {
        case rows(RowEncoder)
        case lines(JSONLineEncoder)
    }
    private let form: Form

    /// An encoder for one dialect; rows of text can carry JSON instead of columns.
    public init(dialect: Request.Dialect = .text, tag: String? = nil, writesJSONRows: Bool = false) {
        switch dialect {
        case .text: form = .rows(RowEncoder(tag: tag, writesJSON: writesJSONRows))
        case .json: form = .lines(JSONLineEncoder(tag: tag))
        }
    }

    /// The encoder for the reply to a request; `format=json` asks for JSON within rows of text.
    public init(for request: Request) {
        let writesJSONRows = request.verb != .add && request[.format] == "json"
        self.init(dialect: request.dialect, tag: request.tag, writesJSONRows: writesJSONRows)
    }

    /// The encoder for the answer to what could not be decoded.
    public init(for refusal: RequestDecoder.Refusal) {
        self.init(dialect: refusal.dialect, tag: refusal.tag)
    }

    /// Appends the record with its line end.
    public func append(_ record: Record, to bytes: inout [UInt8]) { append(record, to: &bytes, until: nil) }

    /// Appends the record with its line end. Of a hit with very many spans those are left out that the deadline leaves no time for.
    package func append(_ record: Record, to bytes: inout [UInt8], until deadline: Deadline?) {
        switch form {
        case .rows(let encoder): encoder.append(record, to: &bytes, until: deadline)
        case .lines(let encoder): encoder.append(record, to: &bytes, until: deadline)
        }
    }
}
