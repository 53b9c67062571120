package dev.mandate.audit.engine.stored;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Reads what {@link PackedWriter} wrote. */
public final class PackedReader {
    private final ByteBuffer bytes;

    public PackedReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    public int octet() {
        try {
            return bytes.get() & 0xFF;
        } catch (BufferUnderflowException e) {
            throw broken(e);
        }
    }

    public byte[] octets() {
        int length = count();
        if (length > bytes.remaining()) throw broken(null);
        var its = new byte[length];
        bytes.get(its);
        return its;
    }

    public boolean truth() {
        return octet() != 0;
    }

    public int count() {
        int value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            int next = octet();
            value |= (next & 0x7F) << shift;
            if (next <= 0x7F) return value;
        }
        throw broken(null);
    }

    public long number() {
        try {
            return bytes.getLong();
        } catch (BufferUnderflowException e) {
            throw broken(e);
        }
    }

    @Nullable
    public String textOrNull() {
        return text(count() - 1);
    }

    /** With a length of four bytes, as the first form of known decisions had it. */
    @Nullable
    public String wideText() {
        int length = 0;
        for (int octet = 0; octet < Integer.BYTES; octet++) length = length << 8 | octet();
        return text(length);
    }

    private @Nullable String text(int length) {
        if (length < 0) return null;
        if (length > bytes.remaining()) throw broken(null);
        var text = new String(bytes.array(), bytes.position(), length, UTF_8);
        bytes.position(bytes.position() + length);
        return text;
    }

    public String text() {
        var text = textOrNull();
        if (text == null) throw broken(null);
        return text;
    }

    public List<String> texts() {
        int left = count();
        if (left > bytes.remaining()) throw broken(null); // each takes a byte at least
        var texts = new ArrayList<String>(left);
        for (; left > 0; left--) texts.add(text());
        return texts;
    }

    public void end() {
        if (bytes.hasRemaining()) throw broken(null);
    }

    private static SerializationException broken(@Nullable Throwable cause) {
        return new SerializationException("not as it was packed", cause);
    }
}
