import Apus
import ArgumentParser

/// `--k1`, `--b` and `--combine` as they are typed.
enum RankingArguments {
    /// Throws a usage error for what is out of bounds.
    static func check(_ change: BM25.Change) throws {
        do throws(DocumentError) { try change.applied(to: .standard).check() } catch { throw ValidationError("--\(error)") }
    }

    /// Throws a usage error for what is no combination of fields.
    static func check(combine text: String?) throws {
        guard let text, FieldCombination(text) == nil else { return }
        throw ValidationError("--combine: \(text) is not sum or bm25f[:FIELD=WEIGHT,…] with weights from 0 to 1000")
    }
}
