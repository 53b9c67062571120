package dev.mandate.events.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.ids.GrantId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MandateRoleTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @Test
    void who_only_investigates_stands_for_no_change_of_others() {
        assertThat(MandateRole.mayApprove(List.of(granted(MandateRole.INVESTIGATOR)), NOW))
                .isFalse();
        assertThat(MandateRole.mayApprove(List.of(granted(MandateRole.APPROVER)), NOW))
                .isTrue();
        assertThat(MandateRole.mayApprove(
                        List.of(granted(MandateRole.INVESTIGATOR), granted(MandateRole.ADMINISTRATOR)), NOW))
                .isTrue();
    }

    private static Grant granted(MandateRole role) {
        return new Grant(
                GrantId.next(),
                role.id(),
                Grant.Kind.GRANTED,
                NOW.minusSeconds(60),
                NOW.plusSeconds(60),
                "test",
                null,
                null);
    }
}
