import Apus

/// Records as lines of the text dialect: `KIND` and TAB-separated fields; the final begins with `OK` or `ERR`.
struct RowEncoder: Sendable {
    var tag: String?
    /// Rows carry one field, the record as JSON.
    var writesJSON = false

    func append(_ record: Record, to bytes: inout [UInt8], until deadline: Deadline? = nil) {
        if case .explanation(let explanation) = record, !writesJSON {
            for row in ExplanationRow.rows(of: explanation) { append(.row(row), to: &bytes) }
            return
        }
        if let tag {
            bytes.append(UInt8(ascii: "@"))
            bytes.append(contentsOf: tag.utf8)
            bytes.append(UInt8(ascii: " "))
        }
        switch record {
        case .summary(let summary): FinalLine.append(summary, to: &bytes)
        case .ok(let properties): FinalLine.append(ok: properties, to: &bytes)
        case .failure(let error): FinalLine.append(error, to: &bytes)
        default: appendRow(record, to: &bytes, until: deadline)
        }
        bytes.append(0x0A)
    }

    private func appendRow(_ record: Record, to bytes: inout [UInt8], until deadline: Deadline?) {
        var row = RowFields(bytes: bytes)
        bytes = []
        if writesJSON {
            row.begin(record.rowKind)
            row.field(utf8: JSONLineEncoder().line(record, until: deadline))
        } else {
            row.append(record, until: deadline)
        }
        bytes = row.bytes
    }
}

extension Record {
    /// The word that a row begins with.
    var rowKind: String {
        switch self {
        case .hit: "HIT"
        case .warning: "WARN"
        case .document: "DOC"
        case .term: "TERM"
        case .facet: "FACET"
        case .stat: "STAT"
        case .progress: "PROGRESS"
        case .field: "FIELD"
        case .damage: "DAMAGE"
        case .lost: "LOST"
        case .command: "VERB"
        case .tree: "TREE"
        case .explanation: "EXPLAIN"
        case .note: "WHY"
        case .row(let row): row.kind
        case .summary, .ok: "OK"
        case .failure: "ERR"
        }
    }
}
