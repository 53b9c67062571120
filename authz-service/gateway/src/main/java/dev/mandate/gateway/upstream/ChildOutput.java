package dev.mandate.gateway.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines that a child process writes. One that is too long is not kept: it is skipped up to its end, and told by how it began and ended, so
 * that it costs nobody anything whom it wasn't for. One that never comes to an end is an error.
 */
final class ChildOutput {
    /** Of lines that are as long as they may be, this many are skipped before an end is looked for no more. */
    static final int SKIPPED = 8;

    private static final int KEPT = 1024;

    private final long longest;
    private final Lines lines;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private byte[] beginning = {};
    private byte[] end = {};
    private long skipped;

    /** Who is told of them. An {@link IOException} of his is the last that is heard of the child. */
    interface Lines {
        void line(byte[] line) throws IOException;

        /**
         * A line that was too long has ended.
         *
         * @param beginning what it began with, of some length
         * @param end what it ended with
         */
        void tooLong(byte[] beginning, byte[] end) throws IOException;
    }

    /** @param longest line, in bytes */
    ChildOutput(long longest, Lines lines) {
        this.longest = longest;
        this.lines = lines;
    }

    void read(InputStream output) throws IOException {
        var buffer = new byte[16 * 1024];
        for (var count = output.read(buffer); count >= 0; count = output.read(buffer)) {
            var from = 0;
            for (var at = 0; at < count; at++) {
                if (buffer[at] != '\n') continue;
                take(buffer, from, at);
                ended();
                from = at + 1;
            }
            take(buffer, from, count);
        }
    }

    private void take(byte[] buffer, int from, int to) throws IOException {
        if (skipped == 0 && written.size() + to - from <= longest) {
            written.write(buffer, from, to - from);
            return;
        }
        if (skipped == 0) {
            var before = written.toByteArray();
            written.reset();
            skipped = before.length;
            beginning = Arrays.copyOf(before, Math.min(before.length, KEPT));
            end = Arrays.copyOfRange(before, Math.max(0, before.length - KEPT), before.length);
        }
        skipped += to - from;
        end = last(end, buffer, from, to);
        if (skipped > longest * SKIPPED)
            throw new IOException("it wrote a line of more than " + longest * SKIPPED + " bytes");
    }

    private static byte[] last(byte[] before, byte[] buffer, int from, int to) {
        if (to - from >= KEPT) return Arrays.copyOfRange(buffer, to - KEPT, to);
        var kept = Math.min(before.length, KEPT - (to - from));
        var last = Arrays.copyOfRange(before, before.length - kept, before.length + to - from);
        System.arraycopy(buffer, from, last, kept, to - from);
        return last;
    }

    private void ended() throws IOException {
        if (skipped > 0) {
            skipped = 0;
            lines.tooLong(beginning, end);
        } else if (written.size() > 0) {
            var line = written.toByteArray();
            written.reset();
            lines.line(line);
        }
    }
}
