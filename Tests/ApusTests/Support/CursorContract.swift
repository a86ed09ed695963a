import Testing

@testable import Apus

/// What `PostingCursor` promises, tried on any cursor beside the plain array of the documents that it must show.
struct CursorContract<Cursor: PostingCursor> {
    /// Rising.
    let documents: [UInt32]
    /// A new cursor over them.
    let make: () throws -> Cursor

    /// Steps through once, then makes random moves of all kinds.
    func check(_ what: String, walks: Int = 12, using random: inout SeededRandom) throws {
        try checkStepping(what)
        for _ in 0..<walks { try checkWalk(what, &random) }
    }

    private func checkStepping(_ what: String) throws {
        var cursor = try make()
        for (index, document) in documents.enumerated() {
            guard expect(cursor, index, "\(what), step \(index)") else { return }
            guard cursor.cost >= documents.count - index else {
                return report("\(what): \(cursor.cost) bounds the \(documents.count - index) documents from \(document) on")
            }
            cursor.advance()
        }
        checkEnd(&cursor, what)
    }

    /// A finished cursor stays so, whatever is asked of it.
    private func checkEnd(_ cursor: inout Cursor, _ what: String) {
        guard expect(cursor, documents.count, "\(what), behind the last") else { return }
        cursor.advance()
        for target in [0, documents.first ?? 0, documents.last ?? 0, .max - 1, .max] { cursor.seek(DocumentID(target)) }
        cursor.advance()
        _ = expect(cursor, documents.count, "\(what), moved after the end")
    }

    private func checkWalk(_ what: String, _ random: inout SeededRandom) throws {
        var cursor = try make()
        var index = 0
        var moves: [String] = []
        while index < documents.count, moves.count < 60 {
            let (move, target) = move(from: index, &random)
            moves.append(move)
            if let target {
                cursor.seek(DocumentID(target))
                // `while document < target { advance() }`
                while index < documents.count, documents[index] < target { index += 1 }
            } else {
                cursor.advance()
                index += 1
            }
            guard expect(cursor, index, "\(what): \(moves.joined(separator: ", "))") else { return }
        }
        if index < documents.count { cursor.seek(.end) }
        checkEnd(&cursor, "\(what): \(moves.joined(separator: ", ")), end")
    }

    /// The name of a move and where it seeks; nil for a step.
    private func move(from index: Int, _ random: inout SeededRandom) -> (String, UInt32?) {
        let current = documents[index]
        let ahead = documents[min(documents.count - 1, index + Int.random(in: 0..<400, using: &random))]
        let target: UInt32
        switch Int.random(in: 0..<9, using: &random) {
        case 0, 1: return ("advance", nil)
        case 2: target = current
        case 3: target = UInt32.random(in: 0...current, using: &random)
        case 4: target = current + UInt32.random(in: 1..<9, using: &random)
        case 5: target = ahead
        case 6: target = ahead + 1
        case 7: target = UInt32.random(in: current...(documents.last ?? current), using: &random)
        default: target = (documents.last ?? 0) + UInt32.random(in: 0...1, using: &random)
        }
        return ("seek \(target)", target)
    }

    private func expect(_ cursor: Cursor, _ index: Int, _ what: @autoclosure () -> String) -> Bool {
        let wanted = index < documents.count ? DocumentID(documents[index]) : .end
        if cursor.document == wanted { return true }
        Issue.record("\(what()): at \(cursor.document.rawValue), \(wanted.rawValue) expected")
        return false
    }
}
