package dev.mandate.audit.transparency;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * How the trail stood: so many lines, with this root over them. Whoever has kept one can show that what it covers was changed.
 *
 * @param origin which trail it is of
 * @param size how many lines it covers
 * @param root of the Merkle tree over them, 64 hexadecimal digits
 * @param at when it was signed; told in an extension line {@code time <RFC 3339>}
 * @see <a href="https://c2sp.org/tlog-checkpoint">C2SP, transparency log checkpoints</a>
 */
public record Checkpoint(String origin, long size, String root, Instant at) {
    private static final String TIME = "time ";
    private static final int LINES = 4;

    static Checkpoint of(String origin, long size, byte[] root, Instant at) {
        return new Checkpoint(origin, size, HexFormat.of().formatHex(root), at);
    }

    /** What is signed. */
    String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(rootBytes()) + "\n" + TIME + at + "\n";
    }

    public byte[] rootBytes() {
        return HexFormat.of().parseHex(root);
    }

    /** @throws IllegalArgumentException if it is none */
    static Checkpoint parse(String text) {
        var lines = text.split("\n", -1);
        if (lines.length < LINES || !lines[3].startsWith(TIME))
            throw new IllegalArgumentException(
                    "a checkpoint has its origin, a number, a root and a time in lines of their own");
        try {
            var root = Base64.getDecoder().decode(lines[2]);
            var size = Long.parseLong(lines[1]);
            if (root.length != Hashes.BYTES || size < 0 || !Long.toString(size).equals(lines[1]))
                throw new IllegalArgumentException(
                        "a checkpoint has a number of lines, and a root of 32 bytes in base64");
            return of(lines[0], size, root, Instant.parse(lines[3].substring(TIME.length())));
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException("a checkpoint has a number of lines and a time", e);
        }
    }
}
