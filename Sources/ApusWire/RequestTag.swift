/// The client's name for a request.
enum RequestTag {
    /// The tag as text, or why it is none: 1 to `WireLimits.tagBytes` bytes without spaces and control characters.
    static func checked(_ bytes: some Collection<UInt8>) throws(WireError) -> String {
        guard !bytes.isEmpty else { throw WireError(.badRequest, text: "a tag is missing after `@`") }
        guard bytes.count <= WireLimits.tagBytes else {
            throw WireError(.badRequest, text: "a tag has at most \(WireLimits.tagBytes) bytes")
        }
        guard !bytes.contains(where: { $0 <= 0x20 || $0 == 0x7F }), let tag = String(validating: bytes, as: UTF8.self) else {
            throw WireError(.badRequest, text: "a tag has neither spaces nor control characters")
        }
        return tag
    }
}
