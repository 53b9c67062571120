package dev.mandate.identity.attestation;

import com.nimbusds.jwt.SignedJWT;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Jose;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request has of an attestation, unchecked.
 *
 * @param attestations of its headers {@code OAuth-Client-Attestation}
 * @param proofs of its headers {@code OAuth-Client-Attestation-PoP}
 */
public record SentAttestation(List<String> attestations, List<String> proofs) {
    public static final String HEADER = "OAuth-Client-Attestation";
    public static final String PROOF = "OAuth-Client-Attestation-PoP";
    public static final String CHALLENGE = "OAuth-Client-Attestation-Challenge";

    /** Characters; larger than any with ordinary keys, and together below what a request's headers may have. */
    static final int LONGEST = 8 * 1024;

    static final int LONGEST_PROOF = 4 * 1024;

    public SentAttestation {
        attestations = List.copyOf(attestations);
        proofs = List.copyOf(proofs);
    }

    public boolean isSent() {
        return !attestations.isEmpty() || !proofs.isEmpty();
    }

    /** The client that the attestation names proves nothing yet; empty where it names none, or there is none that can be read. */
    public Optional<String> client() {
        if (attestations.isEmpty()) return Optional.empty();
        return attestation().fold(jwt -> Optional.ofNullable(subject(jwt)), refused -> Optional.empty());
    }

    /** Has the form name the client, where its attestation alone does. */
    public void named(Map<String, List<String>> form) {
        if (Stream.of("client_assertion", "client_secret").noneMatch(form::containsKey))
            client().ifPresent(client -> form.putIfAbsent("client_id", List.of(client)));
    }

    Result<SignedJWT, AttestationRefusal> attestation() {
        return one(attestations, LONGEST, "attestation");
    }

    Result<SignedJWT, AttestationRefusal> proof() {
        return one(proofs, LONGEST_PROOF, "proof of possession");
    }

    private static Result<SignedJWT, AttestationRefusal> one(List<String> sent, int longest, String what) {
        if (sent.size() != 1) return refused("send one " + what);
        if (sent.get(0).length() > longest)
            return refused("the " + what + " is longer than " + longest + " characters");
        try {
            var jwt = Jose.signed(sent.get(0));
            jwt.getJWTClaimsSet();
            return Result.done(jwt);
        } catch (ParseException e) {
            return refused("the " + what + " is no signed JWT");
        }
    }

    private static @Nullable String subject(SignedJWT jwt) {
        try {
            return jwt.getJWTClaimsSet().getSubject();
        } catch (ParseException e) {
            return null;
        }
    }

    private static Result<SignedJWT, AttestationRefusal> refused(String why) {
        return Result.refused(AttestationRefusal.invalid(why));
    }
}
