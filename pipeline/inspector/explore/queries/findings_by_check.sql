-- database: corpus
-- title: Findings by check
-- description: How often each check of the audit came to each verdict; docs/audit.md says what they check.
-- description: The findings themselves are in the table findings.
-- example: lang=ja
-- example: lang=zh
SELECT n."check",
    sum(n.verdict = 'contradicted') AS contradicted, sum(n.verdict = 'doubtful') AS doubtful,
    sum(n.verdict = 'holds') AS holds, sum(n.verdict = 'not_checkable') AS not_checkable,
    count(*) AS findings, count(DISTINCT n.article_id) AS articles
FROM findings AS n
JOIN articles AS a USING (article_id)
WHERE :lang = '' OR a.lang = :lang
GROUP BY n."check"
ORDER BY contradicted DESC, doubtful DESC, findings DESC, n."check"
