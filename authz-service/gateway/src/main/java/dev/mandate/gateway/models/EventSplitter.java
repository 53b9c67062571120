package dev.mandate.gateway.models;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Takes a stream of events apart without changing any: each is told with the bytes that it has, its blank line too. Lines end as providers end
 * them, with a line feed; what is told apart by carriage returns alone is one long line here.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">the format</a>
 */
final class EventSplitter {
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private final int longest;
    private final Consumer<Event> events;
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private byte[] bytes = new byte[1024];
    private int size;
    private int lineFrom;

    /**
     * @param bytes all of it, as it came
     * @param data what it says; empty for a comment
     */
    record Event(byte[] bytes, byte[] data) {}

    /** @param longest event, in bytes */
    EventSplitter(int longest, Consumer<Event> events) {
        this.longest = longest;
        this.events = events;
    }

    /** @return false if an event is too long */
    boolean take(Buffer piece) {
        var all = piece.getBytes();
        var from = 0;
        for (var at = 0; at < all.length; at++) {
            if (all[at] != '\n') continue;
            add(all, from, at + 1);
            from = at + 1;
            endLine();
        }
        add(all, from, all.length);
        return size <= longest;
    }

    private void add(byte[] all, int from, int to) {
        if (size + to - from > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(2 * size, size + to - from));
        System.arraycopy(all, from, bytes, size, to - from);
        size += to - from;
    }

    private void endLine() {
        var to = size - 1;
        if (to > lineFrom && bytes[to - 1] == '\r') to--;
        if (to == lineFrom) {
            events.accept(new Event(Arrays.copyOf(bytes, size), data.toByteArray()));
            data.reset();
            size = 0;
            lineFrom = 0;
            return;
        }
        if (Arrays.equals(bytes, lineFrom, Math.min(to, lineFrom + DATA.length), DATA, 0, DATA.length)) {
            var from = lineFrom + DATA.length;
            if (from < to && bytes[from] == ' ') from++;
            if (data.size() > 0) data.write('\n');
            data.write(bytes, from, to - from);
        }
        lineFrom = size;
    }

    /** What came after the last whole event. */
    byte[] rest() {
        return Arrays.copyOf(bytes, size);
    }
}
