package dev.mandate.cli.wrap;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** By which it is seen that something is just what it was. */
final class Digest {
    private Digest() {}

    static String of(byte[] bytes) {
        return "sha256:" + hex(bytes);
    }

    /** Tells texts apart in a name of a file. */
    static String name(String text) {
        return hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    private static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
