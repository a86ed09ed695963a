import Foundation

@testable import Apus

/// What this process holds of a directory, and what the directory takes. Other tests run beside this one: only names below it count.
struct HeldFiles: Equatable {
    /// Open descriptors.
    var descriptors = 0
    /// Memory maps, those of deleted files included.
    var maps = 0
    /// Files by their names, with their sizes.
    var files: [String: UInt64] = [:]

    init(of directory: String) throws {
        for number in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + number)
            if let target, target.hasPrefix(directory) { descriptors += 1 }
        }
        maps = try Self.maps().split(separator: "\n").filter { $0.contains(directory + "/") }.count
        for name in try FileManager.default.contentsOfDirectory(atPath: directory) {
            let size = try FileManager.default.attributesOfItem(atPath: directory + "/" + name)[.size] as? UInt64
            files[name] = size
        }
    }

    /// Read to its end, whatever size the system says it has.
    private static func maps() throws -> String {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/proc/self/maps"))
        defer { try? file.close() }
        var content = Data()
        while let piece = try file.read(upToCount: 4096), !piece.isEmpty { content += piece }
        return String(decoding: content, as: UTF8.self)
    }
}
