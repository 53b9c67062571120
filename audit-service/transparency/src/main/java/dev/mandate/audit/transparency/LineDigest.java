package dev.mandate.audit.transparency;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A leaf of the tree: which line, when it was recorded and what it says. It stays when a month of the trail is dropped, and so do all proofs.
 * As bytes: number and time (microseconds since 1970) of eight bytes each, the most significant first, then the digest.
 *
 * @param number of the line
 * @param digest SHA-256 of all that a reader relies on ({@link TrailLine#digest}), 64 hexadecimal digits
 */
public record LineDigest(long number, Instant recordedAt, String digest) {
    /** Of one, in bytes. */
    public static final int BYTES = 2 * Long.BYTES + Hashes.BYTES;

    /** What the leaf is the hash of. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(number)
                .putLong(micros(recordedAt))
                .put(HexFormat.of().parseHex(digest))
                .array();
    }

    byte[] leaf() {
        return Hashes.leaf(bytes());
    }

    /** @param at which of many that stand one after the other */
    static LineDigest at(byte[] many, int at) {
        var bytes = ByteBuffer.wrap(many, at * BYTES, BYTES);
        var number = bytes.getLong();
        var recorded = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
        var digest = Arrays.copyOfRange(many, at * BYTES + 2 * Long.BYTES, (at + 1) * BYTES);
        return new LineDigest(number, recorded, HexFormat.of().formatHex(digest));
    }

    /** PostgreSQL's infinity, which nobody but its administrator puts there, is as far as a number goes. */
    static long micros(Instant instant) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        } catch (ArithmeticException e) {
            return instant.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
