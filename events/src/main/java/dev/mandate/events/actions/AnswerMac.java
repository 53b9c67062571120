package dev.mandate.events.actions;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.mandate.events.digests.HmacSha256;
import java.util.regex.Pattern;

/**
 * Which answer it was, for whoever has kept it and is shown the key: {@code hmac-sha256:} and the HMAC-SHA-256 of the answer in UTF-8; of MCP the {@code
 * result} as JSON without white space, its members but {@code resultType} in the order in which the client got them. Each call has a key of its own, so that
 * nobody who reads the record can guess a short answer, such as a yes or a PIN, or sees that two were equal, and the key of one shows nothing of others.
 */
public record AnswerMac(@JsonValue String text) {
    private static final String PREFIX = "hmac-sha256:";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-f]{64}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AnswerMac {
        if (text == null || !FORM.matcher(text).matches())
            throw new IllegalArgumentException("a mac is " + PREFIX + " and 64 hexadecimal digits");
    }

    /** @param key of the call, at least 32 bytes */
    public static AnswerMac of(byte[] key, byte[] answer) {
        return new AnswerMac(PREFIX + HmacSha256.by(key).hex(answer));
    }
}
