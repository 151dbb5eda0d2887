-- database: corpus
-- title: Everything said about one entity
-- description: Every sentence with a mention of it or a figure of it, in the order of the articles; part says which part it has:
-- description: whose the figure is (subject), whom it is done to (object), who says it (source), or named only (mention).
-- description: The entity is a name, a code, or any form an article has for it. Left empty, it is the one mentioned most.
-- example: entity=Tether
-- example: entity=泰达&lang=zh
-- example: entity=OpenAI&part=subject
WITH asked (entity) AS MATERIALIZED (
    SELECT coalesce(
        nullif(trim(:entity), ''),
        (SELECT coalesce(name, surface) FROM entities GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1)
    )
),
keys (key) AS MATERIALIZED (
    SELECT lower(entity) FROM asked
    UNION
    SELECT lower(coalesce(e.code, e.referent))
    FROM entities AS e JOIN asked AS a ON lower(a.entity) IN (lower(e.name), lower(e.surface))
    WHERE coalesce(e.code, e.referent) IS NOT NULL
),
parties (part, claim_id, figure_id, code, name) AS (
    SELECT 'subject', claim_id, figure_id, "subject.code", "subject.name" FROM claims WHERE "subject.name" IS NOT NULL
    UNION ALL
    SELECT 'object', claim_id, figure_id, "object.code", "object.name" FROM claims WHERE "object.name" IS NOT NULL
    UNION ALL
    SELECT 'source', claim_id, figure_id, "source.code", "source.name" FROM claims WHERE "source.name" IS NOT NULL
),
places (part, article_id, start, "end", surface, claim_id) AS (
    SELECT p.part, f.article_id, f.start, f."end", f.surface, p.claim_id
    FROM parties AS p JOIN figures AS f USING (figure_id)
    WHERE EXISTS (
        -- Several joined by + are each of them.
        SELECT 1 FROM keys
        WHERE instr('+' || lower(coalesce(p.code, '') || '+' || p.name) || '+', '+' || key || '+') > 0
    )
    UNION ALL
    SELECT 'mention', e.article_id, e.start, e."end", e.surface, NULL
    FROM entities AS e
    WHERE lower(e.code) IN keys OR lower(e.name) IN keys OR lower(e.surface) IN keys OR lower(e.referent) IN keys
        OR e.coref IS NOT NULL
        AND EXISTS (SELECT 1 FROM keys WHERE instr('+' || lower(e.coref) || '+', '+' || key || '+') > 0)
),
shown AS MATERIALIZED (
    SELECT p.*, a.lang, a.published_on, a.title
    FROM places AS p
    JOIN articles AS a ON a.article_id = p.article_id
    WHERE (:lang = '' OR a.lang = :lang) AND (:part = '' OR p.part = :part)
    ORDER BY a.published_on IS NULL, a.published_on DESC, p.article_id, p.start, p."end", p.part
    LIMIT 1001 -- one more than a page shows, so that it says there are more; sentences are looked up for these only
)
SELECT s.surface AS said, p.part, p.surface, c."metric.code" AS metric, c."period.timex" AS period, c.modality,
    p.lang, p.published_on, p.title, p.start, p."end", p.article_id
FROM shown AS p
LEFT JOIN claims AS c ON c.claim_id = p.claim_id
LEFT JOIN sentences AS s ON s.article_id = p.article_id AND s.start <= p.start AND p."end" <= s."end"
ORDER BY p.published_on IS NULL, p.published_on DESC, p.article_id, p.start, p."end", p.part
