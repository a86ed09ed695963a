/// Bytes that are not what their format demands: where they were read, and what was expected there.
package struct CorruptBytes: Error, Equatable {
    /// Bytes from the start of what was being read.
    package var offset: Int
    package var reason: String

    package init(at offset: Int, _ reason: String) {
        self.offset = offset
        self.reason = reason
    }
}
