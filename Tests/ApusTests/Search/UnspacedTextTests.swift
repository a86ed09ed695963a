import Testing

@testable import Apus

@Suite("Text without spaces")
struct UnspacedTextTests {
    private static func small() throws -> SmallIndex {
        try SmallIndex("黑豹队的防守丢了308分，在联赛中排名第六。", "他们的防守很好", "联赛中的文字", "天気がいいから散歩しましょう", "ประเทศไทยมีอาหารอร่อย", "plain words")
    }

    @Test("A sentence finds what has parts of it, best first; in quotes it is exact")
    func sentences() throws {
        let index = try Self.small()
        let question = "黑豹队的防守丢了多少分"
        #expect(try index.hits(question).map(\.id) == ["0", "1"])
        #expect(try index.found("\"\(question)\"") == [])
        #expect(try index.found("\"的防守\"") == ["0", "1"])
        #expect(try index.found("\"防守丢了308\"") == ["0"])
        #expect(try index.hits("今日は天気がいいですか").map(\.id) == ["3"])
        #expect(try index.hits("อาหารไทยอร่อยไหม").map(\.id).first == "4")
    }

    @Test("A short run is one word, and what is excluded is met whole")
    func words() throws {
        let index = try Self.small()
        #expect(try index.found("防守") == ["0", "1"])
        #expect(try index.found("联赛排名") == [])
        #expect(try index.found("防守 -黑豹队的防守丢了多少分") == ["0", "1"])
        #expect(try index.found("防守 -黑豹队的防守丢了") == ["1"])
        #expect(try index.found("防守 -text:(黑豹队的防守丢了^2)") == ["1"])
    }

    @Test("In a fuzzy run of characters none stands for any other")
    func fuzzy() throws {
        let index = try Self.small()
        for query in ["防守~", "防守~2"] { #expect(try index.found(query) == ["0", "1"], "\(query)") }
        #expect(try index.found("守防~") == [])
        #expect(try index.found("plain-wrds~") == ["5"])
    }

    @Test("It scores as its neighbouring characters do, each pair a phrase, beside other words")
    func scores() throws {
        let index = try Self.small()
        let one = try index.hits("2015年黑豹队的联赛中plain")
        let other = try index.hits("2015 \"年黑\" \"黑豹\" \"豹队\" \"队的\" \"的联\" \"联赛\" \"赛中\" plain")
        #expect(one.count > 2)
        #expect(one.map(\.id) == other.map(\.id))
        #expect(one.map(\.score) == other.map(\.score))
    }

    @Test("A run ends where something stands in it, five characters are a sentence, and other words beside it are a phrase")
    func runs() throws {
        let index = try SmallIndex("黑豹队的防守", "的防", "了他", "wi fi", "fi or wi", "黑豹x队的防守")
        #expect(try index.found("黑豹的防守") == ["0", "1", "5"])
        #expect(try index.found("队的，防守丢了他") == ["0", "2", "5"])
        #expect(try index.found("wi-fi防守丢了他") == ["0", "2", "3", "5"])
    }

    @Test("Neighbours that overlap are marked as one")
    func marks() throws {
        let index = try Self.small()
        #expect(try index.marked("黑豹队的防守丢了多少分") == ["黑豹队的防守丢了"])
    }
}
