import Glibc

/// `apus-micro`: the engine's innermost loops by themselves, as tables; exits with 1 where unpacking is out of all proportion to a
/// plain copy of the same bytes, as it is when a loop is not specialised or vectorised any more.
@main
struct Micro {
    static func main() throws {
        var watch = Stopwatch()
        let decoding = Decoding(&watch)
        print(decoding.table)
        print("| what | ns | for one |")
        print("|---|---:|---|")
        let groups: [(inout Stopwatch) throws -> [Figure]] = [
            BlockLoops.figures, ListSeeks.figures, Bitsets.figures, Positions.figures, DictionaryLookups.figures, Scoring.figures,
            Heaps.figures, Words.figures,
        ]
        for figures in groups {
            for figure in try figures(&watch) { print(figure.row) }
        }
        if watch.residue == .min { print("(no sum of results is this low)") }
        let slow = decoding.slowWidths
        guard slow.isEmpty else {
            let names = slow.joined(separator: ", ")
            let message =
                "apus-micro: unpacking is too slow beside a copy of as many bytes (\(names)): is it still specialised?\n"
            write(STDERR_FILENO, message, message.utf8.count)
            exit(1)
        }
    }
}
