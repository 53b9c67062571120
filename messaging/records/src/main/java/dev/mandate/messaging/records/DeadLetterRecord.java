package dev.mandate.messaging.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.cloudevents.EncodedText;
import dev.mandate.events.digests.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it is written: the original record, and why it could not be taken. A topic's limit is on what its producers compress, so
 * that a record of it can be of any size once it is read: what dead-letter topics would not take is cut, and the letter says so.
 */
public record DeadLetterRecord(byte @Nullable [] key, Headers headers, byte @Nullable [] value) {
    private static final int KIB = 1024;

    /** Half as much again as the largest record that is not compressed. */
    static final int MAX_VALUE = 1536 * KIB;

    private static final int MAX_KEY = 16 * KIB;
    private static final int MAX_HEADERS = 256 * KIB;
    private static final int MAX_MESSAGE = KIB;
    /** What a header takes beside its name and value. */
    private static final int AROUND_HEADER = 16;

    public static DeadLetterRecord of(
            byte @Nullable [] key, Headers original, byte @Nullable [] value, DeadLetter letter) {
        var cut = new ArrayList<String>();
        var kept = headers(original, cut);
        var itsKey = beginning("key", key, MAX_KEY, cut);
        var itsValue = beginning("value", value, MAX_VALUE, cut);
        letter.headers().forEach((name, text) -> add(kept, name, text));
        if (!cut.isEmpty()) add(kept, DeadLetter.CUT, String.join(", ", cut));
        return new DeadLetterRecord(itsKey, kept, itsValue);
    }

    private static void add(Headers headers, String name, String text) {
        headers.remove(name).add(name, EncodedText.cut(text, MAX_MESSAGE).getBytes(UTF_8));
    }

    private static Headers headers(Headers original, List<String> cut) {
        var kept = new RecordHeaders();
        int left = MAX_HEADERS;
        int all = 0;
        int held = 0;
        for (Header header : original) {
            if (DeadLetter.HEADERS.contains(header.key())) continue; // what the sender says of it counts for nothing
            all++;
            int bytes = AROUND_HEADER + header.key().getBytes(UTF_8).length + length(header.value());
            if (bytes > left) continue;
            left -= bytes;
            held++;
            kept.add(header);
        }
        if (held < all) cut.add(held + " of " + all + " headers");
        return kept;
    }

    private static byte @Nullable [] beginning(String what, byte @Nullable [] bytes, int max, List<String> cut) {
        if (bytes == null || bytes.length <= max) return bytes;
        cut.add(what + " of " + bytes.length + " bytes, sha256 " + digest(bytes));
        return Arrays.copyOf(bytes, max);
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static String digest(byte[] bytes) {
        return Sha256.of(bytes).hex();
    }
}
