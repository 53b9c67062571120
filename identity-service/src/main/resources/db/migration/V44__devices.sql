-- What was told of devices by themselves, whoever uses them.
CREATE TABLE devices (
    id         text PRIMARY KEY, -- dev_…, made of the two names that its management and we have for it
    source     text        NOT NULL, -- issuer of the transmitter
    compliant  boolean     NOT NULL,
    told_at    timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL
);
CREATE INDEX devices_of_source ON devices (source, compliant DESC, ends_at);

-- Who uses which.
CREATE TABLE used_devices (
    person_id  text        NOT NULL REFERENCES identities (id),
    device     text        NOT NULL,
    since      timestamptz NOT NULL,
    PRIMARY KEY (person_id, device)
);
CREATE INDEX used_devices_by_device ON used_devices (device);

-- What was told of a person's devices, as his state tells it: a JSON list; null for none.
ALTER TABLE identities ADD COLUMN devices text;

-- Which claim of an issuer names the device, and of which transmitter it is one; null where it names none.
ALTER TABLE issuers ADD COLUMN devices text;

ALTER TABLE sign_in_sessions
    ADD COLUMN device_source text,
    ADD COLUMN device_name text;
