package dev.mandate.audit.publishing;

import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.messaging.publishing.ArtifactStore;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@Singleton
class RuleStore extends ArtifactStore<RuleRow, RuleVersionRow, RuleChangeRow> {
    RuleStore() {
        super(RuleRow.class, RuleVersionRow.class, RuleChangeRow.class);
    }

    /** Makes the rule if nobody has; null if another one has its name. */
    Uni<@Nullable RuleRow> lockedOrNew(String id, String name) {
        return lockedOrNew(
                id,
                "insert into risk_rule (id, name) values (:id, :name) on conflict do nothing",
                Map.of("id", id, "name", name));
    }

    /** By id or name; null if there is none. */
    Uni<@Nullable RuleRow> called(String rule) {
        return called(rule, "from RuleRow", RuleRow.class);
    }

    /** As {@link #called}, without reading what may have to be locked first. */
    Uni<@Nullable String> idOf(String rule) {
        return called(rule, "select id from RuleRow", String.class);
    }

    private static <T> Uni<@Nullable T> called(String rule, String selection, Class<T> type) {
        if (!WholeText.is(rule)) return Uni.createFrom().nullItem();
        return session(session -> session.createSelectionQuery(
                        selection + " where id = :rule or name = :rule order by case when id = :rule then 0 else 1 end",
                        type)
                .setParameter("rule", rule)
                .setMaxResults(1)
                .getSingleResultOrNull());
    }
}
