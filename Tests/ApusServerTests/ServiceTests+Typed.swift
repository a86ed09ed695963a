import ApusWire
import Testing

/// Two documents: `a` with the year 2025, and `b` without one.
extension ServiceTests {
    @Test("Filters, one or more of them, leave out hits and count in totals")
    func filters() {
        #expect(
            text("search snippet=0 filter=year:* peace").hasSuffix("\ta\nOK hits=1 total=1 total-is=exact took=T generation=1\n"))
        #expect(text("count filter=pursue filter=\"title:war\" peace") == "OK total=1 took=T\n")
        #expect(text(#"{"verb":"count","query":"peace","filter":["pursue","year:[* TO 2025}"]}"#) == "OK total=0 took=T\n")
        #expect(text("count strict=1 filter=year:x peace").hasPrefix("ERR 422 bad-query at=0 : in the filter: "))
    }

    @Test("Sorted hits come page by page, in both dialects")
    func pages() throws {
        let first = text("search snippet=0 limit=1 sort=year peace")
        #expect(first.contains("\ta\nOK hits=1 total=2 total-is=exact took=T generation=1 next="))
        let next = try #require(first.split(separator: "next=").last?.dropLast())
        let second = text("search snippet=0 limit=1 sort=year after=\(next) peace")
        #expect(second.hasPrefix("HIT\t2\t") && second.hasSuffix("\tb\nOK hits=1 total=2 total-is=exact took=T generation=1\n"))
        let json = text(#"{"verb":"search","query":"peace","sort":"year","limit":1,"snippet":0}"#)
        #expect(json == first)
        #expect(text("search sort=year:desc after=\(next) peace").hasPrefix("ERR 400 bad-request : the option `after`: "))
        #expect(text("search after=x peace").hasPrefix("ERR 400 bad-request : the option `after`: this is no cursor"))
        #expect(text("search sort=title peace").hasPrefix("ERR 400 bad-request : the option `sort`: “title” is a text field"))
    }

    @Test("Facets come behind the hits, or alone")
    func facets() {
        #expect(
            text("search limit=0 facet=year,year:1000 peace")
                == "FACET\tyear\t2025\t1\nFACET\tyear\t2000\t1\nOK hits=0 total=2 total-is=exact took=T generation=1\n")
        #expect(text("facets facet=year") == "FACET\tyear\t2025\t1\nOK total=2 generation=1\n")
        #expect(text("facets facet=year filter=war peace") == "OK total=1 generation=1\n")
        #expect(
            text(#"{"verb":"facets","facet":["year:10"],"query":"peace"}"#)
                == "FACET\tyear\t2020\t1\nOK total=2 generation=1\n")
        #expect(text("facets peace").hasPrefix("ERR 400 bad-request : `facets` needs the option `facet`"))
        #expect(
            text("facets facet=absent peace").hasPrefix("ERR 400 bad-request : the option `facet`: there is no field “absent”"))
        #expect(text("facets facet=year:week peace").hasPrefix("ERR 400 bad-request : the option `facet`: "))
    }
}
