package dev.mandate.identity.attestation;

import java.util.Map;

/**
 * Who stood for a client, and that the client has the key of which he spoke.
 *
 * @param attester issuer
 * @param key thumbprint (RFC 7638) of the instance's key
 * @param surfaces on which that puts it, each with the attester
 */
public record Attested(String attester, String key, Map<String, String> surfaces) {}
