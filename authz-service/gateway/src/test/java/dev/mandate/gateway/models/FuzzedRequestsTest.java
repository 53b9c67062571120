package dev.mandate.gateway.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.events.Fuzzing;
import dev.mandate.events.Scribble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is asked of a model is refused, or goes to just the model that was decided about. */
@Tag("fuzz")
class FuzzedRequestsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REQUEST =
            "{\"model\":\"general\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"max_tokens\":5,\"stream\":false,\"n\":1}";

    @Test
    void a_request_that_was_spoilt_is_refused_or_names_the_model_that_is_asked() {
        Fuzzing.rounds("requests to models", 3_000, random -> {
            var endpoint = Endpoint.values()[random.nextInt(Endpoint.values().length)];
            var body = new Scribble(random).spoilt(REQUEST).getBytes(UTF_8);
            try {
                var request = RequestReader.read(endpoint, body);
                assertThat(request.model())
                        .isEqualTo(JSON.readTree(body).path("model").asText());
                assertThat(JSON.readTree(request.to("upstream")).path("model").asText())
                        .isEqualTo("upstream");
                assertThat(request.mostInput(5_000)).isNotNegative();
                assertThat(request.mostOutput(1_000)).isNotNegative();
            } catch (BadRequest e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        });
    }
}
