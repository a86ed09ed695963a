import FuzzTargets
import Glibc
import Synchronization

/// libFuzzer's own loop, linked as `libclang_rt.fuzzer_no_main`.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<Int32>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// Fuzzes one target of this process.
struct LibFuzzer {
    /// A C callback knows no context. Set before the loop begins, on the thread that runs it.
    private static let current = Mutex<FuzzTarget?>(nil)

    init(_ target: FuzzTarget) { Self.current.withLock { $0 = target } }

    /// Runs until the time given in the arguments is over, or an input breaks a promise, which ends the process.
    func run(_ arguments: [String]) -> Int32 {
        var words: [UnsafeMutablePointer<CChar>?] = (["apus-fuzz"] + arguments).map { strdup($0) } + [nil]
        var count = Int32(words.count - 1)
        return words.withUnsafeMutableBufferPointer { words in
            guard var start = words.baseAddress else { return 2 }
            return runDriver(&count, &start) { start, count in
                guard let target = LibFuzzer.current.withLock({ $0 }) else { return -1 }
                do { try target.run(UnsafeRawBufferPointer(start: start, count: count)) } catch {
                    complain("broken promise of \(target.name): \(error)")
                    abort()
                }
                return 0
            }
        }
    }
}
