package dev.mandate.audit.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.digests.Sha256;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public key of a trail. As text, {@code <name>+<key id>+<key>}, it is a verifier key as Go's {@code note} package and the field's other
 * tools take it.
 *
 * @see <a href="https://c2sp.org/signed-note#verifier-keys">C2SP, signed notes, verifier keys</a>
 */
public final class NoteKey {
    static final String ALGORITHM = "Ed25519";
    private static final byte ED25519 = 0x01;
    private static final int BYTES = 32;
    private static final int KEY_ID = 4;
    /** RFC 8410, section 4. */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte[] id;
    private final byte[] point;

    private NoteKey(String name, byte[] point) {
        if (name.isBlank() || name.chars().anyMatch(Character::isWhitespace) || name.indexOf('+') >= 0)
            throw new IllegalArgumentException("the name of a key has no space and no plus sign");
        this.name = name;
        this.point = point;
        this.id = id(name, point);
    }

    static NoteKey of(String name, PublicKey key) {
        var encoded = key.getEncoded();
        return new NoteKey(name, Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length));
    }

    /** @throws IllegalArgumentException if it is none */
    public static NoteKey parse(String text) {
        var parts = text.strip().split("\\+", 3);
        if (parts.length != 3)
            throw new IllegalArgumentException("a key is <name>+<key id>+<key>, as GET /trail/checkpoints names it");
        var typed = Base64.getDecoder().decode(parts[2]);
        if (typed.length != BYTES + 1 || typed[0] != ED25519)
            throw new IllegalArgumentException("the key of a trail is an Ed25519 key of 32 bytes");
        var key = new NoteKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!HexFormat.of().formatHex(key.id).equals(parts[1]))
            throw new IllegalArgumentException("the key id isn't that of the key: it was mistyped or changed");
        return key;
    }

    String name() {
        return name;
    }

    byte[] id() {
        return id.clone();
    }

    boolean has(byte[] id) {
        return Arrays.equals(this.id, id);
    }

    boolean signed(byte[] text, byte[] signature) {
        try {
            var encoded = Arrays.copyOf(X509, X509.length + BYTES);
            System.arraycopy(point, 0, encoded, X509.length, BYTES);
            var check = Signature.getInstance(ALGORITHM);
            check.initVerify(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
            check.update(text);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The first four bytes of SHA-256 of the name, a new line, the algorithm's number and the key. */
    private static byte[] id(String name, byte[] point) {
        var hash = Sha256.of((name + "\n").getBytes(UTF_8), new byte[] {ED25519}, point);
        return Arrays.copyOf(hash.bytes(), KEY_ID);
    }

    @Override
    public String toString() {
        var typed = new byte[BYTES + 1];
        typed[0] = ED25519;
        System.arraycopy(point, 0, typed, 1, BYTES);
        return name + "+" + HexFormat.of().formatHex(id) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }
}
