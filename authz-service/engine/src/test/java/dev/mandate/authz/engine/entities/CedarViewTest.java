package dev.mandate.authz.engine.entities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import java.time.Instant;
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
