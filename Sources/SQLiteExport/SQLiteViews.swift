/// A question that analysts ask, ready made.
struct SQLiteView {
    let name: String
    let query: String

    var creation: String { "CREATE VIEW \(name) AS \(query)" }
}

/// The views of an export.
enum SQLiteViews {
    static let all = [
        // Every mention with its document and the name it stands for.
        SQLiteView(
            name: "document_mention",
            query: """
                SELECT d.id, d.day, d.title, m.label, e.name, e.entity_id, m.text, m.span_start, m.span_end
                FROM mention m JOIN entity e ON e.document = m.document AND e.position = m.entity
                JOIN document d ON d.number = m.document
                """),
        SQLiteView(
            name: "entity_per_day",
            query: """
                SELECT d.day, e.label, e.name, e.entity_id, count(*) AS documents, sum(e.mentions) AS mentions
                FROM entity e JOIN document d ON d.number = e.document
                GROUP BY d.day, e.label, e.name, e.entity_id
                """),
        // Each pair once, the names in the order of the alphabet.
        SQLiteView(
            name: "cooccurrence",
            query: """
                SELECT a.name AS name, a.label AS label, b.name AS other_name, b.label AS other_label,
                    count(DISTINCT a.document) AS documents
                FROM entity a JOIN entity b ON b.document = a.document AND (b.name, b.label) > (a.name, a.label)
                GROUP BY a.name, a.label, b.name, b.label
                """),
        SQLiteView(
            name: "topic_per_day",
            query: """
                SELECT d.day, t.label, t.name, t.code, count(*) AS documents, avg(t.score) AS mean_score
                FROM topic t JOIN document d ON d.number = t.document
                GROUP BY d.day, t.label, t.name, t.code
                """),
        SQLiteView(
            name: "document_topics",
            query: """
                SELECT d.id, d.day, d.title,
                    (SELECT group_concat(label, '; ')
                     FROM (SELECT label FROM topic WHERE document = d.number ORDER BY position)) AS topics
                FROM document d
                """),
        // Which names come with which topics.
        SQLiteView(
            name: "topic_entity",
            query: """
                SELECT t.label AS topic, e.label, e.name, count(DISTINCT e.document) AS documents,
                    sum(e.mentions) AS mentions
                FROM topic t JOIN entity e ON e.document = t.document
                GROUP BY t.label, e.label, e.name
                """),
        SQLiteView(
            name: "money",
            query: """
                SELECT d.id, d.day, d.title, a.unit AS currency, a.value, a.upper_value, a.modifier, a.number, a.text
                FROM amount a JOIN document d ON d.number = a.document WHERE a.label = 'MONEY'
                """),
        SQLiteView(
            name: "money_by_currency",
            query: """
                SELECT currency, count(*) AS amounts, count(DISTINCT id) AS documents, min(number) AS least,
                    max(number) AS most, avg(number) AS mean
                FROM money GROUP BY currency
                """),
        SQLiteView(
            name: "person_office",
            query: """
                SELECT e.name, e.entity_id, x.name AS kind, x.value AS office, count(DISTINCT d.number) AS documents,
                    min(d.day) AS first_day, max(d.day) AS last_day
                FROM attribute x JOIN mention m ON m.document = x.document AND m.position = x.mention
                JOIN entity e ON e.document = m.document AND e.position = m.entity
                JOIN document d ON d.number = e.document
                WHERE e.label = 'PERSON'
                GROUP BY e.name, e.entity_id, x.name, x.value
                """),
    ]
}
