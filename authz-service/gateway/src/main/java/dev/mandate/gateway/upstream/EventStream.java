package dev.mandate.gateway.upstream;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Takes a stream of server-sent events apart, as its pieces come. Only {@code data} matters here; an event without any, such as the first
 * of a server that lets clients come back, is none.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation">HTML, interpreting an event
 *     stream</a>
 */
final class EventStream {
    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);

    private final long longest;
    private final Consumer<byte[]> event;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private boolean hasData;
    private boolean afterReturn;

    /** @param longest bytes of an event */
    EventStream(long longest, Consumer<byte[]> event) {
        this.longest = longest;
        this.event = event;
    }

    /** @throws UpstreamFailure if an event is too long */
    void take(Buffer piece) throws UpstreamFailure {
        for (var at = 0; at < piece.length(); at++) {
            var one = piece.getByte(at);
            if (one == '\n' && afterReturn) {
                afterReturn = false;
                continue;
            }
            afterReturn = one == '\r';
            if (one == '\n' || one == '\r') endOfLine();
            else line.write(one);
            if (line.size() + data.size() > longest)
                throw new UpstreamFailure("the server's answer is longer than " + longest + " bytes", true);
        }
    }

    private void endOfLine() {
        var written = line.toByteArray();
        line.reset();
        if (written.length == 0) {
            dispatch();
            return;
        }
        if (written.length < DATA.length || !Arrays.equals(written, 0, DATA.length, DATA, 0, DATA.length)) return;
        if (hasData) data.write('\n');
        hasData = true;
        var from = written.length > DATA.length && written[DATA.length] == ' ' ? DATA.length + 1 : DATA.length;
        data.write(written, from, written.length - from);
    }

    private void dispatch() {
        if (data.size() > 0) event.accept(data.toByteArray());
        data.reset();
        hasData = false;
    }
}
