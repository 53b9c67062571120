package dev.mandate.audit.engine.stored;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Texts and numbers one after the other, without names: for what each action writes anew, which JSON is too slow for. */
public final class PackedWriter {
    private byte[] bytes = new byte[512];
    private int size;

    public PackedWriter octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    public PackedWriter truth(boolean value) {
        return octet(value ? 1 : 0);
    }

    public PackedWriter octets(byte[] its) {
        count(its.length);
        room(its.length);
        System.arraycopy(its, 0, bytes, size, its.length);
        size += its.length;
        return this;
    }

    /** Small ones take a byte. */
    public PackedWriter count(int value) {
        if (value < 0) throw new IllegalArgumentException("no count is negative");
        room(5);
        int left = value;
        for (; left > 0x7F; left >>>= 7) bytes[size++] = (byte) (left | 0x80);
        bytes[size++] = (byte) left;
        return this;
    }

    public PackedWriter number(long value) {
        room(Long.BYTES);
        ByteBuffer.wrap(bytes, size, Long.BYTES).putLong(value);
        size += Long.BYTES;
        return this;
    }

    public PackedWriter text(@Nullable String text) {
        if (text == null) return count(0);
        var its = text.getBytes(UTF_8);
        count(its.length + 1);
        room(its.length);
        System.arraycopy(its, 0, bytes, size, its.length);
        size += its.length;
        return this;
    }

    public PackedWriter texts(Collection<String> texts) {
        count(texts.size());
        for (var text : texts) text(text);
        return this;
    }

    public byte[] written() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (bytes.length - size < more) bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
}
