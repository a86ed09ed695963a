import Glibc

/// Bytes that end where a page begins that nobody may touch: reading one byte too far ends the process.
final class GuardedBytes {
    let bytes: UnsafeRawBufferPointer
    private let start: UnsafeMutableRawPointer
    private let length: Int

    init(_ content: [UInt8]) {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let used = (content.count + page - 1) / page * page
        length = used + page
        start = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        let target = UnsafeMutableRawBufferPointer(start: start + (used - content.count), count: content.count)
        target.copyBytes(from: content)
        mprotect(start + used, page, PROT_NONE)
        bytes = UnsafeRawBufferPointer(target)
    }

    deinit { munmap(start, length) }
}
