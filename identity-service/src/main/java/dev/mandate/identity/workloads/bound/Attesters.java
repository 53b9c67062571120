package dev.mandate.identity.workloads.bound;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.identity.surfaces.SurfaceRules;
import dev.mandate.messaging.security.Jose;
import dev.mandate.messaging.security.Signatures;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Issuers whose word on clients is taken: those whose tokens prove which workload asks, where a rule says on which surface their word puts somebody. What they sign of a client has a type of
 * its own, so that a workload's token is none.
 */
@ApplicationScoped
public class Attesters {
    private final PlatformIssuerStore issuers;
    private final PlatformKeys keys;

    Attesters(PlatformIssuerStore issuers, PlatformKeys keys) {
        this.issuers = issuers;
        this.keys = keys;
    }

    /** Who signed an attestation. */
    public record Attester(String issuer, SurfaceRules surfaces) {}

    /** Looks for its keys, where it publishes them and they aren't known. Before a transaction, since others answer in their time. */
    public Uni<Void> prepare(SignedJWT attestation) {
        return issuerOf(attestation)
                .map(issuer -> Panache.withSession(() -> issuers.findById(issuer))
                        .chain(row -> row == null || row.jwksUri == null || !attests(row)
                                ? Uni.createFrom().voidItem()
                                : keys.ready(
                                                row.jwksUri,
                                                attestation.getHeader().getKeyID())
                                        .replaceWithVoid()))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** Who signed it: whom it names, or by the id of its key of those whose keys are registered here whoever did. Empty for nobody who is trusted. Needs a session. */
    public Uni<Optional<Attester>> of(SignedJWT attestation) {
        var named = issuerOf(attestation);
        var key = attestation.getHeader().getKeyID();
        var candidates = named.isPresent()
                ? issuers.findById(named.get()).map(row -> row == null ? List.<PlatformIssuerRow>of() : List.of(row))
                : said(attestation) == null && key != null && !key.isEmpty() && WholeText.is(key)
                        ? issuers.attestersByKey(key)
                        : Uni.createFrom().item(List.<PlatformIssuerRow>of());
        return candidates.map(rows -> rows.stream()
                .filter(Attesters::attests)
                .filter(row -> signed(row, attestation))
                .findFirst()
                .map(row -> new Attester(row.issuer, row.issuer().surfaces())));
    }

    private static boolean attests(PlatformIssuerRow row) {
        return row.stoppedReason == null && row.surfaces != null;
    }

    private boolean signed(PlatformIssuerRow row, SignedJWT attestation) {
        var known = row.jwks == null ? keys.known(String.valueOf(row.jwksUri)) : parsed(row.jwks);
        return known.filter(it -> Signatures.verifies(attestation, it)).isPresent();
    }

    private static Optional<JWKSet> parsed(String jwks) {
        try {
            return Optional.of(Jose.keys(jwks));
        } catch (ParseException e) {
            throw new IllegalStateException("the registered keys are no JWK set", e);
        }
    }

    private static Optional<String> issuerOf(SignedJWT attestation) {
        return Optional.ofNullable(said(attestation)).filter(issuer -> issuer.length() <= 250 && WholeText.is(issuer));
    }

    private static @Nullable String said(SignedJWT attestation) {
        try {
            return attestation.getJWTClaimsSet().getIssuer();
        } catch (ParseException e) {
            return "";
        }
    }
}
