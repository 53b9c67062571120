package dev.mandate.messaging.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a proof for one request says, once all of it was checked but that it counts once. The library's own check knows no Ed25519.
 *
 * @param key thumbprint of the key that signed it, RFC 7638
 * @param id {@code jti}; it counts once for its key
 * @param made {@code iat}
 * @param token hash of the token that the request shows; null for a request that gets one
 * @param nonce what whoever reads it asked to have in it; null for none
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-4.3">RFC 9449 section 4.3</a>
 */
public record KeyProof(
        String key,
        String id,
        Instant made,
        @Nullable String token,
        @Nullable String nonce) {
    /** How far a client's clock may be ahead, and how old a proof may be. */
    public static final Duration SKEW = Duration.ofSeconds(30);

    public static final Duration AGE = Duration.ofSeconds(60);

    /** Larger than any with an ordinary key. */
    public static final int MAX_LENGTH = 4 * 1024;

    /** Of a proof's {@code jti}. */
    static final int LONGEST_ID = 200;

    private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");
    private static final Map<String, Integer> PORTS = Map.of("https", 443, "http", 80);

    /**
     * Empty for what is no proof of this request that counts now.
     *
     * @param uri of the request; query and fragment don't count
     */
    public static Optional<KeyProof> read(String text, String method, URI uri, Instant now) {
        if (text.length() > MAX_LENGTH) return Optional.empty();
        try {
            var jwt = Jose.signed(text);
            var key = jwt.getHeader().getJWK();
            if (key == null || key.isPrivate() || !TYPE.equals(jwt.getHeader().getType())) return Optional.empty();
            if (!Signatures.verifies(jwt, key)) return Optional.empty();
            var claims = jwt.getJWTClaimsSet();
            var id = claims.getJWTID();
            if (id == null || id.isBlank() || id.length() > LONGEST_ID) return Optional.empty();
            if (!method.equals(claims.getStringClaim("htm")) || !isNow(claims, now)) return Optional.empty();
            var address = claims.getStringClaim("htu");
            if (address == null || !same(new URI(address), uri)) return Optional.empty();
            return Optional.of(new KeyProof(
                    key.computeThumbprint().toString(),
                    id,
                    claims.getIssueTime().toInstant(),
                    claims.getStringClaim("ath"),
                    claims.getStringClaim("nonce")));
        } catch (ParseException | JOSEException | URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The nonce in one that was read before and found good; empty for none. */
    public static Optional<String> nonceOf(String proof) {
        try {
            return Optional.ofNullable(Jose.signed(proof).getJWTClaimsSet().getStringClaim("nonce"));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private static boolean isNow(JWTClaimsSet claims, Instant now) {
        var made = claims.getIssueTime();
        if (made == null || isAfter(made, now.plus(SKEW)) || isAfter(claims.getNotBeforeTime(), now.plus(SKEW)))
            return false;
        var end = claims.getExpirationTime();
        return !made.toInstant().isBefore(now.minus(AGE)) && (end == null || isAfter(end, now));
    }

    private static boolean isAfter(@Nullable Date time, Instant other) {
        return time != null && time.toInstant().isAfter(other);
    }

    private static boolean same(URI one, URI other) {
        return one.getScheme() != null
                && one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost() != null
                && one.getHost().equalsIgnoreCase(other.getHost())
                && one.getRawUserInfo() == null
                && port(one) == port(other)
                && Objects.equals(path(one), path(other));
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0
                ? uri.getPort()
                : PORTS.getOrDefault(uri.getScheme().toLowerCase(Locale.ROOT), -1);
    }

    private static String path(URI uri) {
        return uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    }
}
