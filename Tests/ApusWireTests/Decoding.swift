@testable import ApusWire

/// Everything that the bytes give, fed in pieces of `chunks` bytes each (the last one repeats), with the end of the connection after them.
func events(_ bytes: [UInt8], chunks: [Int] = [.max], limits: WireLimits = WireLimits()) -> [RequestDecoder.Event] {
    var decoder = RequestDecoder(limits: limits)
    var events: [RequestDecoder.Event] = []
    var rest = bytes[...]
    var sizes = chunks[...]
    while !rest.isEmpty {
        let piece = rest.prefix(max(1, sizes.first ?? 1))
        if sizes.count > 1 { sizes = sizes.dropFirst() }
        decoder.append(Array(piece))
        rest = rest.dropFirst(piece.count)
        while let event = decoder.next() { events.append(event) }
    }
    decoder.finish()
    while let event = decoder.next() { events.append(event) }
    return events
}

func events(_ text: String, limits: WireLimits = WireLimits()) -> [RequestDecoder.Event] {
    events(Array(text.utf8), limits: limits)
}

/// The requests alone.
func requests(_ text: String) -> [Request] {
    events(text).compactMap { event in
        guard case .request(let request) = event else { return nil }
        return request
    }
}

/// The refusals alone.
func refusals(_ text: String, limits: WireLimits = WireLimits()) -> [RequestDecoder.Refusal] {
    events(text, limits: limits).compactMap { event in
        guard case .refusal(let refusal) = event else { return nil }
        return refusal
    }
}
