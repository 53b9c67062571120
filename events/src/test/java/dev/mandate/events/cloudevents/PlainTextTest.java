package dev.mandate.events.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void what_is_not_plain_is_seen_and_does_nothing() {
        Map.of(
                        "pay\nAda Abel was allowed everything", "pay\\u000aAda Abel was allowed everything",
                        "\u001b[2Jgone", "\\u001b[2Jgone",
                        "invoice\u202egpj.exe", "invoice\\u202egpj.exe",
                        "half \ud83d", "half \\ud83d",
                        "unseen\udb40\udc41", "unseen\\u{e0041}")
                .forEach((text, shown) -> {
                    assertThat(PlainText.is(text)).isFalse();
                    assertThat(PlainText.shown(text)).isEqualTo(shown);
                    assertThat(PlainText.is(shown)).isTrue();
                });
    }

    @Test
    void what_is_plain_stays_as_it_is() {
        var text = "Zoë reads 漢字, می\u200cخواهم and 😀";
        assertThat(PlainText.shown(text)).isSameAs(text);
    }

    @Test
    void nothing_in_a_quotation_ends_it() {
        assertThat(PlainText.quoted("a”. He agreed to “b")).isEqualTo("“a\". He agreed to \"b”");
        assertThat(PlainText.quoted("a”\n", 20)).isEqualTo("“a\"\\u000a”");
    }

    @Test
    void of_a_long_one_its_beginning_is_quoted_in_whole_characters() {
        assertThat(PlainText.quoted("recipient", 9)).isEqualTo("“recipient”");
        assertThat(PlainText.quoted("recipients", 9)).isEqualTo("“recipient…”");
        assertThat(PlainText.quoted("abc😀", 4)).isEqualTo("“abc\\ud83d…”");
        assertThat(PlainText.quoted("abc\n", 4)).isEqualTo("“abc\\…”");
    }
}
