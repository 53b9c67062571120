package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.GroupEvent;
import dev.mandate.events.identity.ProvisioningAct;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvisioningNarratorTest {
    private static final Actor DIRECTORY = new Actor("cli_1", "cli_1", List.of());

    @Test
    void a_group_that_an_identity_provider_keeps_is_told_with_how_many_it_has() {
        var narrator = new IdentityNarrator(null, new Doer(Actor::toString));
        var row = narrator.group(new GroupEvent.Provisioned(
                "grp_1", ProvisioningAct.CREATED, "Sales", 7, List.of(), List.of(), DIRECTORY));
        assertThat(row.summary()).endsWith(" created the group Sales (grp_1) by SCIM: 7 members");
        assertThat(row.subject()).isEqualTo("grp_1");
    }
}
