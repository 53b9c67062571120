package dev.mandate.lifecycle.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.Entitlement;
import dev.mandate.events.lifecycle.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");
    private static final Duration YEAR = Duration.ofDays(366);

    @ParameterizedTest
    @EnumSource(names = "BIRTHRIGHT", mode = EnumSource.Mode.EXCLUDE)
    void whatever_it_goes_back_to_it_has_an_end(Origin.Kind kind) {
        assertThat(asked(kind, null, null)).isEqualTo(GrantRefusal.NO_END);
        assertThat(asked(kind, null, NOW.plusSeconds(60))).isNull();
    }

    @Test
    void it_lasts_for_a_year_at_most_from_its_beginning_on() {
        assertThat(asked(Origin.Kind.REQUEST, null, NOW.plus(YEAR))).isNull();
        assertThat(asked(Origin.Kind.REQUEST, null, NOW.plus(YEAR).plusMillis(1)))
                .isEqualTo(GrantRefusal.END_TOO_FAR);
        var later = NOW.plus(Duration.ofDays(30));
        assertThat(asked(Origin.Kind.REQUEST, later, later.plus(YEAR))).isNull();
        assertThat(asked(Origin.Kind.REQUEST, NOW.plus(YEAR).plusMillis(1), NOW.plus(YEAR.multipliedBy(2))))
                .isEqualTo(GrantRefusal.BAD_BEGINNING);
    }

    @Test
    void an_emergency_is_over_in_a_day() {
        var day = Duration.ofHours(24);
        assertThat(asked(Origin.Kind.EMERGENCY, null, NOW.plus(day))).isNull();
        assertThat(asked(Origin.Kind.EMERGENCY, null, NOW.plus(day).plusMillis(1)))
                .isEqualTo(GrantRefusal.EMERGENCY_TOO_LONG);
    }

    @Test
    void an_end_is_ahead_and_after_the_beginning() {
        assertThat(asked(Origin.Kind.ADMINISTRATOR, null, NOW)).isEqualTo(GrantRefusal.END_NOT_AHEAD);
        assertThat(asked(Origin.Kind.ADMINISTRATOR, NOW.plusSeconds(60), NOW.plusSeconds(60)))
                .isEqualTo(GrantRefusal.END_BEFORE_BEGINNING);
    }

    @Test
    void nobody_gives_a_birthright() {
        assertThat(asked(Origin.Kind.BIRTHRIGHT, null, NOW.plusSeconds(60))).isEqualTo(GrantRefusal.BIRTHRIGHT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\nlines", "turned \u202e around", "\u001b[2J"})
    void what_people_are_shown_reads_as_it_is_written(String text) {
        assertThat(refusal(request(text, "INC-7"))).isEqualTo(GrantRefusal.UNFIT_REASON);
        if (!text.isBlank()) assertThat(refusal(request("year end", text))).isEqualTo(GrantRefusal.UNFIT_REFERENCE);
    }

    private static @Nullable GrantRefusal asked(Origin.Kind kind, @Nullable Instant from, @Nullable Instant until) {
        return refusal(request(new Origin(kind, "INC-7"), "year end", from, until));
    }

    private static @Nullable GrantRefusal refusal(GrantRequest request) {
        return GrantRules.against(request, NOW).orElse(null);
    }

    private static GrantRequest request(String reason, String reference) {
        return request(new Origin(Origin.Kind.IMPORT, reference), reason, null, NOW.plusSeconds(60));
    }

    private static GrantRequest request(Origin origin, String reason, @Nullable Instant from, @Nullable Instant until) {
        return new GrantRequest(
                new IdentityId("per_ada"),
                Entitlement.role("auditor"),
                origin,
                new Actor("admin", "admin", List.of()),
                reason,
                from,
                until);
    }
}
