-- Whose employee a worker is: no other HR system speaks for him. So far, of whoever first said that his employment starts.
ALTER TABLE worker ADD COLUMN source text;
UPDATE worker w SET source = e.source
FROM (
    SELECT DISTINCT ON (employee_id) employee_id, source FROM hr_event
    WHERE type IN ('hr.worker.joined.v1', 'hr.worker.rehired.v1')
    ORDER BY employee_id, received_at, effective_at, sequence, id) e
WHERE e.employee_id = w.employee_id;
