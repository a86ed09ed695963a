import Apus
import Glibc

@main
struct Main {
    static let usage = """
        usage: apus-bench build TSV DIR THREADS MERGE STORED
               apus-bench merge DIR REORDER MEMORY
               apus-bench serve DIR
               apus-bench ask SOCKET DIR QUERIES
               apus-bench crowd SOCKET QUERIES CLIENTS AHEAD SECONDS
               apus-bench memory SOCKET QUERIES REQUESTS
               apus-bench features-build TSV DIR
               apus-bench features-serve DIR
               apus-bench evaluate COLLECTION INDEX [LANGUAGE|- [K1 B [COMBINATION…]]]
        """

    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.count) {
        case ("build", 6):
            let build = Build(
                tsv: arguments[1], directory: arguments[2], threads: Int(arguments[3]) ?? 1, merges: arguments[4] == "1",
                isStored: arguments[5] == "1")
            try build.run()
        case ("merge", 4):
            try Merge(directory: arguments[1], reorders: arguments[2] == "1", memory: Int(arguments[3]) ?? 512).run()
        case ("serve", 2): try Serve(arguments[1]).run()
        case ("features-build", 3): try FeatureBuild(tsv: arguments[1], directory: arguments[2]).run()
        case ("features-serve", 2): try FeatureServe(arguments[1]).run()
        case ("ask", 4): try Ask(socket: arguments[1], index: arguments[2], queries: arguments[3]).run()
        case ("crowd", 6):
            let crowd = Crowd(
                socket: arguments[1], queries: arguments[2], clients: max(1, Int(arguments[3]) ?? 64),
                ahead: max(1, Int(arguments[4]) ?? 1), seconds: Double(arguments[5]) ?? 3)
            try crowd.run()
        case ("memory", 4):
            try Memory(socket: arguments[1], queries: arguments[2], requests: Int(arguments[3]) ?? 1_000_000).run()
        case ("evaluate", 3...) where arguments.count != 5:
            let name = arguments.count > 3 ? arguments[3] : "-"
            let language = Language(name: name)
            let ranking = arguments.count > 5 ? arguments[4...5].compactMap(Double.init) : [1.2, 0.75]
            let combinations = arguments.dropFirst(6).map { FieldCombination($0) }
            guard language != nil || name == "-", ranking.count == 2, combinations.allSatisfy({ $0 != nil }) else {
                print("no language \(name), no numbers behind it, or no combination behind these")
                exit(2)
            }
            try Evaluate(
                directory: arguments[1], index: arguments[2], language: language, ranking: BM25(k1: ranking[0], b: ranking[1]),
                combinations: combinations.compactMap { $0 }
            ).run()
        default:
            print(usage)
            exit(2)
        }
    }
}
