package dev.mandate.messaging.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import dev.mandate.events.digests.HmacSha256;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A request under a key of the caller's own choice. What is kept of it tells a reader of the database neither the key nor the answer: both are
 * under digests by the key, which is long and drawn at random.
 *
 * @param owner whose key it is, and for what service: keys of different owners never meet
 * @param key 16 to 100 visible ASCII characters
 */
public record KeyedRequest(String owner, String key) {
    /** A structured field's string, RFC 9651 section 3.3.3, or, as most send it, the bare text. */
    private static final Pattern QUOTED = Pattern.compile("\"(.*)\"");

    private static final Pattern KEY = Pattern.compile("[!#-\\[\\]-~]{16,100}");

    /** @throws IllegalArgumentException if the header holds no key; the message says what one is */
    public static KeyedRequest of(String owner, String header) {
        var quoted = QUOTED.matcher(header.trim());
        return new KeyedRequest(owner, quoted.matches() ? quoted.group(1) : header.trim());
    }

    public KeyedRequest {
        if (!KEY.matcher(key).matches())
            throw new IllegalArgumentException(
                    "a key is drawn at random, such as a UUID, and has 16 to 100 visible ASCII characters, no space, \" or \\");
    }

    /** By which it is found again, in hexadecimal digits. */
    public String id() {
        return HexFormat.of().formatHex(digest("id", owner.getBytes(UTF_8)));
    }

    /** Of what is asked: the same for the same, and nobody tells from it what that was. */
    public String fingerprint(byte[] asked) {
        return HexFormat.of().formatHex(digest("request", asked));
    }

    /** As it is kept: JWE, RFC 7516, compact. */
    public String seal(String answer) {
        var sealed = new JWEObject(new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM), new Payload(answer));
        try {
            sealed.encrypt(new DirectEncrypter(digest("answer", owner.getBytes(UTF_8))));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return sealed.serialize();
    }

    /** @throws IllegalStateException if this key didn't seal it */
    public String open(String sealed) {
        try {
            var answer = JWEObject.parse(sealed);
            answer.decrypt(new DirectDecrypter(digest("answer", owner.getBytes(UTF_8))));
            return answer.getPayload().toString();
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("an answer that was kept can't be opened", e);
        }
    }

    private byte[] digest(String use, byte[] content) {
        return HmacSha256.by(key).of((use + '\0').getBytes(UTF_8), content);
    }

    /** Without the key, which opens the answer. */
    @Override
    public String toString() {
        return "a request of " + owner;
    }
}
