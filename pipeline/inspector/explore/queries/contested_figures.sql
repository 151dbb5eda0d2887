-- database: corpus
-- title: Contested figures
-- description: Figures that a check contradicts or doubts, with the arithmetic and what may have been meant.
-- description: Nothing of it is applied: the figure stays as published. Check leaves one check.
-- example: verdict=contradicted
-- example: check=yield-band
SELECT n.verdict, n."check", n.surface, n.message_en AS message, n.expression,
    (SELECT group_concat(json_extract(r.value, '$.surface'), ' / ') FROM json_each(n.repairs) AS r) AS meant,
    a.lang, a.title, n.start, n."end", n.article_id
FROM findings AS n
JOIN articles AS a USING (article_id)
WHERE n.verdict IN ('contradicted', 'doubtful')
    AND (:verdict = '' OR n.verdict = :verdict)
    AND (:check = '' OR n."check" = :check)
ORDER BY n.verdict, n."check", n.article_id, n.start
