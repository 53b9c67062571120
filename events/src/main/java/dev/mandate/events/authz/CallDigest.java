package dev.mandate.events.authz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.mandate.events.digests.Sha256;
import dev.mandate.events.ids.IdentityId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which call it was: the SHA-256 of {@code {"agent":…,"arguments":…,"tool":…}} in the form of RFC 8785, with two deviations: a member
 * whose value is null counts as left out, and a number is written as {@code <digits>e<exponent>}, a whole one exactly, since the RFC
 * takes it for a double, of which two amounts may be the same. So it doesn't matter who wrote the arguments down.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">RFC 8785, JSON Canonicalization Scheme</a>
 */
public record CallDigest(long first, long second, long third, long fourth) {
    private static final String PREFIX = "sha256:";
    private static final int DIGITS = 64;
    private static final String HEX = "0123456789abcdef";

    /** @throws IllegalArgumentException for a text that {@link #toString()} doesn't write */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static CallDigest parse(String text) {
        if (text == null || text.length() != PREFIX.length() + DIGITS || !text.startsWith(PREFIX))
            throw new IllegalArgumentException("a digest is sha256: and 64 hexadecimal digits");
        return of(HexFormat.of().parseHex(text, PREFIX.length(), text.length()));
    }

    /** @param arguments as JSON has them: maps, lists, texts, numbers, truth values, null */
    public static CallDigest of(IdentityId agent, String tool, @Nullable Map<String, ?> arguments) {
        var text = new StringBuilder(192);
        text.append("{\"agent\":");
        text(agent.value(), text);
        text.append(",\"arguments\":");
        members(arguments == null ? Map.of() : arguments, text);
        text.append(",\"tool\":");
        text(tool, text);
        text.append('}');
        return of(Sha256.of(text.toString()).bytes());
    }

    /**
     * The same call, told by whoever was given this with its decision.
     *
     * @param receipt digest of it; null where nobody was given any
     */
    public CallDigest with(@Nullable String receipt) {
        if (receipt == null) return this;
        var text = receipt.getBytes(UTF_8);
        var both = ByteBuffer.allocate(4 * Long.BYTES + text.length);
        both.putLong(first).putLong(second).putLong(third).putLong(fourth).put(text);
        return of(Sha256.of(both.array()).bytes());
    }

    private static CallDigest of(byte[] hash) {
        var numbers = ByteBuffer.wrap(hash);
        return new CallDigest(numbers.getLong(), numbers.getLong(), numbers.getLong(), numbers.getLong());
    }

    private static void value(Object value, StringBuilder to) {
        if (value instanceof String text) text(text, to);
        else if (value instanceof Map<?, ?> map) members(map, to);
        else if (value instanceof Iterable<?> list) elements(list, to);
        else if (value instanceof Number number) number(number, to);
        else to.append(value); // a truth value
    }

    private static void members(Map<?, ?> members, StringBuilder to) {
        var names = new String[members.size()];
        var count = 0;
        for (var member : members.entrySet()) if (member.getValue() != null) names[count++] = (String) member.getKey();
        Arrays.sort(names, 0, count);
        to.append('{');
        for (var at = 0; at < count; at++) {
            if (at > 0) to.append(',');
            text(names[at], to);
            to.append(':');
            var value = members.get(names[at]);
            if (value != null) value(value, to);
        }
        to.append('}');
    }

    private static void elements(Iterable<?> elements, StringBuilder to) {
        to.append('[');
        var first = true;
        for (var element : elements) {
            if (!first) to.append(',');
            first = false;
            if (element == null) to.append("null");
            else value(element, to);
        }
        to.append(']');
    }

    /** Without zeros before and after, so that 1, 1.0 and 10e-1 are one; linear in how long it is written. */
    private static void number(Number number, StringBuilder to) {
        var exact = number instanceof Integer || number instanceof Long || number instanceof BigInteger;
        var written = number.toString();
        long exponent = 0;
        if (!exact) {
            var real = number.doubleValue();
            if (!Double.isFinite(real)) { // which no report can say
                text(written, to);
                return;
            }
            var decimal = new BigDecimal(Double.toString(real));
            written = decimal.unscaledValue().toString();
            exponent = -(long) decimal.scale();
        }
        var end = written.length();
        while (end > 1 && written.charAt(end - 1) == '0') end--;
        if (written.charAt(end - 1) == '0') {
            to.append('0');
            return;
        }
        to.append(written, 0, end).append('e').append(exponent + written.length() - end);
    }

    private static void text(String text, StringBuilder to) {
        to.append('"');
        for (var at = 0; at < text.length(); at++) {
            var one = text.charAt(at);
            if (one == '"' || one == '\\') to.append('\\').append(one);
            else if (one < ' ' || Character.isSurrogate(one) && !paired(text, at)) escaped(one, to);
            else to.append(one);
        }
        to.append('"');
    }

    private static boolean paired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }

    /** The RFC has short forms for five of them. */
    private static void escaped(char one, StringBuilder to) {
        var brief = "\b\t\n\f\r".indexOf(one);
        if (brief >= 0) to.append('\\').append("btnfr".charAt(brief));
        else
            to.append("\\u")
                    .append(HEX.charAt(one >> 12))
                    .append(HEX.charAt(one >> 8 & 15))
                    .append(HEX.charAt(one >> 4 & 15))
                    .append(HEX.charAt(one & 15));
    }

    @Override
    @JsonValue
    public String toString() {
        var hex = HexFormat.of();
        return PREFIX
                + hex.toHexDigits(first)
                + hex.toHexDigits(second)
                + hex.toHexDigits(third)
                + hex.toHexDigits(fourth);
    }
}
