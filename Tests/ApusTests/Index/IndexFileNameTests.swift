import Testing

@testable import Apus

@Suite struct IndexFileNameTests {
    @Test("a segment's name is its identity, with a number where that is taken")
    func segment() {
        #expect(IndexFileName.segment(0, besides: []) == "0000000000000000")
        #expect(IndexFileName.segment(.max, besides: []) == "ffffffffffffffff")
        #expect(IndexFileName.segment(0xA, besides: ["000000000000000a"]) == "000000000000000a-1")
        #expect(IndexFileName.segment(0xA, besides: ["000000000000000a", "000000000000000a-1"]) == "000000000000000a-2")
    }

    @Test(
        "the engine knows the names that it gives",
        arguments: [
            "manifest.new", "sources.1f", "000000000000001f.terms", "000000000000001f-12.columns",
            "000000000000001f.3.deletions", "new-1.postings",
        ])
    func own(name: String) { #expect(IndexFileName.isRemovable(name)) }

    @Test(
        "what somebody else put there is not the engine's to remove",
        arguments: [
            "manifest", "lock", "apus.sock", "README.md", "sources", "sources.", "sources.x", "sources.11112222333344445",
            "000000000000001F.terms", "000000000000001f.text", "000000000000001f.deletions", "000000000000001f-0.terms",
            "00000000000001f.terms", "000000000000001f", "000000000000001f.3.terms", "000000000000001f-.terms", "news",
        ])
    func others(name: String) { #expect(!IndexFileName.isRemovable(name)) }

    @Test("leftovers are the engine's own files of no commit")
    func leftovers() throws {
        let storage = MemoryStorage()
        let manifest = Manifest.sample
        let strangers = ["README.md", "lock", "manifest"]
        let left = ["manifest.new", "sources.1", "000000000000001f.2.deletions", "00000000000000ff.terms", "new-4"]
        for name in manifest.fileNames + strangers + left { try storage.write([], to: name) }
        #expect(try IndexFileName.leftovers(in: storage, besides: [manifest]).sorted() == left.sorted())
    }
}
