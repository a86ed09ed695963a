import FuzzTargets
import Glibc

// apus-fuzz list                         the targets, a line each
// apus-fuzz seeds FOLDER                 writes the seeds of every target to FOLDER/TARGET/
// apus-fuzz TARGET [LIBFUZZER-ARGUMENT…]  fuzzes the target
//
// scripts/fuzz builds and calls it.

private func refuse(_ text: String, code: Int32 = 2) -> Never {
    complain("apus-fuzz: \(text)")
    exit(code)
}

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case nil: refuse("which target? `list` tells them")
case "list": for target in FuzzTarget.all { print("\(target.name)\t\(target.summary)") }
case "seeds":
    guard let folder = arguments.dropFirst().first else { refuse("seeds go to which folder?") }
    do { try SeedFolder(path: folder).write(FuzzTarget.all) } catch { refuse("\(error)", code: 1) }
case let name?:
    guard let target = FuzzTarget.named(name) else { refuse("there is no target \(name); `list` tells them") }
    exit(LibFuzzer(target).run(Array(arguments.dropFirst())))
}
