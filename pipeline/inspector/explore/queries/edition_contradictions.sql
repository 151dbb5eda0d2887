-- database: corpus
-- title: Contradictions between editions
-- description: Figures that the editions of one article tell differently, side by side; severe is another amount,
-- description: currency or unit, minor is less exact or left out. majority is what most have; docs/audit.md.
-- example: severity=severe
-- example: severity=minor
SELECT e.severity, e.edition_of, e."row", e.message, e.classes, e.slip,
    (SELECT group_concat(json_extract(c.value, '$.lang') || ': ' || coalesce(json_extract(c.value, '$.surface'), '–'), ' / ')
     FROM json_each(e.cells) AS c) AS written,
    (SELECT a.lang FROM articles AS a WHERE a.article_id = e.majority) AS majority,
    (SELECT group_concat(a.lang, ', ') FROM json_each(e.outliers) AS o JOIN articles AS a ON a.article_id = o.value)
        AS outliers, e.article_id
FROM editions AS e
WHERE e.severity <> 'none' AND (:severity = '' OR e.severity = :severity)
ORDER BY e.severity DESC, e.edition_of, e."row"
