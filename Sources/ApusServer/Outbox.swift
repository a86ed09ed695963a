import ApusSocket
import Glibc
import Synchronization

/// Answers on their way to one client. Any thread adds; one at a time sends, without holding the lock.
///
/// What is added is whole lines, so the answers of several threads interleave by lines only.
final class Outbox: Sendable {
    /// So much waits at most while somebody else sends; then adding waits.
    private static let mostWaiting = 1 << 20

    private enum Sender { case nobody, waiting, atOnce }

    private struct State {
        var waiting: [UInt8] = []
        var sender = Sender.nobody
    }

    private let socket: Int32
    private let state = Monitor(State())
    /// Changes under the lock. Asked without it, by those who hold another.
    private let broken = Atomic(false)

    init(socket: Int32) { self.socket = socket }

    /// Whether the client is gone, or reads nothing.
    var isBroken: Bool { broken.load(ordering: .acquiring) }

    /// Whether something was left behind by a sender that does not wait.
    var hasWaiting: Bool { state.withLock { !$0.waiting.isEmpty && $0.sender == .nobody } }

    /// Nothing is sent from now on; who waits goes on.
    func breakOff() {
        state.change { breakOff(&$0) }
    }

    private func breakOff(_ state: inout State) {
        broken.store(true, ordering: .releasing)
        state.waiting = []
    }

    /// Adds lines and empties `lines`; returns how many bytes wait. Waits while too much does.
    /// - Parameter alongside: done once, before anything of the lines can be sent. It must not ask for anything here but `isBroken`.
    func add(_ lines: inout [UInt8], alongside: () -> Void = {}) -> Int {
        defer { lines.removeAll(keepingCapacity: lines.capacity <= Self.mostWaiting) }
        let waiting: Int? = state.wait { state in
            guard isBroken || state.waiting.count < Self.mostWaiting || state.sender == .nobody else { return nil }
            alongside()
            return isBroken ? 0 : Self.append(&lines, to: &state.waiting)
        }
        return waiting ?? 0
    }

    /// Adds lines without waiting.
    func addAtOnce(_ lines: [UInt8]) {
        state.withLock { state in
            if !isBroken { state.waiting += lines }
        }
    }

    private static func append(_ lines: inout [UInt8], to waiting: inout [UInt8]) -> Int {
        if waiting.isEmpty { swap(&lines, &waiting) } else { waiting += lines }
        return waiting.count
    }

    /// Sends all that waits, unless another thread does. With `waits` false, as much as the client takes now.
    func flush(waits: Bool = true) {
        while var bytes = taken(by: waits ? .waiting : .atOnce) {
            let sent = send(bytes, waits: waits)
            let isDone = state.change { state -> Bool in
                state.sender = .nobody
                guard let sent else {
                    breakOff(&state)
                    return true
                }
                if sent < bytes.count { state.waiting.insert(contentsOf: bytes[sent...], at: 0) }
                if state.waiting.isEmpty {
                    // The memory is used again for the next answers.
                    bytes.removeAll(keepingCapacity: bytes.capacity <= Self.mostWaiting)
                    swap(&state.waiting, &bytes)
                }
                return sent < bytes.count || state.waiting.isEmpty
            }
            if isDone { return }
        }
    }

    /// What waits, to be sent by the caller; nil where there is nothing, or where another thread sees to it.
    ///
    /// Who sends at once may leave something behind, so whoever can wait lets it finish and looks again.
    private func taken(by sender: Sender) -> [UInt8]? {
        let taken: [UInt8]?? = state.wait { state in
            if sender == .waiting, state.sender == .atOnce { return nil }
            guard state.sender == .nobody, !state.waiting.isEmpty, !isBroken else { return .some(nil) }
            state.sender = sender
            var bytes: [UInt8] = []
            swap(&bytes, &state.waiting)
            return bytes
        }
        return taken ?? nil
    }

    /// How much was sent: all of it unless it should not wait; nil when the client is gone or takes nothing for too long.
    private func send(_ bytes: [UInt8], waits: Bool) -> Int? {
        bytes.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count {
                switch StreamSocket.send(socket, UnsafeRawBufferPointer(rebasing: bytes[sent...]), waits: waits) {
                case .bytes(let count): sent += count
                case .wouldBlock where !waits: return sent
                case .wouldBlock, .end, .failed: return nil
                }
            }
            return sent
        }
    }
}
