package dev.mandate.authz.engine.sessions;

import dev.mandate.events.ids.DecisionId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Ids of decisions in the 16 bytes that a ULID has, an eighth of what they take as texts. What is not written as ours are
 * is kept as it is.
 */
final class DecisionBits {
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = DecisionId.PREFIX.length() + 26;
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (var at = 0; at < DIGITS.length(); at++) VALUES[DIGITS.charAt(at)] = (byte) at;
    }

    private final long[] bits;
    private @Nullable DecisionId @Nullable [] others;

    DecisionBits(int room) {
        this(new long[2 * room], null);
    }

    private DecisionBits(long[] bits, @Nullable DecisionId @Nullable [] others) {
        this.bits = bits;
        this.others = others;
    }

    DecisionBits withRoomFor(int room) {
        return new DecisionBits(Arrays.copyOf(bits, 2 * room), others == null ? null : Arrays.copyOf(others, room));
    }

    void set(int at, DecisionId id) {
        var text = id.value();
        var known = canonical(text);
        bits[2 * at] = known ? high(text) : 0;
        bits[2 * at + 1] = known ? low(text) : 0;
        if (others == null && known) return;
        if (others == null) others = new @Nullable DecisionId[bits.length / 2];
        others[at] = known ? null : id;
    }

    DecisionId get(int at) {
        var other = others == null ? null : others[at];
        if (other != null) return other;
        return new DecisionId(text(bits[2 * at], bits[2 * at + 1]));
    }

    /** Among so many from the first; -1 if it isn't there. */
    int lastIndexOf(DecisionId id, int size) {
        var text = id.value();
        var known = canonical(text);
        var high = known ? high(text) : 0;
        var low = known ? low(text) : 0;
        for (var at = size - 1; at >= 0; at--) {
            if (bits[2 * at] != high || bits[2 * at + 1] != low) continue;
            var other = others == null ? null : others[at];
            if (known ? other == null : id.equals(other)) return at;
        }
        return -1;
    }

    /** @param left how many others there are */
    void dropFirst(int left) {
        System.arraycopy(bits, 2, bits, 0, 2 * left);
        if (others != null) System.arraycopy(others, 1, others, 0, left);
    }

    /** The one way in which we write that ULID, so that no two texts have the same bits. */
    private static boolean canonical(String text) {
        if (text.length() != LENGTH || text.charAt(DecisionId.PREFIX.length()) > '7') return false;
        for (var at = DecisionId.PREFIX.length(); at < LENGTH; at++) {
            var digit = text.charAt(at);
            if (digit >= VALUES.length || VALUES[digit] < 0) return false;
        }
        return true;
    }

    /** 26 digits of five bits are 130, of which the first two are none: 13 digits hold the upper 63 bits, the rest the others. */
    private static long high(String text) {
        var from = DecisionId.PREFIX.length();
        return number(text, from, from + 13) << 1 | number(text, from + 13, from + 14) >> 4;
    }

    private static long low(String text) {
        return number(text, DecisionId.PREFIX.length() + 13, LENGTH);
    }

    private static String text(long high, long low) {
        var text = new char[LENGTH];
        DecisionId.PREFIX.getChars(0, DecisionId.PREFIX.length(), text, 0);
        for (var at = LENGTH - 1; at >= DecisionId.PREFIX.length(); at--) {
            text[at] = DIGITS.charAt((int) (low & 31));
            low = low >>> 5 | high << 59;
            high >>>= 5;
        }
        return new String(text);
    }

    private static long number(String text, int from, int to) {
        var number = 0L;
        for (var at = from; at < to; at++) number = number << 5 | VALUES[text.charAt(at)];
        return number;
    }
}
