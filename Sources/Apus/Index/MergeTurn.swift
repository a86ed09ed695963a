/// Lets one merge run at a time in this process, so that no two join the same segments.
final class MergeTurn: Sendable {
    private let token = BlockingQueue<Bool>(limit: 1)

    init() { token.add(true, weight: 1) }

    /// Waits until no other merge runs.
    func take() { _ = token.next() }

    /// Takes the turn if no other merge runs.
    func takeIfFree() -> Bool { token.nextIfAny() != nil }

    func giveBack() { token.add(true, weight: 1) }
}
