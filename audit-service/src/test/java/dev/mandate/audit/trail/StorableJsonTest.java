package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorableJsonTest {
    @ParameterizedTest
    @CsvSource({
        "NUL, '\"a\\u0000b\"', '\"a\uFFFDu0000b\"'",
        "a backslash and the letters u0000, '\"a\\\\u0000b\"', '\"a\\\\u0000b\"'",
        "a backslash and NUL, '\"a\\\\\\u0000b\"', '\"a\\\\\uFFFDu0000b\"'",
        "an emoji, '\"\uD83D\uDE00\"', '\"\uD83D\uDE00\"'",
        "a replacement character, '\"\uFFFD!\"', '\"\uFFFD!\"'",
        "a replacement character before u, '\"\uFFFDu\"', '\"\uFFFDufffdu\"'",
    })
    void only_what_the_database_has_no_place_for_is_escaped(String what, String json, String stored) {
        assertThat(StorableJson.of(json)).as(what).isEqualTo(stored);
    }

    @Test
    void half_a_surrogate_pair_is_escaped_at_either_side_and_at_the_end() {
        assertThat(StorableJson.of("\"" + (char) 0xD800 + "x\"")).isEqualTo("\"\uFFFDud800x\"");
        assertThat(StorableJson.of("\"" + (char) 0xDC00 + (char) 0xD800 + "\""))
                .isEqualTo("\"\uFFFDudc00\uFFFDud800\"");
    }

    @Test
    void texts_that_differ_are_stored_as_texts_that_differ() {
        var stored = new HashMap<String, String>();
        var parts = List.of("\\u0000", "\uFFFD", "u", "0000", "fffd", "" + (char) 0xD800, "\\\\");
        for (var one : parts)
            for (var two : parts)
                for (var three : parts) {
                    var text = one + two + three;
                    assertThat(stored.put(StorableJson.of(text), text)).isIn(null, text);
                }
    }
}
