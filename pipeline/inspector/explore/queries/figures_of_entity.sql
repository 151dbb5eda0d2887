-- database: corpus
-- title: Figures of an entity over time
-- description: What is told of one company, person or token, by the day the figure is of, or else of the article.
-- description: The entity is a name, a code, or any form an article has for it; metric is a code such as revenue.
-- description: Left empty, it is the entity with the most figures. A range or vague amount has low and high only.
-- example: entity=Tether
-- example: entity=テザー&metric=net_income
-- example: entity=OpenAI&metric=revenue
WITH asked (entity) AS MATERIALIZED (
    SELECT coalesce(
        nullif(trim(:entity), ''),
        (SELECT "subject.name" FROM claims WHERE "subject.name" IS NOT NULL
         GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1)
    )
),
keys (key) AS MATERIALIZED (
    SELECT lower(entity) FROM asked
    UNION
    SELECT lower(coalesce(e.code, e.referent))
    FROM entities AS e JOIN asked AS a ON lower(a.entity) IN (lower(e.name), lower(e.surface))
    WHERE coalesce(e.code, e.referent) IS NOT NULL
)
SELECT coalesce(c."period.finish", a.published_on) AS day, c."period.timex" AS period,
    c."subject.name" AS entity, c."metric.code" AS metric, f.surface,
    f."normalized.low_exact" AS low, f."normalized.high_exact" AS high, f."normalized.unit" AS unit,
    f.modifier, c.modality, c.change, c.direction, a.lang, a.title, f.start, f."end", f.article_id
FROM claims AS c
JOIN figures AS f USING (figure_id)
JOIN articles AS a ON a.article_id = f.article_id
WHERE c."subject.name" IS NOT NULL
    AND EXISTS (
        -- Several joined by + are each of them.
        SELECT 1 FROM keys
        WHERE instr('+' || lower(coalesce(c."subject.code", '') || '+' || c."subject.name") || '+', '+' || key || '+') > 0
    )
    AND (:metric = '' OR c."metric.code" = :metric)
ORDER BY day IS NULL, day, metric, f.article_id, f.start
