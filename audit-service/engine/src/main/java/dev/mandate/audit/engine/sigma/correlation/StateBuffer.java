package dev.mandate.audit.engine.sigma.correlation;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** What {@link java.io.DataInputStream} reads, written without its streams' locks and checks: states are written anew with each event. */
final class StateBuffer {
    private static final int LONGEST = 0xFFFF;

    private byte[] bytes;
    private int size;

    StateBuffer(int expected) {
        bytes = new byte[expected];
    }

    StateBuffer octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    StateBuffer small(int value) {
        return octet(value >>> 8).octet(value);
    }

    StateBuffer whole(int value) {
        return small(value >>> 16).small(value);
    }

    StateBuffer number(long value) {
        return whole((int) (value >>> 32)).whole((int) value);
    }

    /** As {@link DataOutputStream#writeUTF} does. Most texts are ASCII without the character nought, of which each is a byte. */
    StateBuffer text(String text) {
        int length = text.length();
        if (length > LONGEST) return modified(text);
        room(2 + length);
        int at = size + 2;
        for (int i = 0; i < length; i++) {
            char character = text.charAt(i);
            if (character == 0 || character > 0x7F) return modified(text);
            bytes[at++] = (byte) character;
        }
        small(length);
        size += length;
        return this;
    }

    private StateBuffer modified(String text) {
        var its = new ByteArrayOutputStream(2 * text.length());
        try (var out = new DataOutputStream(its)) {
            out.writeUTF(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        room(its.size());
        System.arraycopy(its.toByteArray(), 0, bytes, size, its.size());
        size += its.size();
        return this;
    }

    byte[] written() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (bytes.length - size < more) bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
}
