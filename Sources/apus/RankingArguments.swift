import Apus
import ArgumentParser

/// `--k1` and `--b` as they are typed.
enum RankingArguments {
    /// Throws a usage error for what is out of bounds.
    static func check(_ change: BM25.Change) throws {
        do throws(DocumentError) { try change.applied(to: .standard).check() } catch { throw ValidationError("--\(error)") }
    }
}
