import Glibc

/// What happens in a new process before its program begins.
struct SpawnActions: ~Copyable {
    // Glibc has these two, but its headers show them only to C with GNU extensions, so they are looked up by name.
    private typealias ChangeFolder = @convention(c) (UnsafeMutableRawPointer, UnsafePointer<CChar>) -> Int32
    private typealias CloseFrom = @convention(c) (UnsafeMutableRawPointer, Int32) -> Int32

    let actions: UnsafeMutablePointer<posix_spawn_file_actions_t>

    init() {
        actions = .allocate(capacity: 1)
        posix_spawn_file_actions_init(actions)
    }

    deinit {
        posix_spawn_file_actions_destroy(actions)
        actions.deallocate()
    }

    func changeFolder(to path: String) {
        let function = unsafeBitCast(dlsym(nil, "posix_spawn_file_actions_addchdir_np"), to: ChangeFolder.self)
        _ = path.withCString { function(actions, $0) }
    }

    /// The files become 0, 1, 2 and so on; all others are closed.
    func keep(_ files: [Int32]) {
        for (number, file) in files.enumerated() { posix_spawn_file_actions_adddup2(actions, file, Int32(number)) }
        _ = unsafeBitCast(dlsym(nil, "posix_spawn_file_actions_addclosefrom_np"), to: CloseFrom.self)(actions, Int32(files.count))
    }
}
