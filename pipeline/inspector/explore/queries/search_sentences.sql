-- database: search
-- title: Search sentences
-- description: The sentences in which all words stand, the best match first, each with its first hit in the middle.
-- description: "Quotation marks" keep words together; width and case do not matter.
-- description: Left empty, it looks for the name mentioned most often.
-- example: q=億円
-- example: q=買収
-- example: q=openai
-- example: q=代币&lang=zh
WITH asked (q) AS (
    SELECT coalesce(
        nullif(trim(:q), ''),
        (SELECT entity FROM mentions WHERE layer = 'entity' GROUP BY entity ORDER BY count(*) DESC, entity LIMIT 1)
    )
),
found AS MATERIALIZED (
    SELECT s.id, bm25(f.sentences_fts) AS score
    FROM asked
    JOIN sentences_fts AS f ON f.sentences_fts MATCH fts_query(q)
    JOIN sentences AS s ON s.id = f.rowid
    WHERE :lang = '' OR s.lang = :lang
    ORDER BY score, s.id
    LIMIT 1001 -- one more than a page shows, so that it says there are more; hits are looked for in these only
)
SELECT hit_before(s.surface, q) AS before, hit_text(s.surface, q) AS hit, hit_after(s.surface, q) AS after,
    s.title, s.lang, s.published_on, s.zone,
    s.start + hit_start(s.surface, q) AS start, s.start + hit_end(s.surface, q) AS "end", s.article_id
FROM found
JOIN sentences AS s ON s.id = found.id
CROSS JOIN asked
ORDER BY found.score, s.id
