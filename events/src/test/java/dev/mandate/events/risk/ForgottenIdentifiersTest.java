package dev.mandate.events.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.risk.ForgottenIdentifiers.Forgotten;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForgottenIdentifiersTest {
    private static ForgottenIdentifiers links(int count) {
        return ForgottenIdentifiers.NOTHING.plus(IntStream.range(0, count)
                .mapToObj(i -> new Forgotten(i + ".shown.example/page", i + ".shown.example", null))
                .toList());
    }

    @Test
    void what_was_forgotten_is_found_whatever_was_forgotten_since() {
        var forgotten = ForgottenIdentifiers.NOTHING.plus(List.of(new Forgotten("mallory@evil.example", null, null)));
        for (int i = 0; i < 100; i++)
            forgotten = forgotten.plus(List.of(new Forgotten(i + "@shown.example", null, null)));
        assertThat(forgotten.mayHold("mallory@evil.example")).isTrue();
    }

    @Test
    void of_what_was_not_forgotten_one_in_a_hundred_is_taken_for_it_after_a_thousand_links() {
        var forgotten = links(1_000);
        var mistaken = IntStream.range(0, 10_000)
                .filter(i -> forgotten.mayHold("nobody" + i + "@own.example"))
                .count();
        assertThat(mistaken).isLessThan(300);
        assertThat(ForgottenIdentifiers.NOTHING.mayHold("nobody@own.example")).isFalse();
    }

    @Test
    void a_site_is_found_by_itself_by_what_is_below_it_and_by_what_is_above_it() {
        var forgotten =
                ForgottenIdentifiers.NOTHING.plus(List.of(new Forgotten("in.evil.example/a", "in.evil.example", null)));
        assertThat(List.of("in.evil.example", "deep.in.evil.example", "evil.example"))
                .allMatch(forgotten::mayHoldSiteOf);
        assertThat(List.of("out.evil.example", "own.example", "vil.example")).noneMatch(forgotten::mayHoldSiteOf);
    }

    @Test
    void it_is_the_same_when_it_was_written_and_read() throws Exception {
        var forgotten = links(100);
        var json = EventJson.mapper().writeValueAsString(forgotten);
        assertThat(json.length()).isLessThan(6 * 1024);
        assertThat(EventJson.mapper().readValue(json, ForgottenIdentifiers.class))
                .isEqualTo(forgotten);
    }
}
