import Glibc
import Simulation

// apus-simulate SEED [COUNT]    lives COUNT histories through, of SEED and the seeds that follow; scripts/simulate builds and calls it

let arguments = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
guard let first = arguments.first, CommandLine.arguments.count <= 3, arguments.count == CommandLine.arguments.count - 1 else {
    print("apus-simulate: SEED [COUNT], both numbers")
    exit(2)
}
let count = arguments.count > 1 ? arguments[1] : 1
// Asked to stop, it ends with the history that it lives through and tells what there was: both signals wait until they are looked for.
var stops = sigset_t()
sigemptyset(&stops)
for signal in [SIGINT, SIGTERM] { sigaddset(&stops, signal) }
sigprocmask(SIG_BLOCK, &stops, nil)
func isAskedToStop() -> Bool {
    var waiting = sigset_t()
    return sigpending(&waiting) == 0 && (sigismember(&waiting, SIGINT) == 1 || sigismember(&waiting, SIGTERM) == 1)
}

var (figures, broken, isStopped) = (SimulatedFigures(), 0, false)
for seed in first..<first + count {
    isStopped = isAskedToStop()
    if isStopped {
        print("stopped before seed \(seed)")
        break
    }
    do {
        let (made, digest) = try SimulatedHistory(seed: seed).run()
        figures += made
        if count == 1 { print("digest \(String(digest, radix: 16))") }
    } catch {
        print("broken: \(error)")
        broken += 1
    }
}
print(figures)
exit(broken == 0 && !isStopped ? 0 : 1)
