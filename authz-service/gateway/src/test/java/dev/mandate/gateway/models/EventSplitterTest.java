package dev.mandate.gateway.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventSplitterTest {
    private static final String STREAM =
            ": hello\n\nevent: a\ndata: {\"x\":1}\n\ndata:one\r\ndata: two\r\n\r\nid: 1\n\ndata: [DONE]\n\n";

    private final List<String> data = new ArrayList<>();
    private final StringBuilder bytes = new StringBuilder();
    private final EventSplitter events = new EventSplitter(1000, event -> {
        bytes.append(new String(event.bytes(), UTF_8));
        data.add(new String(event.data(), UTF_8));
    });

    @Test
    void each_event_is_told_with_its_bytes_in_whichever_pieces_they_come() {
        for (var size : List.of(1, 3, 7, STREAM.length())) {
            data.clear();
            bytes.setLength(0);
            for (var at = 0; at < STREAM.length(); at += size)
                assertThat(events.take(Buffer.buffer(STREAM.substring(at, Math.min(STREAM.length(), at + size)))))
                        .isTrue();
            assertThat(data).containsExactly("", "{\"x\":1}", "one\ntwo", "", "[DONE]");
            assertThat(bytes).hasToString(STREAM);
        }
    }

    @Test
    void an_event_that_is_too_long_is_told_to_be() {
        assertThat(events.take(Buffer.buffer("data: " + "x".repeat(990)))).isTrue();
        assertThat(events.take(Buffer.buffer("x".repeat(10)))).isFalse();
        assertThat(data).isEmpty();
    }
}
