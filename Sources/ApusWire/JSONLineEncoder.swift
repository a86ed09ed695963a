import Apus

/// Records as JSON, one object a line: the JSON dialect of apus/1 and the output of `apus --json`.
public struct JSONLineEncoder: Sendable {
    /// Carried by each object, where there is one.
    public var tag: String?
    /// The id of the query within a batch; carried by each object, where there is one.
    public var queryID: String?

    /// An encoder that adds what is given to each object.
    public init(tag: String? = nil, queryID: String? = nil) {
        self.tag = tag
        self.queryID = queryID
    }

    /// Appends the record and its line end.
    public func append(_ record: Record, to bytes: inout [UInt8]) { append(record, to: &bytes, until: nil) }

    func append(_ record: Record, to bytes: inout [UInt8], until deadline: Deadline?) {
        // Moved out, so that the writer appends in place instead of to a copy.
        var taken: [UInt8] = []
        swap(&taken, &bytes)
        bytes = written(record, after: consume taken, until: deadline)
        bytes.append(0x0A)
    }

    /// The record's object without a line end.
    public func line(_ record: Record) -> [UInt8] { line(record, until: nil) }

    func line(_ record: Record, until deadline: Deadline?) -> [UInt8] { written(record, after: [], until: deadline) }

    private func written(_ record: Record, after bytes: consuming [UInt8], until deadline: Deadline?) -> [UInt8] {
        var writer = JSONWriter(appendingTo: bytes)
        writer.beginObject()
        writer.member("type", record.jsonType)
        if let tag { writer.member("tag", tag) }
        if let queryID { writer.member("qid", queryID) }
        writer.members(of: record, until: deadline)
        writer.endObject()
        return writer.bytes
    }
}

extension Record {
    /// The value of `type`.
    var jsonType: String {
        switch self {
        case .hit: "hit"
        case .warning: "warning"
        case .document: "doc"
        case .term: "term"
        case .facet: "facet"
        case .stat: "stat"
        case .progress: "progress"
        case .field: "field"
        case .damage: "damage"
        case .lost: "lost"
        case .command: "verb"
        case .tree: "tree"
        case .explanation: "explain"
        case .note: "why"
        case .row: "row"
        case .summary: "summary"
        case .ok: "ok"
        case .failure: "error"
        }
    }
}
