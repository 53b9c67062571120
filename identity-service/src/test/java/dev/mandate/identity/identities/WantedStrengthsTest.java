package dev.mandate.identity.identities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WantedStrengthsTest {
    private static final Instant NOW = Instant.parse("2027-01-01T12:00:00Z");

    private final WantedStrengths wanted =
            new WantedStrengths(Map.of("finance-approver", Strength.PHR, "clerk", Strength.MFA));

    @Test
    void of_several_roles_the_one_counts_that_wants_most() {
        assertThat(wanted.of(Set.of("clerk", "finance-approver", "guest"))).isEqualTo(Strength.PHR);
        assertThat(wanted.of(Set.of("clerk"))).isEqualTo(Strength.MFA);
        assertThat(wanted.of(Set.of("guest"))).isEqualTo(Strength.NONE);
        assertThat(wanted.most()).isEqualTo(Strength.PHR);
        assertThat(new WantedStrengths(Map.of()).most()).isEqualTo(Strength.NONE);
    }

    @Test
    void which_roles_somebody_holds_is_in_doubt_once_nobody_has_told_for_too_long() {
        var within = Duration.ofMinutes(1);
        assertThat(WantedStrengths.isDoubted(NOW.minusSeconds(60), within, NOW)).isFalse();
        assertThat(WantedStrengths.isDoubted(NOW.minusSeconds(61), within, NOW)).isTrue();
        assertThat(WantedStrengths.isDoubted(Instant.EPOCH, within, NOW))
                .as("never told")
                .isTrue();
    }

    @Test
    void a_role_that_there_is_not_is_known_for_it() {
        assertThat(wanted.strangers(Set.of("clerk", "finance-aprover"))).containsExactly("finance-approver");
    }

    @Test
    void a_role_of_mandate_itself_has_a_setting_of_its_own() {
        assertThatThrownBy(() -> new WantedStrengths(Map.of("mandate-administrator", Strength.PHR)))
                .hasMessageContaining("mandate.role-strength.administrator");
    }

    @Test
    void the_record_is_told_which_roles_want_what() {
        var change = wanted.asChange(Map.of("mandate-administrator", Strength.MFA, "mandate-approver", Strength.NONE));
        assertThat(change.summary()).isEqualTo("want a stronger sign-in of whoever holds 3 roles");
        assertThat(change.touches())
                .containsExactly("clerk: MFA", "finance-approver: PHR", "mandate-administrator: MFA");
        assertThat(change.digest())
                .isNotEqualTo(new WantedStrengths(Map.of()).asChange(Map.of()).digest());
    }
}
