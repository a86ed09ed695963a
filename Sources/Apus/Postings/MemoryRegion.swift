import Glibc

/// A stretch of address space that is reserved whole and becomes memory page by page as it is used.
///
/// Nothing in it ever moves, so 32-bit offsets serve as pointers. Pages stay for whoever fills it next; leaving it gives all of them
/// back to the system at once.
final class MemoryRegion {
    let base: UnsafeMutableRawPointer
    let capacity: Int
    private(set) var used = 0
    private static let smallPages = 4 << 20

    /// Traps where the system does not grant it.
    /// - Parameters:
    ///   - wanted: bytes, below 4 GiB.
    ///   - least: so many will do where the system limits what a process may have (`ulimit -d`, `ulimit -v`); nil for all.
    convenience init(capacity wanted: Int, atLeast least: Int? = nil) {
        let capacity = Self.granted(wanted, least)
        guard let mapped = Self.reserve(capacity) else { fatalError("\(capacity) bytes of address space cannot be reserved") }
        self.init(mapped, capacity)
    }

    /// The same, but nil where the system does not grant it.
    convenience init?(ifGranted wanted: Int, atLeast least: Int) {
        let capacity = Self.granted(wanted, least)
        guard let mapped = Self.reserve(capacity) else { return nil }
        self.init(mapped, capacity)
    }

    private init(_ mapped: UnsafeMutableRawPointer, _ capacity: Int) {
        base = mapped
        self.capacity = capacity
        // Large pages, so that an access far from the last one need not look its page up; not where little is used.
        if capacity > Self.smallPages { madvise(mapped + Self.smallPages, capacity - Self.smallPages, MADV_HUGEPAGE) }
    }

    /// Others need their share of what is limited.
    private static func granted(_ wanted: Int, _ least: Int?) -> Int {
        precondition(wanted > 0 && wanted <= Int(UInt32.max), "offsets in a region have 32 bits")
        return wanted <= mostOfProcess / 8 ? wanted : least ?? wanted
    }

    /// Bytes that the system lets the process have.
    private static let mostOfProcess: Int = {
        var (data, space) = (rlimit(), rlimit())
        guard getrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &data) == 0,
            getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &space) == 0
        else { return .max }
        return Int(clamping: min(data.rlim_cur, space.rlim_cur))
    }()

    private static func reserve(_ capacity: Int) -> UnsafeMutableRawPointer? {
        let mapped = mmap(nil, capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        return mapped == MAP_FAILED ? nil : mapped
    }

    deinit { munmap(base, capacity) }

    var left: Int { capacity - used }

    /// The offset of `count` bytes that hold anything. The caller has seen to it that they are left.
    @inline(__always)
    func allocate(_ count: Int) -> UInt32 {
        precondition(count <= capacity &- used, "a region is flushed before it overflows")
        defer { used &+= count }
        return UInt32(truncatingIfNeeded: used)
    }

    /// Forgets everything.
    func removeAll() { used = 0 }
}
