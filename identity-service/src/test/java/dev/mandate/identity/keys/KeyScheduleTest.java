package dev.mandate.identity.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyScheduleTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TURN = START.plus(Duration.ofDays(30));

    private final KeySchedule schedule = lasting(Duration.ofHours(12));
    private final SigningKeyRow first = key("first", START);
    private final SigningKeyRow second = key("second", TURN);

    @Test
    void the_first_key_signs_at_once() {
        assertThat(schedule.nextSignsFrom(List.of(), START)).contains(START);
    }

    @Test
    void the_next_key_is_made_an_hour_before_it_signs_and_only_once() {
        assertThat(schedule.nextSignsFrom(List.of(first), TURN.minusSeconds(3601)))
                .isEmpty();
        assertThat(schedule.nextSignsFrom(List.of(first), TURN.minusSeconds(3600)))
                .contains(TURN);
        assertThat(schedule.nextSignsFrom(List.of(first, second), TURN)).isEmpty();
    }

    @Test
    void each_algorithm_has_keys_of_its_own() {
        assertThat(schedule.toMake(List.of(first), START))
                .isEqualTo(Map.of(SigningAlgorithm.RS256, START, SigningAlgorithm.EDDSA, START));
        second.algorithm = SigningAlgorithm.RS256;
        var rows = List.of(first, second);
        assertThat(schedule.toDelete(rows, TURN.plus(Duration.ofDays(365)))).isEmpty();
        assertThat(schedule.toMake(rows, TURN)).containsOnlyKeys(SigningAlgorithm.ES256, SigningAlgorithm.EDDSA);
    }

    @Test
    void a_key_that_comes_late_is_known_for_an_hour_all_the_same() {
        assertThat(schedule.nextSignsFrom(List.of(first), TURN.plusSeconds(7))).contains(TURN.plusSeconds(3607));
    }

    @Test
    void a_key_stays_until_its_last_token_has_expired_by_any_clock() {
        var rows = List.of(first, second);
        assertThat(schedule.toDelete(rows, TURN.plusSeconds(359))).isEmpty();
        assertThat(schedule.toDelete(rows, TURN.plusSeconds(360))).containsExactly(first);
        assertThat(schedule.toDelete(List.of(first), TURN.plus(Duration.ofDays(365))))
                .isEmpty();
    }

    @Test
    void a_retired_key_signs_no_more_and_is_forgotten_a_day_later() {
        first.retire(TURN);
        var rows = List.of(first, second);
        assertThat(schedule.toDelete(rows, TURN.plusSeconds(3600))).isEmpty();
        assertThat(schedule.toForget(rows, TURN.plus(Duration.ofHours(23)))).isEmpty();
        assertThat(schedule.toForget(rows, TURN.plus(Duration.ofHours(24)))).containsExactly(first);
        assertThat(first.state().jwk()).isEmpty();
        assertThat(first.privateSealed).isNull();
        assertThat(KeySchedule.retired(rows)).containsExactly(first);
    }

    @Test
    void it_is_kept_for_hints_as_long_as_a_sign_in_lasts_unless_it_is_revoked() {
        first.retire(TURN);
        var longer = lasting(Duration.ofDays(7));
        assertThat(longer.toForget(List.of(first), TURN.plus(Duration.ofDays(7)).minusSeconds(1)))
                .isEmpty();
        assertThat(longer.toForget(List.of(first), TURN.plus(Duration.ofDays(7))))
                .containsExactly(first);
        second.revoke(TURN);
        assertThat(KeySchedule.retired(List.of(second))).isEmpty();
        assertThat(second.privateSealed).isNull();
    }

    @Test
    void a_key_that_would_sign_before_everyone_knows_it_is_a_wrong_configuration() {
        assertThatThrownBy(() -> schedule(Duration.ofDays(30), Duration.ofSeconds(59), Duration.ofHours(12)))
                .hasMessageContaining("mandate.key-publication-lead");
        assertThatThrownBy(() -> schedule(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(12)))
                .hasMessageContaining("mandate.key-rotation-period");
    }

    private static KeySchedule lasting(Duration signIn) {
        return schedule(Duration.ofDays(30), Duration.ofHours(1), signIn);
    }

    private static KeySchedule schedule(Duration period, Duration lead, Duration signIn) {
        return new KeySchedule(period, lead, Duration.ofMinutes(5), signIn);
    }

    private static SigningKeyRow key(String id, Instant signsFrom) {
        var row = new SigningKeyRow();
        row.id = id;
        row.algorithm = SigningAlgorithm.ES256;
        row.revision = 1;
        row.publicJwk = "{\"kty\":\"EC\"}";
        row.privateSealed = new byte[1];
        row.signsFrom = signsFrom;
        return row;
    }
}
