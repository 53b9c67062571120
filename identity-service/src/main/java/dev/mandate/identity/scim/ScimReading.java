package dev.mandate.identity.scim;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.scim.ScimStore.Membership;
import dev.mandate.identity.scim.ScimStore.Narrowed;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a client keeps here, for itself. Every method needs a session. */
@ApplicationScoped
class ScimReading {
    /** As many are looked at, one after the other, for a filter that no index helps. */
    static final int MOST_SCANNED = 5_000;

    private final ScimStore store;
    private final Identities identities;

    ScimReading(ScimStore store, Identities identities) {
        this.store = store;
        this.identities = identities;
    }

    /** @param total of all pages */
    record Found(List<Kept> kept, long total) {}

    Uni<Optional<Kept>> find(String client, ScimKind kind, String id) {
        return store.of(client, kind, id)
                .chain(row -> kept(kind, row.stream().toList()))
                .map(all -> all.stream().findFirst());
    }

    Uni<Found> page(String client, ScimKind kind, int from, int count) {
        return store.countOf(client, kind, null)
                .chain(total -> store.page(client, kind, null, from, count)
                        .chain(rows -> kept(kind, rows))
                        .map(kept -> new Found(kept, total)));
    }

    /** All for which a filter may hold, who then looks at each; refused where they are more than are looked at. */
    Uni<Result<List<Kept>, ScimRefusal>> candidates(String client, ScimKind kind, @Nullable Narrowed narrowed) {
        return store.countOf(client, kind, narrowed).chain(total -> {
            if (total > MOST_SCANNED)
                return Result.nowRefused(new ScimRefusal(
                        ScimRefusal.Why.TOO_MANY,
                        "compare id, externalId or the user name by eq: there are more than " + MOST_SCANNED
                                + " to look at otherwise"));
            return store.page(client, kind, narrowed, 0, MOST_SCANNED)
                    .chain(rows -> kept(kind, rows))
                    .map(Result::done);
        });
    }

    Uni<List<Kept>> kept(ScimKind kind, List<ScimRow> rows) {
        var ids = rows.stream().map(row -> row.id).toList();
        return switch (kind) {
            case GROUP ->
                store.membersOf(ids)
                        .map(all -> kept(
                                rows,
                                related(all, Membership::group, it -> new Kept.Related(it.member(), null)),
                                Map.of()));
            case USER -> groupsOf(ids).map(groups -> kept(rows, groups, Map.of()));
            case AGENT ->
                identities
                        .all(ids.stream().map(IdentityId::new).toList())
                        .map(states -> states.stream()
                                .collect(Collectors.toMap(it -> it.identity().value(), Function.identity())))
                        .map(states -> kept(rows, Map.of(), states));
        };
    }

    private Uni<Map<String, List<Kept.Related>>> groupsOf(List<String> ids) {
        return store.groupsOf(ids)
                .chain(all -> store.list(
                                "id IN ?1",
                                all.stream().map(Membership::group).distinct().toList())
                        .map(groups -> groups.stream()
                                .collect(Collectors.toMap(
                                        it -> it.id,
                                        it -> it.content().path("displayName").asText())))
                        .map(names -> related(
                                all, Membership::member, it -> new Kept.Related(it.group(), names.get(it.group())))));
    }

    private static Map<String, List<Kept.Related>> related(
            List<Membership> all, Function<Membership, String> of, Function<Membership, Kept.Related> related) {
        return all.stream().collect(Collectors.groupingBy(of, Collectors.mapping(related, Collectors.toList())));
    }

    private static List<Kept> kept(
            List<ScimRow> rows, Map<String, List<Kept.Related>> related, Map<String, IdentityState> states) {
        return rows.stream()
                .map(row -> new Kept(row, related.getOrDefault(row.id, List.of()), states.get(row.id)))
                .toList();
    }
}
