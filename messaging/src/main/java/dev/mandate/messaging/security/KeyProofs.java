package dev.mandate.messaging.security;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mandate.events.digests.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/**
 * Whether whoever shows a token that is bound to a key has that key: he signs, for each request, a proof that names the request and the token.
 *
 * <p>A proof counts once in this replica; in another it counts again while it is fresh, for the same request with the same token, so that
 * who overhears both gains one repetition, and no token.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-7">RFC 9449 section 7</a>
 */
@ApplicationScoped
public class KeyProofs {
    private static final int REMEMBERED = 100_000;

    private final InstantSource clock;
    private final UsedProofs used = new UsedProofs(REMEMBERED);

    KeyProofs(InstantSource clock) {
        this.clock = clock;
    }

    /** As challenges name them. */
    public static String algorithms() {
        return String.join(" ", Signatures.ALGORITHMS);
    }

    /**
     * @param token that the request shows
     * @param caller whom it speaks for
     * @param uri of the request; query and fragment don't count
     * @param proofs what its headers {@code DPoP} say
     * @throws InvalidToken unless there is one, made for this request and token by the key that the token is bound to, and not used before
     */
    void require(String token, Caller caller, String method, URI uri, List<String> proofs) throws InvalidToken {
        if (caller.boundTo() == null) throw new InvalidToken("the token is not bound to a key: show it as Bearer");
        if (proofs.size() != 1 || proofs.get(0).length() > KeyProof.MAX_LENGTH)
            throw new InvalidToken("the token is bound to a key: send one proof in the header DPoP");
        var now = clock.instant();
        var proof = KeyProof.read(proofs.get(0), method, uri, now).orElse(null);
        if (proof == null) throw new InvalidToken("the proof is not for this request and token, or not fresh");
        if (!proof.key().equals(caller.boundTo())
                || !Sha256.of(token.getBytes(US_ASCII)).base64Url().equals(proof.token()))
            throw new InvalidToken("the proof is by another key than the token is bound to, or for another token");
        if (!used.use(proof, now))
            throw new InvalidToken(
                    "the proof is not for this request and token alone: it was used before, or is too old for how many others were; make a new one");
    }
}
