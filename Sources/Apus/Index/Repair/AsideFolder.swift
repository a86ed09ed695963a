/// The folder of an index for files that belong to it no more and are kept all the same.
struct AsideFolder {
    private let storage: any Storage

    init(_ storage: any Storage) { self.storage = storage }

    /// Gives files, and the manifest of a generation, second names in the folder, durably. Those that are missing are left out.
    /// Returns the names that they have there. What an earlier, broken-off repair left there already is not kept twice.
    func keep(_ names: [String], generation: UInt64) throws(StorageError) -> [String] {
        let folder = try storage.folder(IndexRepair.folder)
        var taken = Set(try folder.names())
        var kept: [String] = []
        for name in names + [IndexFileName.manifest] {
            let wanted = name == IndexFileName.manifest ? "\(name).\(String(generation, radix: 16))" : name
            do throws(StorageError) {
                let file = try storage.read(name)
                let place = try place(for: wanted, file, taken, in: folder)
                if !taken.contains(place) { try storage.link(name, into: folder, as: place) }
                taken.insert(place)
                kept.append(place)
            } catch .missing { continue }
        }
        try folder.synchronize()
        return kept
    }

    /// The wanted name, or one with a number behind it where another file has that.
    private func place(
        for wanted: String, _ file: any StoredBytes, _ taken: Set<String>, in folder: any Storage
    ) throws(StorageError) -> String {
        var (place, number) = (wanted, 1)
        while taken.contains(place) {
            let there = try folder.read(place)
            if withExtendedLifetime((file, there), { bytewiseOrder(file.bytes, there.bytes) == 0 }) { return place }
            place = "\(wanted).\(number)"
            number += 1
        }
        return place
    }
}
