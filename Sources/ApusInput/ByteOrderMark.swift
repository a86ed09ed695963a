/// The mark with which a text may say how it is encoded.
enum ByteOrderMark: Equatable {
    case none, utf8, utf16LittleEndian, utf16BigEndian

    init(_ beginning: ArraySlice<UInt8>) {
        if beginning.starts(with: [0xEF, 0xBB, 0xBF]) {
            self = .utf8
        } else if beginning.starts(with: [0xFE, 0xFF]) {
            self = .utf16BigEndian
        } else if beginning.starts(with: [0xFF, 0xFE]), !beginning.starts(with: [0xFF, 0xFE, 0, 0]) {
            // With two NUL bytes more it is the mark of UTF-32, which is not read.
            self = .utf16LittleEndian
        } else {
            self = .none
        }
    }

    var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }

    /// How many bytes the mark takes.
    var byteCount: Int {
        switch self {
        case .none: 0
        case .utf8: 3
        case .utf16LittleEndian, .utf16BigEndian: 2
        }
    }
}
