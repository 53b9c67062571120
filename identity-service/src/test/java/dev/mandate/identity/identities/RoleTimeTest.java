package dev.mandate.identity.identities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoleTimeTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private final RoleTime over = new RoleTime("sales", NOW.minusSeconds(60), NOW);
    private final RoleTime lasting = new RoleTime("staff", NOW.minusSeconds(60), null);
    private final RoleTime ahead = new RoleTime("board", NOW.plusSeconds(60), null);

    @Test
    void tokens_have_what_counts_now() {
        assertThat(RoleTime.groups(List.of(over, lasting, ahead), NOW)).containsExactly("staff");
    }

    /** Lifecycle's sweep tells of him without it once its time is over: that is another answer than before, so that receivers hear of it. */
    @Test
    void a_role_whose_time_is_over_is_what_tokens_said_until_he_is_told_of_without_it() {
        assertThat(RoleTime.told(List.of(over, lasting, ahead), NOW))
                .containsExactly("sales", "staff")
                .isNotEqualTo(RoleTime.groups(List.of(lasting, ahead), NOW));
    }
}
