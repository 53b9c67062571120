package dev.mandate.messaging.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private final ObjectMapper mapper = new ObjectMapper();

    StrictJsonTest() {
        new StrictJson().customize(mapper);
    }

    record Body(String name, List<String> tags, Map<String, Object> free) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"a\\u0000\"}",
                "{\"name\":\"\\ud800\"}",
                "{\"tags\":[\"a\",\"\\udc00b\"]}",
                "{\"free\":{\"deep\":{\"er\":\"\\u0000\"}}}"
            })
    void text_that_no_database_keeps_as_it_is_is_refused_with_its_place(String body) {
        assertThatThrownBy(() -> mapper.readValue(body, Body.class))
                .isInstanceOfSatisfying(
                        JsonMappingException.class, e -> assertThat(e.getPath()).isNotEmpty());
    }

    @Test
    void all_other_text_is_read_as_it_is() throws Exception {
        var body = mapper.readValue("{\"name\":\"Zo\\u00eb \\ud83d\\ude00\",\"tags\":[\"\"]}", Body.class);
        assertThat(body.name()).isEqualTo("Zoë \uD83D\uDE00");
        assertThat(body.tags()).containsExactly("");
    }
}
