package dev.mandate.audit.engine.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.risk.ProfileTally;
import dev.mandate.events.risk.ProfileTally.Aspect;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TalliesTest {
    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");

    private static ProfileTally counted(ProfileTally before, String kind, Instant at) {
        var entry = ProfileSample.entry(Aspect.TOOL, "mail.send", kind);
        return Tallies.plus(before, new ProfileSample("agt_first", kind, at, List.of(entry)), entry);
    }

    @Test
    void sessions_are_counted_by_kind_of_task() {
        var tally = counted(counted(counted(null, "order", NOW), "order", NOW), "travel", NOW);
        assertThat(tally.sessions()).containsEntry("order", 2.0).containsEntry("travel", 1.0);
        assertThat(tally.revision()).isEqualTo(3);
    }

    @Test
    void a_session_counts_half_after_thirty_days() {
        var later = counted(counted(null, "order", NOW), "travel", NOW.plus(Duration.ofDays(30)));
        assertThat(later.sessions().get("order")).isCloseTo(0.5, within(0.001));
    }

    @Test
    void what_has_faded_is_forgotten() {
        var later = counted(counted(null, "order", NOW), "travel", NOW.plus(Duration.ofDays(200)));
        assertThat(later.sessions()).containsOnlyKeys("travel");
    }

    @Test
    void a_session_from_the_past_does_not_turn_the_clock_back() {
        var tally = counted(counted(null, "order", NOW), "order", NOW.minus(Duration.ofDays(90)));
        assertThat(tally.at()).isEqualTo(NOW);
    }

    @Test
    void however_many_kinds_of_task_there_are_the_tally_stays_small() {
        ProfileTally tally = null;
        for (int kind = 0; kind < 1000; kind++) tally = counted(tally, "kind" + kind, NOW);
        assertThat(tally.sessions()).hasSize(128);
    }

    @Test
    void a_tally_forgets_the_rarest_before_it_outgrows_its_topic() throws Exception {
        ProfileTally tally = null;
        for (int session = 0; session < 4; session++) {
            int its = session;
            var shown = IntStream.range(0, 128)
                    .mapToObj(i -> i == 0 ? ProfileSample.ALL : "😀".repeat(80) + i + "-" + its)
                    .toList();
            tally = Tallies.plus(
                    tally,
                    new ProfileSample("agt_a", "kind", NOW, List.of()),
                    new ProfileSample.Entry(ProfileTally.Aspect.SHOWN, "reading", shown));
        }
        assertThat(EventJson.mapper().writeValueAsBytes(tally).length)
                .isLessThan(TopicCatalogue.RISK_PROFILES.maxBytes());
        assertThat(tally.sessions()).containsEntry(ProfileSample.ALL, 4.0).hasSizeGreaterThan(50);
    }
}
