package dev.mandate.messaging.outputs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where an output sends to, as people may read it. */
public final class ShownTarget {
    /** Of the digest: enough to tell two addresses apart, too few to find a secret by. */
    private static final int DIGITS = 8;

    private ShownTarget() {}

    /**
     * Scheme, host and port: what else an address has may be what lets one in there, and is told apart by digits of its digest.
     *
     * @param url with a host
     */
    public static String of(URI url) {
        var origin = url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
        if (url.toString().equals(origin) || url.toString().equals(origin + "/")) return origin;
        return origin + "/… (" + digest(url.toString()).substring(0, DIGITS) + ")";
    }

    /** SHA-256 of its UTF-8, in hexadecimal. */
    static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
