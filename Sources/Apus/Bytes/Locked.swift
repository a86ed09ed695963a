import Glibc

/// A value that threads share, and its lock.
///
/// Whoever runs may take the lock, even where others have waited for longer. `Synchronization.Mutex` hands a lock that is waited for
/// on to a thread that must wake up first, and whoever comes meanwhile waits behind it: with some dozens of threads each request then
/// costs a wake-up. And it waits by a system call of its own on Linux, which the thread sanitizer does not see; this lock it knows.
package final class Locked<Value>: @unchecked Sendable {
    // Touched with `mutex` held only; at an address of its own, where the language does not watch each access.
    private let value: UnsafeMutablePointer<Value>
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>

    package init(_ value: sending Value) {
        self.value = .allocate(capacity: 1)
        self.value.initialize(to: value)
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
        value.deinitialize(count: 1)
        value.deallocate()
    }

    package func withLock<R, E: Error>(_ body: (inout Value) throws(E) -> R) throws(E) -> R {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value.pointee)
    }
}
