package dev.mandate.messaging.replays;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.EncodedText;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.cloudevents.Receipt;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A record that this service could not take.
 *
 * @param letter its number here
 * @param says what can be done, for people
 * @param topic where the record was
 * @param consumer what could not take it, where that has a name
 * @param at when it was refused
 * @param reason {@code malformed}, {@code unknown_type}, {@code refused}, …
 * @param message what is wrong with it
 * @param type its CloudEvents type; absent without
 * @param bytes of its value
 * @param cut what of it is missing; absent where it is whole
 * @param dismissed by whom and why nothing is to be done about it; absent where nobody said so
 * @param headers its own, as text; absent in a list
 * @param value its value as text; absent in a list, and where it is none
 * @param base64 its value where that is no text
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetterView(
        long letter,
        DeadLetterStatus standing,
        String says,
        String topic,
        int partition,
        long offset,
        @Nullable String consumer,
        Instant at,
        String reason,
        String message,
        @Nullable String key,
        @Nullable String type,
        int bytes,
        @Nullable String cut,
        @Nullable Dismissal dismissed,
        @Nullable Map<String, String> headers,
        @Nullable String value,
        @Nullable String base64) {
    /**
     * That nothing is to be done about it.
     *
     * @param by subject of the token of whoever said so
     */
    public record Dismissal(String by, Instant at, String reason) {}

    private static final int LONGEST_KEY = 256;
    private static final String WITHHELD = "(withheld)";
    private static final Pattern RECEIPT =
            Pattern.compile("(\"" + Receipt.ATTRIBUTE + "\"\\s*+:\\s*+)\".*?(?:(?<!\\\\)\"|\\z)", Pattern.DOTALL);

    /** As one of many, without its content. */
    static DeadLetterView listed(StoredDeadLetter kept) {
        var letter = kept.letter();
        var original = kept.original();
        return new DeadLetterView(
                kept.offset(),
                DeadLetterStatus.WAITS,
                DeadLetterStatus.WAITS.says(),
                letter.topic(),
                letter.partition(),
                letter.offset(),
                letter.consumer(),
                letter.at(),
                letter.reason().name().toLowerCase(Locale.ROOT),
                letter.message(),
                original.key() == null ? null : shown(original.key(), LONGEST_KEY),
                headers(kept).get("ce_type"),
                original.value() == null ? 0 : original.value().length,
                kept.cut() == null ? null : PlainText.shown(kept.cut()),
                null,
                null,
                null,
                null);
    }

    static DeadLetterView whole(StoredDeadLetter kept) {
        var bytes = withoutReceipt(kept.original().value());
        var text = bytes == null ? null : text(bytes);
        var encoded = bytes == null || text != null ? null : Base64.getEncoder().encodeToString(bytes);
        return listed(kept).with(DeadLetterStatus.WAITS, null, headers(kept), text, encoded);
    }

    DeadLetterView standing(DeadLetterStatus standing) {
        return with(standing, null, headers, value, base64);
    }

    DeadLetterView dismissed(Dismissal dismissed) {
        return with(DeadLetterStatus.DISMISSED, dismissed, headers, value, base64);
    }

    /** {@code topic/partition/offset} of the record. */
    String origin() {
        return topic + "/" + partition + "/" + offset;
    }

    private DeadLetterView with(
            DeadLetterStatus standing,
            @Nullable Dismissal dismissed,
            @Nullable Map<String, String> headers,
            @Nullable String value,
            @Nullable String base64) {
        return new DeadLetterView(
                letter,
                standing,
                standing.says(),
                topic,
                partition,
                offset,
                consumer,
                at,
                reason,
                message,
                key,
                type,
                bytes,
                cut,
                dismissed,
                headers,
                value,
                base64);
    }

    /** Whoever looks at what couldn't be taken tells of no call by that: a receipt is for who was given it. Replayed, the record has it. */
    private static Map<String, String> headers(StoredDeadLetter kept) {
        var headers = new TreeMap<String, String>();
        for (var header : kept.original().headers())
            headers.put(header.key(), header.value() == null ? "" : shown(header.value(), Integer.MAX_VALUE));
        headers.computeIfPresent(CloudEventCodec.RECEIPT, (name, receipt) -> WITHHELD);
        return headers;
    }

    /** In structured mode it stands in the value. Each byte is a character there, so that nothing else is changed. */
    private static byte @Nullable [] withoutReceipt(byte @Nullable [] value) {
        if (value == null) return null;
        var text = RECEIPT.matcher(new String(value, ISO_8859_1)).replaceAll("$1\"" + WITHHELD + "\"");
        return text.getBytes(ISO_8859_1);
    }

    private static String shown(byte[] text, int most) {
        return EncodedText.cut(PlainText.shown(new String(text, UTF_8)), most);
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
