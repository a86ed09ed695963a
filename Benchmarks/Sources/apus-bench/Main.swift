import Glibc

@main
struct Main {
    static let usage = "usage: apus-bench build TSV DIR THREADS MERGE STORED | serve DIR"

    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.count) {
        case ("build", 6):
            let build = Build(
                tsv: arguments[1], directory: arguments[2], threads: Int(arguments[3]) ?? 1, merges: arguments[4] == "1",
                isStored: arguments[5] == "1")
            try build.run()
        default:
            print(usage)
            exit(2)
        }
    }
}
