import Glibc

/// A thread of the engine's own, apart from the cooperative pool, so that blocking work starves nobody.
package final class WorkerThread: @unchecked Sendable {
    // Set before the thread starts, read when it has ended.
    private var handle = pthread_t()
    private let body: @Sendable () -> Void
    private var isJoined = false

    /// Starts the thread. - Parameter stackBytes: 1 MiB unless said.
    package init(stackBytes: Int = 1 << 20, _ body: @escaping @Sendable () -> Void) {
        self.body = body
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, stackBytes)
        let context = Unmanaged.passRetained(self).toOpaque()
        let code = pthread_create(
            &handle, &attributes,
            { context in
                Unmanaged<WorkerThread>.fromOpaque(context!).takeRetainedValue().body()
                return nil
            }, context)
        pthread_attr_destroy(&attributes)
        precondition(code == 0, "the system starts no thread: \(code)")
    }

    /// A thread that nobody waited for gives back what it takes by itself.
    deinit { if !isJoined { pthread_detach(handle) } }

    /// Waits until the thread has ended. Called once.
    package func join() {
        guard !isJoined else { return }
        isJoined = true
        pthread_join(handle, nil)
    }
}
