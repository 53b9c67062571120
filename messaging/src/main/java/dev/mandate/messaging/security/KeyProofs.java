package dev.mandate.messaging.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.dpop.verifiers.AccessTokenValidationException;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProofUse;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProtectedResourceRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InvalidDPoPProofException;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.oauth2.sdk.util.singleuse.AlreadyUsedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
    /** What proofs are signed with. */
    public static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512, JWSAlgorithm.PS256, JWSAlgorithm.RS256);

    /** How far a client's clock may be ahead, and how old a proof may be. */
    public static final Duration SKEW = Duration.ofSeconds(30);

    public static final Duration AGE = Duration.ofSeconds(60);

    /** Larger than any with an ordinary key. */
    public static final int MAX_LENGTH = 4 * 1024;

    /** Of a proof's {@code jti}. */
    public static final int LONGEST_ID = 200;

    private static final int REMEMBERED = 100_000;

    private final Cache<String, Boolean> used = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(AGE.plus(SKEW).plus(SKEW))
            .build();

    private final DPoPProtectedResourceRequestVerifier verifier =
            new DPoPProtectedResourceRequestVerifier(ALGORITHMS, SKEW.toSeconds(), AGE.toSeconds(), this::use);

    /** As challenges and metadata name them. */
    public static String algorithms() {
        return ALGORITHMS.stream().map(JWSAlgorithm::getName).sorted().collect(Collectors.joining(" "));
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
        if (proofs.size() != 1 || proofs.get(0).length() > MAX_LENGTH)
            throw new InvalidToken("the token is bound to a key: send one proof in the header DPoP");
        try {
            verifier.verify(
                    method,
                    uri,
                    new DPoPIssuer(caller.clientId()),
                    SignedJWT.parse(proofs.get(0)),
                    new DPoPAccessToken(token),
                    new JWKThumbprintConfirmation(new Base64URL(caller.boundTo())));
        } catch (AccessTokenValidationException e) {
            throw new InvalidToken("the proof is by another key than the token is bound to, or for another token");
        } catch (InvalidDPoPProofException | ParseException | JOSEException | IllegalArgumentException e) {
            // The library's own sentences repeat what the proof says of itself.
            throw new InvalidToken("the proof is not for this request and token, not fresh, or was used before");
        }
    }

    private void use(DPoPProofUse use) throws AlreadyUsedException {
        var id = use.getJWTID().getValue();
        if (id.length() > LONGEST_ID) throw new AlreadyUsedException("too long to be remembered");
        var name = use.getIssuer().getValue() + ' ' + id;
        if (used.asMap().putIfAbsent(name, Boolean.TRUE) != null) throw new AlreadyUsedException("used before");
    }
}
