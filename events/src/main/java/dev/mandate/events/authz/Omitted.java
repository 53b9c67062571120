package dev.mandate.events.authz;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mandate.events.digests.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a record of a decision has no room for: who still has the question can show that it was this one.
 *
 * @param bytes of {@code {"arguments":…,"asserted":…}} in JSON: members in the order of their names, no spaces, UTF-8; a member
 *     that was not there is left out
 * @param digest {@code sha256:} and the hash of these bytes in lower-case hexadecimal
 */
public record Omitted(long bytes, String digest) {
    /** Writes what no reader would take, too; of it nothing is kept but the digest. */
    private static final JsonMapper ANYTHING = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    public Omitted {
        Objects.requireNonNull(digest, "digest is missing");
    }

    static Omitted of(@Nullable Map<String, Object> arguments, @Nullable Map<String, Object> asserted) {
        var both = new TreeMap<String, Object>();
        if (arguments != null) both.put("arguments", arguments);
        if (asserted != null) both.put("asserted", asserted);
        try (var counted = new Counting();
                var digested = new DigestOutputStream(counted, Sha256.begun())) {
            ANYTHING.writeValue(digested, both);
            return new Omitted(
                    counted.bytes, Sha256.ended(digested.getMessageDigest()).named());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Counting extends OutputStream {
        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int length) {
            bytes += length;
        }
    }
}
