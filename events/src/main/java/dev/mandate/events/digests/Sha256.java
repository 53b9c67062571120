package dev.mandate.events.digests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A hash of SHA-256, 32 bytes, and the ways in which it is written.
 *
 * @see <a href="https://csrc.nist.gov/pubs/fips/180-4/upd1/final">FIPS 180-4, Secure Hash Standard</a>
 */
public final class Sha256 {
    /** Never fed: to copy it is cheaper than to look for who computes it, which each call of a tool takes ten times. */
    private static final MessageDigest UNFED = looked();

    private final byte[] hash;

    private Sha256(byte[] hash) {
        this.hash = hash;
    }

    /** Of its UTF-8. */
    public static Sha256 of(String text) {
        return of(text.getBytes(UTF_8));
    }

    /** Of these one after the other: where one ends and the next begins makes no difference. */
    public static Sha256 of(byte[]... parts) {
        var begun = begun();
        for (var part : parts) begun.update(part);
        return ended(begun);
    }

    /** For what is fed in steps, see {@link #ended}. */
    public static MessageDigest begun() {
        try {
            return (MessageDigest) UNFED.clone();
        } catch (CloneNotSupportedException e) {
            return looked(); // some providers' can't be copied
        }
    }

    private static MessageDigest looked() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Of all that it was fed, which it then forgets. */
    public static Sha256 ended(MessageDigest begun) {
        return new Sha256(begun.digest());
    }

    public byte[] bytes() {
        return hash.clone();
    }

    /** 64 digits, in lower case. */
    public String hex() {
        return hex(hash.length);
    }

    /** @param bytes how many of the first are written, two digits each */
    public String hex(int bytes) {
        return HexFormat.of().formatHex(hash, 0, bytes);
    }

    /** With the name of the function, such as {@code sha256:9f86d0…}. */
    public String named() {
        return "sha256:" + hex();
    }

    /** Without padding. */
    public String base64Url() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
