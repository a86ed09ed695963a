import FuzzTargets
import Glibc

/// Where the seeds of the targets are kept: a folder a target, a file a seed, `000`, `001` …
struct SeedFolder {
    let path: String

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    func write(_ targets: [FuzzTarget]) throws {
        for target in targets {
            let folder = "\(path)/\(target.name)"
            guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw failure("make", folder) }
            for (number, seed) in try target.seeds().enumerated() {
                let digits = String(number)
                try write(seed, to: "\(folder)/\(String(repeating: "0", count: max(0, 3 - digits.count)))\(digits)")
            }
        }
    }

    private func write(_ bytes: [UInt8], to file: String) throws {
        guard let stream = fopen(file, "wb") else { throw failure("write", file) }
        let written = fwrite(bytes, 1, bytes.count, stream)
        guard fclose(stream) == 0, written == bytes.count else { throw failure("write", file) }
    }

    private func failure(_ operation: String, _ file: String) -> Failure {
        Failure(description: "cannot \(operation) \(file): \(String(cString: strerror(errno)))")
    }
}
