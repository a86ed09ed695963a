import Apus

/// The last line of a reply: `OK key=value …` or `ERR code slug key=value … : text`.
enum FinalLine {
    static func append(ok properties: [Property], to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "OK".utf8)
        append(properties, to: &bytes)
    }

    static func append(_ error: WireError, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "ERR \(error.code.rawValue) \(error.code.slug)".utf8)
        append(error.properties, to: &bytes)
        bytes.append(contentsOf: " : ".utf8)
        RowEscaping.append(error.text, to: &bytes)
    }

    static func append(_ properties: [Property], to bytes: inout [UInt8]) {
        for property in properties {
            bytes.append(UInt8(ascii: " "))
            bytes.append(contentsOf: property.key.utf8)
            bytes.append(UInt8(ascii: "="))
            if case .integer(let value) = property.value {
                bytes.append(decimal: value)
            } else {
                QuotedValue.append(property.value.text, to: &bytes)
            }
        }
    }
}

extension FinalLine {
    /// `OK hits=1 total=1 total-is=exact took=0.2ms generation=3`; a count leaves off what is not its own.
    static func append(_ summary: Record.Summary, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "OK".utf8)
        if let hits = summary.hits { append(" hits=", hits, to: &bytes) }
        append(" total=", summary.total, to: &bytes)
        if summary.hits != nil || !summary.totalIsExact {
            bytes.append(contentsOf: summary.totalIsExact ? " total-is=exact".utf8 : " total-is=at_least".utf8)
        }
        if let partial = summary.partial { append([Property("partial", .text(partial))], to: &bytes) }
        bytes.append(contentsOf: " took=".utf8)
        MillisecondsText.append(summary.tookMicroseconds, to: &bytes)
        if summary.hits != nil { append(" generation=", Int(clamping: summary.generation), to: &bytes) }
        if let next = summary.next { append([Property("next", .text(next))], to: &bytes) }
    }

    private static func append(_ key: StaticString, _ value: Int, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
        bytes.append(decimal: Int64(value))
    }
}
