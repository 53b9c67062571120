package dev.mandate.messaging.security;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Map;

/**
 * JWTs and keys as others send them. To some of what is none the library says so by an exception that nobody expects, such as for a header that is JSON's
 * {@code null}: it would be answered as a fault of ours. Here all that is none is a {@link ParseException}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-7.1">RFC 7515 section 7.1, compact serialization</a>
 */
public final class Jose {
    private Jose() {}

    public static SignedJWT signed(String text) throws ParseException {
        return read(() -> SignedJWT.parse(text));
    }

    public static JWKSet keys(String text) throws ParseException {
        return read(() -> JWKSet.parse(text));
    }

    public static JWKSet keys(Map<String, Object> members) throws ParseException {
        return read(() -> JWKSet.parse(members));
    }

    private interface Reading<T> {
        T read() throws ParseException;
    }

    private static <T> T read(Reading<T> reading) throws ParseException {
        try {
            return reading.read();
        } catch (RuntimeException e) {
            var none = new ParseException("it can't be read", 0);
            none.initCause(e);
            throw none;
        }
    }
}
