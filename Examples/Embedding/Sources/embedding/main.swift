import Apus

let index = try Index(at: "notes.apus")  // made when missing
try index.write { batch in  // one commit: atomic and durable
    try batch.add(Document(id: "talks", ["title": "Talks", "text": "Return when you are “ready to pursue peace.”"]))
    try batch.add(Document(id: "deal", ["title": "Deal", "text": "Peace is ready, the minerals deal is not."]))
    try batch.delete(id: "draft")
}
for hit in try index.search(#""ready to pursue peace""#, limit: 10).hits {
    print(hit.rank, hit.id, hit.score, hit.snippet?.text ?? "")
}
