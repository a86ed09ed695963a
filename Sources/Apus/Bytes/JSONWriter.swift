/// Appends JSON to bytes and sets the commas.
///
/// The caller keeps the shape: inside an object each value follows a `key`, and what was begun is ended.
///
///     writer.beginObject(); writer.member("type", "hit"); writer.key("spans"); writer.beginArray(); …
package struct JSONWriter: Sendable {
    package private(set) var bytes: [UInt8]
    private var needsComma = false

    /// Goes on after `bytes`, which are taken over as they are.
    package init(appendingTo bytes: consuming [UInt8] = []) {
        self.bytes = bytes
    }

    package mutating func beginObject() { open(UInt8(ascii: "{")) }
    package mutating func endObject() { close(UInt8(ascii: "}")) }
    package mutating func beginArray() { open(UInt8(ascii: "[")) }
    package mutating func endArray() { close(UInt8(ascii: "]")) }

    /// The name of the value that comes next.
    package mutating func key(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    package mutating func null() { scalar("null") }
    package mutating func boolean(_ value: Bool) { scalar(value ? "true" : "false") }

    package mutating func integer(_ value: some BinaryInteger) {
        guard let small = Int64(exactly: value) else { return scalar(value.description) }
        separate()
        bytes.append(decimal: small)
        needsComma = true
    }

    /// The shortest decimal that reads back as the same double; what is not finite becomes null.
    package mutating func number(_ value: Double) { scalar(value.isFinite ? value.description : "null") }

    /// The shortest decimal that reads back as the same 32-bit float; what is not finite becomes null.
    package mutating func number(_ value: Float) { scalar(value.isFinite ? value.description : "null") }

    package mutating func string(_ value: String) {
        var value = value
        value.withUTF8 { string(utf8: $0) }
    }

    /// A string given by its bytes, which must be UTF-8 for the result to be JSON.
    package mutating func string(utf8: UnsafeBufferPointer<UInt8>) {
        separate()
        JSONEscaping.appendString(utf8, to: &bytes)
        needsComma = true
    }

    /// JSON that has been written already.
    package mutating func raw(_ json: some Sequence<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    /// Ends a line, and with it the text: what follows is another one.
    package mutating func endLine() {
        bytes.append(0x0A)
        needsComma = false
    }

    /// Forgets what was written but keeps the memory.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    private mutating func scalar(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }
}
