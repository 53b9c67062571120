package dev.mandate.lifecycle.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.GovernanceEvent.CatalogChange;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntryChangeTest {
    private static final CatalogAct BY_ADMIN =
            new CatalogAct(new Actor("admin", "admin", List.of()), false, "it sends outside");

    @Test
    void what_changed_is_told_by_name_and_never_whole() {
        var before = tool(1, false, Set.of(), Map.of("type", "object"));
        var after = tool(2, false, Set.of(ToolLabel.EGRESS), Map.of("type", "object", "title", "x".repeat(100_000)));
        var fact = new EntryChange(before, after).fact(BY_ADMIN);
        assertThat(fact.change()).isEqualTo(CatalogChange.CHANGED);
        assertThat(fact.members()).containsExactlyInAnyOrder("labels", "argumentsSchema");
        assertThat(fact.entry()).isEqualTo("tool:mail.send");
        assertThat(fact.revision()).isEqualTo(2);
        assertThat(fact.by()).isEqualTo(BY_ADMIN.by());
        assertThat(fact.reason()).isEqualTo("it sends outside");
    }

    @Test
    void an_entry_comes_goes_and_comes_back() {
        var there = tool(1, false, Set.of(), Map.of());
        var gone = tool(2, true, Set.of(), Map.of());
        var back = tool(3, false, Set.of(), Map.of());
        assertThat(change(null, there)).isEqualTo(CatalogChange.CREATED);
        assertThat(change(there, gone)).isEqualTo(CatalogChange.DELETED);
        assertThat(change(gone, back)).isEqualTo(CatalogChange.CREATED);
    }

    private static CatalogChange change(Tool before, Tool after) {
        return new EntryChange(before, after).fact(BY_ADMIN).change();
    }

    private static Tool tool(long revision, boolean deleted, Set<ToolLabel> labels, Map<String, Object> schema) {
        return new Tool("mail.send", revision, deleted, "Send a mail", "mail", labels, schema);
    }
}
