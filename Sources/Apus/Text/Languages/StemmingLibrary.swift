import Glibc

/// The functions of libstemmer, found at run time: building the engine does not need it.
struct StemmingLibrary: Sendable {
    typealias Create = @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>?) -> OpaquePointer?
    typealias Delete = @convention(c) (OpaquePointer?) -> Void
    typealias Stem = @convention(c) (OpaquePointer?, UnsafePointer<UInt8>?, CInt) -> UnsafePointer<UInt8>?
    typealias Length = @convention(c) (OpaquePointer?) -> CInt
    typealias List = @convention(c) () -> UnsafeMutablePointer<UnsafePointer<CChar>?>?

    let create: Create
    let delete: Delete
    let stem: Stem
    let length: Length
    private let list: List

    /// Loads the first of some libraries that is there; nil where none is, or it is something else. It is never unloaded.
    init?(anyOf names: [String]) {
        guard let library = names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first else { return nil }
        guard let create = dlsym(library, "sb_stemmer_new"), let delete = dlsym(library, "sb_stemmer_delete"),
            let stem = dlsym(library, "sb_stemmer_stem"), let length = dlsym(library, "sb_stemmer_length"),
            let list = dlsym(library, "sb_stemmer_list")
        else { return nil }
        // The types are those of libstemmer.h, which have been the same since 2001.
        self.create = unsafeBitCast(create, to: Create.self)
        self.delete = unsafeBitCast(delete, to: Delete.self)
        self.stem = unsafeBitCast(stem, to: Stem.self)
        self.length = unsafeBitCast(length, to: Length.self)
        self.list = unsafeBitCast(list, to: List.self)
    }

    /// The names of its algorithms, in its order.
    var algorithms: [String] {
        guard let list = list() else { return [] }
        var names: [String] = []
        while let name = list[names.count] { names.append(String(cString: name)) }
        return names
    }
}
