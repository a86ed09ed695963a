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
            QuotedValue.append(property.value.text, to: &bytes)
        }
    }
}

extension Record.Summary {
    /// As the final line has them: `hits=1 total=1 total-is=exact took=0.2ms generation=3`; a count leaves off what is not its own.
    var properties: [Property] {
        var properties: [Property] = []
        if let hits { properties.append(Property("hits", hits)) }
        properties.append(Property("total", total))
        if hits != nil || !totalIsExact { properties.append(Property("total-is", .text(totalIsExact ? "exact" : "at_least"))) }
        if let partial { properties.append(Property("partial", .text(partial))) }
        properties.append(Property("took", .microseconds(tookMicroseconds)))
        if hits != nil { properties.append(Property("generation", generation)) }
        if let next { properties.append(Property("next", .text(next))) }
        return properties
    }
}
