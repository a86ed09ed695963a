/// A text as a key: equal to another when the bytes of their UTF-8 are the same.
///
/// `String` itself takes texts for equal that are the same characters in different code points (`é` whole and `e` with an accent
/// behind it). Ids, paths, names of fields and tags are bytes: what differs in one of them is something else.
package struct ExactText: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func == (one: ExactText, other: ExactText) -> Bool { one.text.isExactly(other.text) }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension ExactText: CustomStringConvertible {
    package var description: String { text }
}

extension String {
    /// Whether both are the same bytes. O(bytes).
    package func isExactly(_ other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        var (one, other) = (self, other)
        return one.withUTF8 { one in
            other.withUTF8 { other in bytewiseOrder(UnsafeRawBufferPointer(one), UnsafeRawBufferPointer(other)) == 0 }
        }
    }
}
