import Glibc
import Simulation

// apus-simulate SEED [COUNT]    lives COUNT histories through, of SEED and the seeds that follow; scripts/simulate builds and calls it

let arguments = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
guard let first = arguments.first, CommandLine.arguments.count <= 3, arguments.count == CommandLine.arguments.count - 1 else {
    print("apus-simulate: SEED [COUNT], both numbers")
    exit(2)
}
let count = arguments.count > 1 ? arguments[1] : 1
var (figures, broken) = (SimulatedFigures(), 0)
for seed in first..<first + count {
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
exit(broken == 0 ? 0 : 1)
