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

    /// - Parameter capacity: bytes, below 4 GiB.
    init(capacity: Int) {
        precondition(capacity > 0 && capacity <= Int(UInt32.max), "offsets in a region have 32 bits")
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
        let mapped = mmap(nil, capacity, PROT_READ | PROT_WRITE, flags, -1, 0)
        guard let mapped, mapped != MAP_FAILED else { fatalError("\(capacity) bytes of address space cannot be reserved") }
        base = mapped
        self.capacity = capacity
        // Large pages, so that an access far from the last one need not look its page up; not where little is used.
        if capacity > Self.smallPages { madvise(mapped + Self.smallPages, capacity - Self.smallPages, MADV_HUGEPAGE) }
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
