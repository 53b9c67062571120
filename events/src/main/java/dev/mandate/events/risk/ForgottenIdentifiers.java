package dev.mandate.events.risk;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Identifiers that text of strangers showed and that a session's state has no more room for. A Bloom filter: what was put in is
 * always found, whatever came after it, and so is a share of what was not: 1% with about a thousand links in it, and everything
 * where a session was flooded. So who makes a state forget makes no stranger of his known, but strangers of others.
 *
 * @see <a href="https://doi.org/10.1145/362686.362692">Bloom: Space/time trade-offs in hash coding with allowable errors</a>
 */
public final class ForgottenIdentifiers {
    static final int BYTES = 4096;
    private static final int HASHES = 4;

    public static final ForgottenIdentifiers NOTHING = new ForgottenIdentifiers(new byte[BYTES]);
    /** Of a state that could not be written otherwise. */
    public static final ForgottenIdentifiers ANYTHING = anything();

    private final byte[] bits;

    /**
     * @param host of a URL, or the domain that was registered for an address; null for what has none
     * @param look the same for all that look alike; null where it isn't told
     */
    public record Forgotten(
            String value, @Nullable String host, @Nullable String look) {}

    private ForgottenIdentifiers(byte[] bits) {
        this.bits = bits;
    }

    /** @throws IllegalArgumentException if {@link #bytes()} did not write it */
    public static ForgottenIdentifiers of(byte[] bytes) {
        if (bytes.length != BYTES) throw new IllegalArgumentException("forgotten identifiers take " + BYTES + " bytes");
        return new ForgottenIdentifiers(bytes.clone());
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ForgottenIdentifiers ofText(String text) {
        return of(Base64.getDecoder().decode(text));
    }

    @JsonValue
    String text() {
        return Base64.getEncoder().encodeToString(bits);
    }

    public byte[] bytes() {
        return bits.clone();
    }

    public ForgottenIdentifiers plus(Collection<Forgotten> forgotten) {
        if (forgotten.isEmpty()) return this;
        var more = bits.clone();
        for (var identifier : forgotten) {
            put(more, "=" + identifier.value());
            var look = identifier.look();
            if (look != null && !look.equals(identifier.value())) put(more, "~" + look);
            var host = identifier.host();
            if (host != null) put(more, "at " + host);
            for (var above = host; above != null; above = parent(above)) put(more, "below " + above);
        }
        return new ForgottenIdentifiers(more);
    }

    /** False only for what is not among them. */
    public boolean mayHold(String value) {
        return has("=" + value);
    }

    /** False only for what looks like none of them. */
    public boolean mayHoldLook(String look) {
        return has("~" + look) || has("=" + look);
    }

    /** False only where no URL among them is of this host, of one below it or of one above it. */
    public boolean mayHoldSiteOf(String host) {
        if (has("below " + host)) return true;
        for (var above = host; above != null; above = parent(above)) if (has("at " + above)) return true;
        return false;
    }

    private boolean has(String key) {
        return each(key, bit -> (bits[bit >>> 3] & 1 << (bit & 7)) != 0);
    }

    private static void put(byte[] bits, String key) {
        each(key, bit -> {
            bits[bit >>> 3] |= (byte) (1 << (bit & 7));
            return true;
        });
    }

    private static boolean each(String key, IntPredicate bit) {
        long hash = hash(key);
        long step = mixed(hash) | 1;
        for (int i = 0; i < HASHES; i++, hash += step)
            if (!bit.test((int) Long.remainderUnsigned(hash, BYTES * 8L))) return false;
        return true;
    }

    /** FNV-1a, whose last characters would otherwise decide little of its upper bits. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        return mixed(hash);
    }

    /** The finaliser of MurmurHash3. */
    private static long mixed(long hash) {
        long mixed = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }

    private static @Nullable String parent(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? null : host.substring(dot + 1);
    }

    private static ForgottenIdentifiers anything() {
        var bits = new byte[BYTES];
        Arrays.fill(bits, (byte) 0xFF);
        return new ForgottenIdentifiers(bits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ForgottenIdentifiers its && Arrays.equals(bits, its.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }
}
