import Glibc

/// What comes from a keyboard, out of the bytes that a terminal sends for it (ECMA-48, xterm).
struct KeyReader {
    enum Key: Equatable {
        case letter(Character)
        case enter, tab, backspace, delete, left, right, up, down, home, end
        case killToEnd, killToStart, killWord, clear, interrupt
        /// Ctrl-D.
        case endOfInput
        /// The terminal is gone.
        case closed
        case other
    }

    private var waiting: [UInt8] = []

    mutating func next() -> Key {
        guard let byte = nextByte() else { return .closed }
        switch byte {
        case 0x01: return .home
        case 0x02: return .left
        case 0x03: return .interrupt
        case 0x04: return .endOfInput
        case 0x05: return .end
        case 0x06: return .right
        case 0x08, 0x7F: return .backspace
        case 0x09: return .tab
        case 0x0A, 0x0D: return .enter
        case 0x0B: return .killToEnd
        case 0x0C: return .clear
        case 0x0E: return .down
        case 0x10: return .up
        case 0x15: return .killToStart
        case 0x17: return .killWord
        case 0x1B: return sequence()
        case 0..<0x20: return .other
        default: return letter(beginningWith: byte)
        }
    }

    /// What follows an escape: `[A`, `OA`, `[3~`; an escape alone is nothing.
    private mutating func sequence() -> Key {
        guard let kind = nextByte(within: 50), kind == UInt8(ascii: "[") || kind == UInt8(ascii: "O") else { return .other }
        var number = 0
        while let byte = nextByte(within: 50) {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): number = min(number, 1000) * 10 + Int(byte - UInt8(ascii: "0"))
            case UInt8(ascii: ";"): number = 0
            case UInt8(ascii: "A"): return .up
            case UInt8(ascii: "B"): return .down
            case UInt8(ascii: "C"): return .right
            case UInt8(ascii: "D"): return .left
            case UInt8(ascii: "H"): return .home
            case UInt8(ascii: "F"): return .end
            case UInt8(ascii: "~"): return [1: .home, 3: .delete, 4: .end, 7: .home, 8: .end][number] ?? .other
            default: return .other
            }
        }
        return .other
    }

    /// A letter of UTF-8. What is none is left out.
    private mutating func letter(beginningWith byte: UInt8) -> Key {
        var bytes = [byte]
        let length = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        while bytes.count < length, let next = nextByte(within: 50) { bytes.append(next) }
        guard let text = String(validating: bytes, as: UTF8.self), let letter = text.first else { return .other }
        return .letter(letter)
    }

    /// - Parameter milliseconds: how long to wait; for ever where nothing is said.
    private mutating func nextByte(within milliseconds: Int32 = -1) -> UInt8? {
        if waiting.isEmpty {
            var file = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            var ready = poll(&file, 1, milliseconds)
            while ready < 0, errno == EINTR { ready = poll(&file, 1, milliseconds) }
            guard ready > 0 else { return nil }
            var bytes = [UInt8](repeating: 0, count: 256)
            let count = read(STDIN_FILENO, &bytes, bytes.count)
            guard count > 0 else { return nil }
            waiting = Array(bytes[..<count])
        }
        return waiting.removeFirst()
    }
}
