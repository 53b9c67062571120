-- What happened, in the order in which it was recorded. Nobody changes a row: the run-time role may insert and read, no more.
CREATE SEQUENCE trail_seq;

CREATE TABLE trail_entry (
    seq         bigint      NOT NULL DEFAULT nextval('trail_seq'),
    -- Partitions follow the time of recording, which no source can choose: a backdated event doesn't fall out with an old month.
    recorded_at timestamptz NOT NULL DEFAULT now(),
    occurred_at timestamptz NOT NULL,
    -- The source dated it ahead of our clock: occurred_at is when it was recorded.
    clock_ahead boolean     NOT NULL,
    topic       text        NOT NULL,
    type        text        NOT NULL,
    source      text        NOT NULL,
    event_id    text        NOT NULL,
    session     text,
    agent       text,
    -- Who answers for it.
    person      text,
    delegation  text,
    decision    text,
    outcome     text,
    summary     text        NOT NULL,
    payload     jsonb       NOT NULL,
    PRIMARY KEY (seq, recorded_at)
) PARTITION BY RANGE (recorded_at);

CREATE INDEX ON trail_entry (session, occurred_at, seq) WHERE session IS NOT NULL;
CREATE INDEX ON trail_entry (agent, occurred_at, seq) WHERE agent IS NOT NULL;
CREATE INDEX ON trail_entry (person, occurred_at, seq) WHERE person IS NOT NULL;
CREATE INDEX ON trail_entry (decision) WHERE decision IS NOT NULL;
CREATE INDEX ON trail_entry (event_id);
CREATE INDEX ON trail_entry (occurred_at, seq);
CREATE INDEX ON trail_entry (occurred_at, seq) WHERE topic = 'risk.findings.v1';

-- Takes what no month takes, so that no insert ever fails.
CREATE TABLE trail_entry_default PARTITION OF trail_entry DEFAULT;

-- Rights on a partition would be a way around the rights on the table.
CREATE FUNCTION trail_close_partition(partition_name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${runtimeRole}') THEN
        EXECUTE format('REVOKE ALL ON %I FROM %I', partition_name, '${runtimeRole}');
    END IF;
END $$;

-- Makes the partitions of this month and the next ones; a month whose rows are in the default partition already stays there.
CREATE FUNCTION trail_ensure_partitions(months integer) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    first_day date;
    partition_name text;
BEGIN
    FOR ahead IN 0..least(months, 24) LOOP
        first_day := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => ahead))::date;
        partition_name := 'trail_entry_' || to_char(first_day, 'YYYY_MM');
        CONTINUE WHEN to_regclass(partition_name) IS NOT NULL;
        BEGIN
            EXECUTE format(
                'CREATE TABLE %I PARTITION OF trail_entry FOR VALUES FROM (%L) TO (%L)',
                partition_name,
                first_day::timestamp AT TIME ZONE 'UTC',
                (first_day + interval '1 month') AT TIME ZONE 'UTC');
            PERFORM trail_close_partition(partition_name);
        EXCEPTION WHEN check_violation OR duplicate_table THEN
            RAISE NOTICE 'no partition % yet: %', partition_name, SQLERRM;
        END;
    END LOOP;
END $$;

SELECT trail_close_partition('trail_entry_default');
SELECT trail_ensure_partitions(2);

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${runtimeRole}') THEN
        REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON trail_entry FROM ${runtimeRole};
        GRANT SELECT, INSERT ON trail_entry TO ${runtimeRole};
        GRANT USAGE ON SEQUENCE trail_seq TO ${runtimeRole};
        REVOKE EXECUTE ON FUNCTION trail_close_partition FROM ${runtimeRole};
        GRANT EXECUTE ON FUNCTION trail_ensure_partitions TO ${runtimeRole};
    END IF;
END $$;
