package dev.mandate.audit.engine.risk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Reads what {@link PackedWriter} wrote. */
final class PackedReader {
    private final ByteBuffer bytes;

    PackedReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    int octet() {
        try {
            return bytes.get() & 0xFF;
        } catch (BufferUnderflowException e) {
            throw broken(e);
        }
    }

    byte[] octets() {
        int length = count();
        if (length > bytes.remaining()) throw broken(null);
        var its = new byte[length];
        bytes.get(its);
        return its;
    }

    boolean truth() {
        return octet() != 0;
    }

    int count() {
        int value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            int next = octet();
            value |= (next & 0x7F) << shift;
            if (next <= 0x7F) return value;
        }
        throw broken(null);
    }

    long number() {
        try {
            return bytes.getLong();
        } catch (BufferUnderflowException e) {
            throw broken(e);
        }
    }

    @Nullable
    String textOrNull() {
        int length = count() - 1;
        if (length < 0) return null;
        if (length > bytes.remaining()) throw broken(null);
        var text = new String(bytes.array(), bytes.position(), length, UTF_8);
        bytes.position(bytes.position() + length);
        return text;
    }

    String text() {
        var text = textOrNull();
        if (text == null) throw broken(null);
        return text;
    }

    List<String> texts() {
        int left = count();
        if (left > bytes.remaining()) throw broken(null); // each takes a byte at least
        var texts = new ArrayList<String>(left);
        for (; left > 0; left--) texts.add(text());
        return texts;
    }

    void end() {
        if (bytes.hasRemaining()) throw broken(null);
    }

    private static SerializationException broken(@Nullable Throwable cause) {
        return new SerializationException("not as it was packed", cause);
    }
}
