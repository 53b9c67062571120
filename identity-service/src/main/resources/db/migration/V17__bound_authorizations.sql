-- What a person lets an application have that can keep no secret, and that came for it with a key: only with that key it comes again.
CREATE TABLE bound_authorizations (
    authorization_id  text PRIMARY KEY REFERENCES authorizations (id) ON DELETE CASCADE,
    key_thumbprint    text NOT NULL -- RFC 7638, SHA-256, base64url
);
