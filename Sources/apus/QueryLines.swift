import Glibc

/// The queries of a batch as they come. What has arrived is handed out before more is waited for, so a person, or a program that
/// writes a query and reads its answer, need not end the input first.
struct QueryLines {
    /// A query with the id that it has, or the number of its line.
    typealias Query = (id: String, query: String)

    private static let pieceBytes = 64 << 10

    private let descriptor: Int32
    private var bytes: [UInt8] = []
    /// What is before it was handed out.
    private var start = 0
    /// What is before it holds no further line end.
    private var searched = 0
    private var number = 0
    private var isAtEnd = false
    /// Why reading ended before the input did.
    private(set) var failure: Int32?

    /// - Parameter descriptor: stays open; whoever opened it closes it.
    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// At most so many of the next queries; none only at the end. Empty lines are left out.
    mutating func next(_ count: Int) -> [Query] {
        var found: [Query] = []
        while found.count < count {
            if let line = nextLine() {
                number += 1
                if !line.isEmpty { found.append(Self.query(line, number)) }
            } else if isAtEnd || !found.isEmpty {
                break
            } else {
                receive()
            }
        }
        return found
    }

    private static func query(_ line: ArraySlice<UInt8>, _ number: Int) -> Query {
        guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else {
            return ("\(number)", String(decoding: line, as: UTF8.self))
        }
        return (String(decoding: line[..<tab], as: UTF8.self), String(decoding: line[(tab + 1)...], as: UTF8.self))
    }

    /// The next whole line without its end; at the end of the input also one that has none.
    private mutating func nextLine() -> ArraySlice<UInt8>? {
        let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n"))
        searched = end ?? bytes.count
        guard end != nil || (isAtEnd && start < bytes.count) else { return nil }
        var line = bytes[start..<searched]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        start = end.map { $0 + 1 } ?? bytes.count
        searched = start
        return line
    }

    private mutating func receive() {
        bytes.removeFirst(start)
        searched -= start
        start = 0
        let descriptor = descriptor
        let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) { buffer, count in
            repeat { count = read(descriptor, buffer.baseAddress, Self.pieceBytes) } while count < 0 && errno == EINTR
            if count < 0 {
                failure = errno
                count = 0
            }
        }
        isAtEnd = piece.isEmpty
        bytes += piece
    }
}
