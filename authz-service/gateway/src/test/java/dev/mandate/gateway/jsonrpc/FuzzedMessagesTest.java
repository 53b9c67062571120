package dev.mandate.gateway.jsonrpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.events.Fuzzing;
import dev.mandate.events.Scribble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a client sends is a message as any reader of JSON has it, or is refused. */
@Tag("fuzz")
class FuzzedMessagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"read\",\"arguments\":{\"path\":\"/a\",\"n\":[1,2.50,null]},\"_meta\":{\"progressToken\":1}}}";

    @Test
    void a_message_that_was_spoilt_is_refused_or_means_what_it_says() {
        Fuzzing.rounds("messages", 3_000, random -> {
            var body = new Scribble(random).spoilt(CALL).getBytes(UTF_8);
            try {
                var message = ClientMessage.read(body);
                var said = JSON.readTree(body);
                assertThat(message.method()).isEqualTo(said.path("method").asText());
                assertThat(message.isNotification()).isEqualTo(!said.has("id"));
                if (said.has("params"))
                    assertThat(message.params().path("name")).isEqualTo(said.at("/params/name"));
            } catch (MalformedMessage e) {
                assertThat(e.error().code()).isNegative();
            }
        });
    }
}
