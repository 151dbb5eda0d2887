-- database: corpus
-- title: All forecasts
-- description: Figures of what is expected, planned or aimed at: nothing of it has happened by what the article says.
-- description: The sentence is the article's; cue is the word that tells it is a forecast.
-- example: lang=ja
-- example: lang=en
SELECT c."period.timex" AS period, c."period.finish" AS until, c."subject.name" AS entity,
    c."metric.code" AS metric, f.surface, f."normalized.low_exact" AS low, f."normalized.high_exact" AS high,
    f."normalized.unit" AS unit, c."source.name" AS says,
    substr(a.text, c.modality_start + 1, c.modality_end - c.modality_start) AS cue,
    s.surface AS said, a.lang, a.title, f.start, f."end", f.article_id
FROM claims AS c
JOIN figures AS f USING (figure_id)
JOIN articles AS a ON a.article_id = f.article_id
LEFT JOIN sentences AS s ON s.article_id = f.article_id AND s.start <= f.start AND f."end" <= s."end"
WHERE c.modality = 'forecast' AND (:lang = '' OR a.lang = :lang)
ORDER BY until IS NULL, until, entity, f.article_id, f.start
