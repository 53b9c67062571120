package dev.mandate.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TypedTimeTest {
    @Test
    void it_is_a_day_or_an_instant() {
        assertThat(TypedTime.of("2026-09-01")).isEqualTo("2026-09-01T00:00:00Z");
        assertThat(TypedTime.of("2026-09-01T12:00:00Z")).isEqualTo("2026-09-01T12:00:00Z");
    }

    @Test
    void one_that_is_none_is_told_how_it_is_written() {
        for (var wrong : new String[] {"September", "tomorrow", "2026-09-01T12:00", ""})
            assertThatThrownBy(() -> TypedTime.of(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("such as 2027-03-31");
    }
}
