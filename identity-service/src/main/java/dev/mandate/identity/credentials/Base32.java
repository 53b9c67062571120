package dev.mandate.identity.credentials;

import java.io.ByteArrayOutputStream;

/**
 * Bytes as people type them: letters and the digits 2 to 7, five bits each.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4648#section-6">RFC 4648 section 6</a>
 */
final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Base32() {}

    /** @param bytes a multiple of five, so that nothing is filled up */
    static String write(byte[] bytes) {
        if (bytes.length % 5 != 0) throw new IllegalArgumentException("a multiple of five bytes");
        var text = new StringBuilder();
        var bits = 0L;
        for (int i = 0; i < bytes.length; i++) {
            bits = bits << 8 | bytes[i] & 0xff;
            if (i % 5 == 4) {
                for (int shift = 35; shift >= 0; shift -= 5) text.append(ALPHABET.charAt((int) (bits >> shift & 31)));
                bits = 0;
            }
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException if it wasn't written here */
    static byte[] read(String text) {
        if (text.length() % 8 != 0) throw new IllegalArgumentException("a multiple of eight characters");
        var bytes = new ByteArrayOutputStream();
        var bits = 0L;
        for (int i = 0; i < text.length(); i++) {
            var value = ALPHABET.indexOf(text.charAt(i));
            if (value < 0) throw new IllegalArgumentException("letters and the digits 2 to 7");
            bits = bits << 5 | value;
            if (i % 8 == 7) {
                for (int shift = 32; shift >= 0; shift -= 8) bytes.write((int) (bits >> shift & 0xff));
                bits = 0;
            }
        }
        return bytes.toByteArray();
    }

    /** In groups of four, as it is read best. */
    static String grouped(String text, char separator) {
        var grouped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (i > 0 && i % 4 == 0) grouped.append(separator);
            grouped.append(text.charAt(i));
        }
        return grouped.toString();
    }
}
