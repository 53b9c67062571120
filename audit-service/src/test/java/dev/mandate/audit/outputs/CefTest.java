package dev.mandate.audit.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CefTest {
    @ParameterizedTest
    @CsvSource({"=,\\=", "\\,\\\\", "\uD83D\uDE00,''"})
    void a_long_text_ends_with_a_whole_character(String last, String asItEnds) {
        var before = "a".repeat(1022);
        assertThat(Cef.of(Told.finding("fnd_1", before + last + "b").envelope().data()))
                .contains("msg=" + before + asItEnds + " suser=");
    }
}
