-- database: corpus
-- title: Revenue by company and year
-- description: What articles tell as revenue (or another metric), by company and period; a half year is a period
-- description: of its own. low and high are the least and the most of what is told, in one unit: where they differ,
-- description: articles do, or a claim is wrong; written has the words. Forecasts stand apart. Year leaves the periods
-- description: that end in it.
-- example: metric=revenue
-- example: metric=net_income&year=2025
-- example: metric=headcount
WITH told AS (
    SELECT c."subject.name" AS company, substr(c."period.finish", 1, 4) AS year, c."period.timex" AS period,
        c."metric.code" AS metric, c.modality, min(f."normalized.low") AS low, max(f."normalized.high") AS high,
        f."normalized.unit" AS unit, count(*) AS figures, count(DISTINCT f.article_id) AS articles,
        group_concat(DISTINCT f.surface) AS written, group_concat(DISTINCT f.modifier) AS modifiers
    FROM claims AS c
    JOIN figures AS f USING (figure_id)
    WHERE c."metric.code" = coalesce(nullif(trim(:metric), ''), 'revenue')
        AND c.change = 'level'
        AND c."subject.name" IS NOT NULL
        AND (:year = '' OR substr(c."period.finish", 1, 4) = :year)
    GROUP BY company, period, metric, c.modality, unit
)
-- A whole number without .0 after it.
SELECT company, year, period, metric, modality,
    CASE WHEN low = CAST(low AS INTEGER) THEN CAST(low AS INTEGER) ELSE low END AS low,
    CASE WHEN high = CAST(high AS INTEGER) THEN CAST(high AS INTEGER) ELSE high END AS high,
    unit, figures, articles, written, modifiers
FROM told
ORDER BY company, year IS NULL, year, period, modality
