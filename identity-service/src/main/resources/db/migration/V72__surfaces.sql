-- On which surfaces an issuer's word puts somebody, as SurfaceRules writes it; null where on none.
ALTER TABLE workload_issuers ADD COLUMN surfaces text;
ALTER TABLE issuers ADD COLUMN surfaces text;

-- On which surfaces who signed him in has put a person, each with that issuer, as JSON; null where on none.
ALTER TABLE sign_in_sessions ADD COLUMN surfaces text;

-- What a person lets an application have that came for it attested: only with the attested key it comes again.
CREATE TABLE attested_authorizations (
    authorization_id  text PRIMARY KEY REFERENCES authorizations (id) ON DELETE CASCADE,
    key_thumbprint    text NOT NULL -- RFC 7638, SHA-256, base64url
);
