-- database: search
-- title: Search articles
-- description: The articles in which all words stand, the fullest first, with the first hit in its context.
-- description: "Quotation marks" keep words together; width and case do not matter; start and end are the place
-- description: of the hit in the text of the article. Left empty, it looks for the name mentioned most often.
-- example: q=億円 買収
-- example: q=代币
-- example: q="Northern Data"
-- example: q=ＯｐｅｎＡＩ&lang=ja
WITH asked (q) AS (
    SELECT coalesce(
        nullif(trim(:q), ''),
        (SELECT entity FROM mentions WHERE layer = 'entity' GROUP BY entity ORDER BY count(*) DESC, entity LIMIT 1)
    )
),
terms (term) AS (
    SELECT value FROM json_each((SELECT fts_terms(q) FROM asked))
),
found AS MATERIALIZED (
    SELECT s.article_id, t.term, s.id
    FROM terms AS t
    JOIN sentences_fts AS f ON f.sentences_fts MATCH t.term
    JOIN sentences AS s ON s.id = f.rowid
    WHERE :lang = '' OR s.lang = :lang
),
ranked AS (
    SELECT article_id, count(DISTINCT id) AS hits, min(id) AS first
    FROM found
    GROUP BY article_id
    HAVING count(DISTINCT term) = (SELECT count(*) FROM terms)
)
SELECT s.title, s.lang, s.published_on, r.hits AS sentences,
    hit_before(s.surface, q) AS before, hit_text(s.surface, q) AS hit, hit_after(s.surface, q) AS after,
    s.start + hit_start(s.surface, q) AS start, s.start + hit_end(s.surface, q) AS "end", s.article_id
FROM ranked AS r
JOIN sentences AS s ON s.id = r.first
CROSS JOIN asked
ORDER BY r.hits DESC, s.article_id
