package dev.mandate.gateway.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private final List<String> events = new ArrayList<>();

    @Test
    void events_are_the_same_however_they_are_cut() throws UpstreamFailure {
        var text =
                "id: 1\ndata:\n\n: still here\r\nevent: message\r\ndata: {\"a\":1}\r\n\r\ndata: one\ndata:two\n\rdata: é\r\r";
        var seed = new Random().nextLong();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        for (var run = 0; run < 200; run++) {
            events.clear();
            var stream = new EventStream(100, event -> events.add(new String(event, UTF_8)));
            var bytes = text.getBytes(UTF_8);
            for (var from = 0; from < bytes.length; ) {
                var to = Math.min(bytes.length, from + 1 + random.nextInt(7));
                stream.take(Buffer.buffer(java.util.Arrays.copyOfRange(bytes, from, to)));
                from = to;
            }
            assertThat(events).containsExactly("{\"a\":1}", "one\ntwo", "é");
        }
    }

    @Test
    void an_event_without_end_is_given_up() {
        var stream = new EventStream(1000, event -> events.add(new String(event, UTF_8)));
        assertThatThrownBy(() -> {
                    for (var piece = 0; piece < 100; piece++)
                        stream.take(Buffer.buffer("data: " + "x".repeat(50) + "\n"));
                })
                .isInstanceOf(UpstreamFailure.class)
                .hasMessageContaining("longer than 1000 bytes");
    }
}
