package dev.mandate.cli.hr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.hr.HrEvent;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkforceTest {
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    private final List<FeedEvent> year = Workforce.year("", 7, 1000, START);

    @Test
    void the_same_seed_gives_the_same_year() {
        assertThat(Workforce.year("", 7, 1000, START)).isEqualTo(year);
        assertThat(Workforce.year("", 8, 1000, START)).isNotEqualTo(year);
    }

    @Test
    void joiners_movers_leavers_and_rehires_are_all_in_it() {
        assertThat(year.stream()
                        .<Class<?>>map(delivery -> delivery.event().getClass())
                        .distinct())
                .containsExactlyInAnyOrder(
                        HrEvent.Joined.class, HrEvent.Moved.class, HrEvent.Left.class, HrEvent.Rehired.class);
    }

    @Test
    void some_come_twice_and_some_after_what_followed_them() {
        var ids = new HashSet<String>();
        assertThat(year).anyMatch(delivery -> !ids.add(delivery.id()));
        assertThat(year).anyMatch(this::isOvertaken);
    }

    private boolean isOvertaken(FeedEvent delivery) {
        return year.subList(0, year.indexOf(delivery)).stream()
                .anyMatch(earlier ->
                        earlier.event().employeeId().equals(delivery.event().employeeId())
                                && earlier.event().sequence() > delivery.event().sequence());
    }
}
