import Testing

@Suite("Under the system's own limits of memory", .disabled(if: Sanitizer.isThere, "the memory is the sanitizer's"))
struct LimitedMemoryTests {
    @Test(
        "indexing, merging and searching work within --memory and what is stated",
        arguments: ["ulimit -d \((64 + 256) << 10)", "ulimit -v 1200000"])
    func limits(limit: String) throws {
        let place = try Workplace()
        let lines = (0..<3000).map { number in
            "{\"id\":\"d\(number)\",\"text\":\"peace \((0..<12).map { "w\(number &* 31 &+ $0 &* 977)" }.joined(separator: " "))\"}\n"
        }
        try place.write(lines.joined(), to: "in.jsonl")
        for command in [
            "index --memory 64M --threads 2 in.jsonl", "count peace", "search w31", "merge --segments 1", "merge --reorder",
            "check",
        ] {
            let result = try place.shell("\(limit) && apus \(command)")
            #expect(result.code == 0, "\(command): \(result)")
        }
        #expect(try place.apus("count", "peace").output == "3000\n")
    }
}
