import Glibc

/// A first-in first-out queue between threads that holds at most a given weight: whoever adds to a full one waits.
final class BlockingQueue<Element: Sendable>: @unchecked Sendable {
    // Everything below is touched with `mutex` held only.
    private var elements: [(element: Element?, weight: Int)] = []
    /// Places before it have given their element away.
    private var head = 0
    private var weight = 0
    private var isClosed = false
    private let limit: Int
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>

    init(limit: Int) {
        self.limit = limit
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        changed = .allocate(capacity: 1)
        changed.initialize(to: pthread_cond_t())
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
        pthread_cond_destroy(changed)
        changed.deallocate()
    }

    /// Waits for room. An element heavier than the limit passes once the queue is empty.
    func add(_ element: Element, weight added: Int) {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while weight > 0, weight + added > limit, !isClosed { pthread_cond_wait(changed, mutex) }
        elements.append((element, added))
        weight += added
        pthread_cond_broadcast(changed)
    }

    /// The next element, or nil once the queue is closed and empty.
    func next() -> Element? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while head == elements.count, !isClosed { pthread_cond_wait(changed, mutex) }
        return takeFirst()
    }

    /// The next element if there is one now.
    func nextIfAny() -> Element? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return takeFirst()
    }

    // With `mutex` held.
    private func takeFirst() -> Element? {
        guard head < elements.count else { return nil }
        let taken = elements[head]
        // The queue may never be empty: what was taken must not stay in it until it is.
        elements[head].element = nil
        head += 1
        if head > elements.count / 2 {
            elements.removeFirst(head)
            head = 0
        }
        weight -= taken.weight
        pthread_cond_broadcast(changed)
        return taken.element
    }

    func close() {
        pthread_mutex_lock(mutex)
        isClosed = true
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(mutex)
    }
}
