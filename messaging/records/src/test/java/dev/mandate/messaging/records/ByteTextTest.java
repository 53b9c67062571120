package dev.mandate.messaging.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteTextTest {
    private static final ByteText ID = ByteText.of("\"del_");

    @ParameterizedTest
    @ValueSource(strings = {"\"del_", "{\"a\":\"del_1\"}", "\"\"del_", "\"de\"del_", "ä\"del_"})
    void it_is_found_wherever_it_stands(String value) {
        assertThat(ID.isIn(value.getBytes(UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"del", "del_", "\"del-", "\"DEL_"})
    void it_is_there_whole_or_not_at_all(String value) {
        assertThat(ID.isIn(value.getBytes(UTF_8))).isFalse();
    }

    @Test
    void a_tombstone_holds_none() {
        assertThat(ID.isIn(null)).isFalse();
    }
}
