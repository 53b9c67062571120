package dev.mandate.identity.scim;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.scim.ScimStore.Membership;
import dev.mandate.identity.scim.ScimStore.Narrowed;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
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

    /** As much is read for it, of all of them. */
    static final long MOST_BYTES_SCANNED = 32 * 1024 * 1024;

    /** What is in memory of them at the same time, about; one that is larger comes alone. */
    static final long MOST_BYTES = 512 * 1024;

    private final ScimStore store;
    private final Identities identities;

    ScimReading(ScimStore store, Identities identities) {
        this.store = store;
        this.identities = identities;
    }

    /** @param total of all pages */
    record Found(List<ScimEntry> kept, long total) {}

    Uni<Optional<ScimEntry>> find(String client, ScimKind kind, String id) {
        return store.of(client, kind, id)
                .chain(row -> ofRows(kind, row.stream().toList()))
                .map(all -> all.stream().findFirst());
    }

    /** As many of them as there is room for, at least one where there are any. */
    Uni<Found> page(String client, ScimKind kind, int from, int count) {
        return store.countOf(client, kind, null)
                .chain(total -> store.weights(client, kind, null, "", from, count)
                        .chain(weights -> kept(kind, weights))
                        .map(kept -> new Found(kept, total)));
    }

    /** Refused where those for which a filter may hold are more than are looked at. */
    Uni<Result<Long, ScimRefusal>> scannable(String client, ScimKind kind, @Nullable Narrowed narrowed) {
        return store.countOf(client, kind, narrowed)
                .map(total -> total > MOST_SCANNED ? Result.refused(tooMany()) : Result.done(total));
    }

    static ScimRefusal tooMany() {
        return new ScimRefusal(
                ScimRefusal.Why.TOO_MANY,
                "compare id, externalId or the user name by eq: there are more than " + MOST_SCANNED + ", or "
                        + MOST_BYTES_SCANNED + " bytes, to look at otherwise");
    }

    /**
     * The next of those for which a filter may hold, for who then looks at each: as many as there is room for, none after the last.
     *
     * @param after id of the last of before, empty for the first of all
     */
    Uni<List<ScimEntry>> candidates(String client, ScimKind kind, @Nullable Narrowed narrowed, String after) {
        return store.weights(client, kind, narrowed, after, 0, ScimServer.MOST_RESULTS)
                .chain(weights -> kept(kind, weights));
    }

    private Uni<List<ScimEntry>> kept(ScimKind kind, List<ScimStore.Weight> weights) {
        var ids = new ArrayList<String>();
        var bytes = 0L;
        for (var weight : weights) {
            bytes += weight.bytes();
            if (!ids.isEmpty() && bytes > MOST_BYTES) break;
            ids.add(weight.id());
        }
        return store.all(ids).chain(rows -> ofRows(kind, rows));
    }

    Uni<List<ScimEntry>> ofRows(ScimKind kind, List<ScimRow> rows) {
        var ids = rows.stream().map(row -> row.id).toList();
        return switch (kind) {
            case GROUP -> membersOf(ids).map(members -> kept(rows, members, Map.of()));
            case USER -> groupsOf(ids).map(groups -> kept(rows, groups, Map.of()));
            case AGENT ->
                identities
                        .all(ids.stream().map(IdentityId::new).toList())
                        .map(states -> states.stream()
                                .collect(Collectors.toMap(it -> it.identity().value(), Function.identity())))
                        .map(states -> kept(rows, Map.of(), states));
        };
    }

    private Uni<Map<String, List<ScimEntry.Related>>> membersOf(List<String> ids) {
        return store.membersOf(ids)
                .chain(all -> store.namesOf(
                                all.stream().map(Membership::member).distinct().toList())
                        .map(names -> related(
                                all,
                                Membership::group,
                                it -> new ScimEntry.Related(it.member(), names.get(it.member())))));
    }

    private Uni<Map<String, List<ScimEntry.Related>>> groupsOf(List<String> ids) {
        return store.groupsOf(ids)
                .chain(all -> store.namesOf(
                                all.stream().map(Membership::group).distinct().toList())
                        .map(names -> related(
                                all,
                                Membership::member,
                                it -> new ScimEntry.Related(it.group(), names.get(it.group())))));
    }

    private static Map<String, List<ScimEntry.Related>> related(
            List<Membership> all, Function<Membership, String> of, Function<Membership, ScimEntry.Related> related) {
        return all.stream().collect(Collectors.groupingBy(of, Collectors.mapping(related, Collectors.toList())));
    }

    private static List<ScimEntry> kept(
            List<ScimRow> rows, Map<String, List<ScimEntry.Related>> related, Map<String, IdentityState> states) {
        return rows.stream()
                .map(row -> new ScimEntry(row, related.getOrDefault(row.id, List.of()), states.get(row.id)))
                .toList();
    }
}
