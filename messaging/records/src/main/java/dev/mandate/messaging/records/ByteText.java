package dev.mandate.messaging.records;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/**
 * A text by which records are told apart before one is read, such as the beginning of every id of a kind in JSON. Texts that strangers wrote
 * may hold it too: that it is there says nothing, only that it isn't.
 */
public final class ByteText {
    private final byte[] text;

    private ByteText(byte[] text) {
        this.text = text;
    }

    /** @param text in ASCII */
    public static ByteText of(String text) {
        return new ByteText(text.getBytes(US_ASCII));
    }

    /** @param value of a record; null for a tombstone, which holds none */
    public boolean isIn(byte @Nullable [] value) {
        if (value == null) return false;
        for (var at = 0; at <= value.length - text.length; at++) if (startsAt(value, at)) return true;
        return false;
    }

    private boolean startsAt(byte[] value, int at) {
        for (var i = 0; i < text.length; i++) if (value[at + i] != text[i]) return false;
        return true;
    }
}
