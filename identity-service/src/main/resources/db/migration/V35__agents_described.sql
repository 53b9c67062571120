-- What an agent is made of and how it runs, which policies go by once it is confirmed, and the agents that made it.
ALTER TABLE identities
    ADD COLUMN model text,
    ADD COLUMN model_version text,
    ADD COLUMN provider text,
    ADD COLUMN autonomy text CHECK (autonomy IN ('SUPERVISED', 'DELEGATED', 'AUTONOMOUS')),
    ADD COLUMN protocols text, -- words with spaces between
    ADD COLUMN lineage text, -- ids, the one that made it first; it never changes
    ADD CONSTRAINT agents_alone_are_described
        CHECK (kind = 'AGENT'
            OR coalesce(model, model_version, provider, autonomy, protocols, lineage) IS NULL);
