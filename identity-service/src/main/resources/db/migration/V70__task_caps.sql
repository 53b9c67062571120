-- How long tasks of some agents, clients and people may last at most.
CREATE TABLE task_caps (
    of_what text NOT NULL,
    name    text NOT NULL,
    longest bigint NOT NULL,
    PRIMARY KEY (of_what, name)
);
