/// Words whose stems tell one version of libstemmer from another: roots of several scripts with endings that many languages cut.
enum StemProbes {
    private static let families: [(roots: [String], endings: [String])] = [
        (
            ["nation", "arbeit", "cant", "habl", "oper", "glad"],
            [
                "", "s", "es", "'s", "ed", "ing", "ingly", "ly", "ies", "ization", "ational", "ement", "ements", "ité", "és",
                "ées",
                "er", "ern", "em", "heit", "keiten", "lich", "isch", "ung", "ungen", "ado", "ando", "iendo", "mente", "aron",
                "ção", "ções", "ista", "are", "ire", "ato", "zione", "zioni", "ul", "ului", "ilor", "ssa", "ssä", "lle", "sta",
                "ksi", "ban", "ben", "oknak", "lar", "lerin", "lik", "het", "erna", "heter", "elser", "ene", "tje", "en", "ak",
                "etan", "aren", "amb", "ament", "acht", "eanna", "kan", "nya", "ams", "iais", "uose", "ovi", "ima", "ojn", "itud",
            ]
        ),
        (
            ["работ", "красив", "град", "чит"],
            ["", "а", "ы", "ами", "ого", "ая", "ейший", "ться", "вшись", "ает", "ости", "ување", "има"]
        ),
        (["γραφ", "ανθρωπ", "καλ"], ["", "ω", "ος", "ους", "ικος", "ησεις", "ότερος", "ματα", "ιζουμε"]),
        (["كتاب", "مدرس", "علم"], ["", "ة", "ات", "ون", "ين", "ها", "هم", "نا"]),
        (["գիրք", "մարդ"], ["", "եր", "ներ", "ություն", "ական", "ում"]),
        (["लड़क", "किताब", "घर"], ["", "ा", "े", "ों", "ियाँ", "ता", "ेगा", "हरू", "को"]),
        (["புத்தக", "மர"], ["", "ம்", "ங்கள்", "த்தில்", "த்தை", "ஆல்"]),
        (["בוך", "שרײַב"], ["", "ער", "ן", "ט", "ונג", "לעך"]),
    ]

    /// A hash (FNV-1a) of the algorithms' names and of all stems.
    static func hash(_ stemmer: Stemmer, _ algorithms: [String]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ bytes: some Sequence<UInt8>) {
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        for algorithm in algorithms { add(algorithm.utf8) }
        for family in families {
            for root in family.roots {
                for ending in family.endings { Array((root + ending).utf8).withUnsafeBufferPointer { add(stemmer.stem($0)) } }
            }
        }
        return hash
    }
}
