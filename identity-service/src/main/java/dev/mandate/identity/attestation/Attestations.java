package dev.mandate.identity.attestation;

import dev.mandate.identity.assertions.AssertionConfig;
import dev.mandate.identity.assertions.UsedAssertions;
import dev.mandate.identity.workloads.bound.Attesters;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.KeyProof;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who stands for a client, in addition to what the client proves by itself: an attester says of an instance's key whose it is, and the instance that it has the key, by a proof of its own or by
 * the DPoP proof of the request. What doesn't count is refused, and never passed over.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-oauth-attestation-based-client-auth-10#section-7">section 7</a>
 */
@ApplicationScoped
public class Attestations {
    private final Attesters attesters;
    private final UsedAssertions used;
    private final AssertionConfig config;
    private final InstantSource clock;

    Attestations(Attesters attesters, UsedAssertions used, AssertionConfig config, InstantSource clock) {
        this.attesters = attesters;
        this.used = used;
        this.config = config;
        this.clock = clock;
    }

    /** What the attester publishes is asked for first, in which no transaction waits for it. */
    public Uni<Void> prepare(SentAttestation sent) {
        return sent.isSent()
                ? sent.attestation()
                        .fold(attesters::prepare, refused -> Uni.createFrom().voidItem())
                : Uni.createFrom().voidItem();
    }

    /**
     * Empty where none was sent. Needs a transaction, since a proof counts once.
     *
     * @param client that has proven who it is, or has nothing to prove; null where none was named
     * @param key thumbprint of the key that the request's DPoP proof shows; null without one
     * @param challenge whether a proof with it counts
     */
    public Uni<Result<Optional<Attested>, AttestationRefusal>> of(
            SentAttestation sent,
            @Nullable String client,
            @Nullable String key,
            Predicate<@Nullable String> challenge) {
        if (!sent.isSent()) return Result.nowDone(Optional.empty());
        return sent.attestation()
                .then(jwt -> ClientAttestation.read(jwt, clock.instant(), config.clockSkew()))
                .chain(attestation -> attestation.client().equals(client)
                        ? attested(sent, attestation, key, challenge)
                        : refused("the attestation is of another client"));
    }

    private Uni<Result<Optional<Attested>, AttestationRefusal>> attested(
            SentAttestation sent,
            ClientAttestation attestation,
            @Nullable String key,
            Predicate<@Nullable String> challenge) {
        return attesters.of(attestation.jwt()).chain(found -> {
            if (found.isEmpty())
                return refused(
                        "no attester that is trusted here signed the attestation, or its keys can't be fetched now");
            var attester = found.get();
            return possessed(sent, attestation, key, challenge)
                    .map(result -> result.map(possessed -> Optional.of(new Attested(
                            attester.issuer(),
                            attestation.thumbprint(),
                            attester.surfaces().met(attester.issuer(), attestation.claims())))));
        });
    }

    /** In the combined mode the DPoP proof, which counts once already, is the one of possession. */
    private Uni<Result<Boolean, AttestationRefusal>> possessed(
            SentAttestation sent,
            ClientAttestation attestation,
            @Nullable String key,
            Predicate<@Nullable String> challenge) {
        if (sent.proofs().isEmpty())
            return attestation.thumbprint().equals(key)
                    ? Result.nowDone(true)
                    : refused("show that the client has the key of the attestation, by " + SentAttestation.PROOF
                            + " or a DPoP proof of that key");
        return sent.proof()
                .then(jwt -> InstanceProof.read(jwt, attestation.key(), config.issuer(), clock.instant()))
                .then(proof -> challenge.test(proof.challenge())
                        ? Result.done(proof)
                        : Result.refused(new AttestationRefusal(
                                AttestationRefusal.Kind.CHALLENGE,
                                "repeat the challenge of " + SentAttestation.CHALLENGE + " in the proof")))
                .chain(proof -> used.firstUse(
                                "attestation:" + attestation.thumbprint(),
                                proof.id(),
                                clock.instant().plus(KeyProof.AGE).plus(KeyProof.SKEW))
                        .map(first -> first
                                ? Result.done(true)
                                : Result.refused(
                                        AttestationRefusal.invalid("the proof of possession was used before"))));
    }

    private static <T> Uni<Result<T, AttestationRefusal>> refused(String why) {
        return Result.nowRefused(AttestationRefusal.invalid(why));
    }
}
