package dev.mandate.authz.engine.entities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.cedar.BoolValue;
import dev.mandate.authz.engine.cedar.DatetimeValue;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.RecordValue;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.DevicePosture;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CedarViewTest {
    private static final EntityUid CALLING = new EntityUid(CedarNames.ACTION, "email.send");
    private static final EntityUid ITSELF = new EntityUid(CedarNames.TOOL, "email.send");

    private final Directory directory = Directory.empty();

    @Test
    void a_tool_that_is_registered_anew_has_its_new_labels_and_application_from_then_on() {
        directory.catalogue().apply(tool(1, false, "mail", ToolLabel.EGRESS));
        assertThat(ancestors(CALLING)).contains(CedarNames.CALL, CedarNames.group(ToolLabel.EGRESS));
        assertThat(ancestors(ITSELF)).containsExactly(new EntityUid(CedarNames.APPLICATION, "mail"));

        directory.catalogue().apply(tool(2, false, "post", ToolLabel.MONEY));
        assertThat(ancestors(CALLING)).containsExactlyInAnyOrder(CedarNames.CALL, CedarNames.group(ToolLabel.MONEY));
        assertThat(ancestors(ITSELF)).containsExactly(new EntityUid(CedarNames.APPLICATION, "post"));
    }

    @Test
    void a_tool_that_is_deleted_forgotten_or_unreadable_is_in_no_group() {
        directory.catalogue().apply(tool(1, false, "mail", ToolLabel.EGRESS));
        directory.catalogue().unreadable("tool:email.send");
        assertGone();
        directory.catalogue().apply(tool(2, false, "mail", ToolLabel.EGRESS));
        assertThat(ancestors(CALLING)).contains(CedarNames.CALL);
        directory.catalogue().apply(tool(3, true, "mail", ToolLabel.EGRESS));
        assertGone();
        directory.catalogue().apply(tool(4, false, "mail", ToolLabel.EGRESS));
        directory.catalogue().forget("tool:email.send");
        assertGone();
    }

    @Test
    void what_was_told_of_somebodys_device_is_known_until_its_time_is_over() {
        var id = new IdentityId("per_ada");
        directory
                .access()
                .apply(
                        "per_ada",
                        new AccessState(
                                id,
                                1,
                                false,
                                AccessState.Employment.ACTIVE,
                                1,
                                Instant.EPOCH,
                                "e-1",
                                new WorkerAttributes("Ada", "Example", null, "sales", "Analyst", "NO", null),
                                List.of()));
        assertThat(person(Instant.EPOCH).attribute("device")).isNull();
        var until = Instant.EPOCH.plusSeconds(60);
        directory
                .identities()
                .apply(
                        "per_ada",
                        IdentityState.person(id, "Ada")
                                .employeeId("e-1")
                                .device(new DevicePosture(false, "https://mdm.example", Instant.EPOCH, until))
                                .build());
        assertThat(person(Instant.EPOCH).attribute("device"))
                .isEqualTo(new RecordValue(Map.of(
                        "compliant",
                        BoolValue.of(false),
                        "source",
                        CedarValues.text("https://mdm.example"),
                        "at",
                        new DatetimeValue(0))));
        assertThat(person(until).attribute("device")).isNull();
    }

    private PersonEntity person(Instant at) {
        return new CedarView(directory, at).person("per_ada");
    }

    private void assertGone() {
        assertThat(ancestors(CALLING)).isEmpty();
        assertThat(view().get(ITSELF)).isNull();
    }

    private Set<EntityUid> ancestors(EntityUid uid) {
        return view().get(uid).ancestors();
    }

    private CedarView view() {
        return new CedarView(directory, Instant.EPOCH);
    }

    private static Tool tool(long revision, boolean deleted, String application, ToolLabel label) {
        return new Tool("email.send", revision, deleted, "email.send", application, Set.of(label), Map.of());
    }
}
