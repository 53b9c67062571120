package dev.mandate.identity.tokens;

import dev.mandate.identity.assertions.UsedAssertions;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.KeyProof;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Proofs of keys that clients send to our endpoints, in headers {@code DPoP}: each counts once, at all replicas together. Needs a transaction.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-4.3">RFC 9449 section 4.3</a>
 */
@ApplicationScoped
public class SentProofs {
    private final UsedAssertions used;
    private final ProofNonces nonces;
    private final InstantSource clock;
    private final String issuer;

    SentProofs(UsedAssertions used, ProofNonces nonces, TokenConfig config, InstantSource clock) {
        this.used = used;
        this.nonces = nonces;
        this.clock = clock;
        this.issuer = config.issuer();
    }

    /**
     * The thumbprint of the key that a request proves to have; empty where it proves none.
     *
     * @param path of the endpoint that it is sent to
     */
    public Uni<Result<Optional<String>, ProofRefusal>> keyOf(List<String> proofs, String path) {
        if (proofs.isEmpty()) return Result.nowDone(Optional.empty());
        if (proofs.size() > 1 || proofs.get(0).length() > KeyProof.MAX_LENGTH)
            return Result.nowRefused(ProofRefusal.proof("send one proof"));
        var now = clock.instant();
        var read = KeyProof.read(proofs.get(0), "POST", URI.create(issuer + path), now);
        if (read.isEmpty())
            return Result.nowRefused(ProofRefusal.proof("the proof is not one for this endpoint, or is not fresh"));
        var proof = read.get();
        if (!nonces.counts(proof.nonce())) return Result.nowRefused(ProofRefusal.NONCE);
        return used.firstUse(
                        "dpop:" + proof.key(),
                        proof.id(),
                        now.plus(KeyProof.AGE).plus(KeyProof.SKEW))
                .map(first -> first
                        ? Result.done(Optional.of(proof.key()))
                        : Result.refused(ProofRefusal.proof("the proof was used before")));
    }
}
