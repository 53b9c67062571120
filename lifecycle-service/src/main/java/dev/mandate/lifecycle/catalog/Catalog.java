package dev.mandate.lifecycle.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.GovernanceEvent;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.paging.PageRequest;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The catalogue: one writer at a time, each write checked against the whole. */
@ApplicationScoped
public class Catalog {
    private static final Duration UNTIL_FORGOTTEN = Duration.ofDays(1);

    private final CatalogStore store;
    private final RoleChanges roleChanges;
    private final Outbox outbox;
    private final InstantSource clock;

    Catalog(CatalogStore store, RoleChanges roleChanges, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.roleChanges = roleChanges;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Until the transaction ends the catalogue stays as it is. */
    public Uni<Void> hold() {
        return store.lockForReading();
    }

    /** Roles that exist. */
    public Uni<List<CatalogEntry.Role>> roles() {
        return store.ofKind(Kind.ROLE)
                .map(entries ->
                        entries.stream().map(CatalogEntry.Role.class::cast).toList());
    }

    /** Empty where nobody registered it. */
    public Uni<Optional<CatalogEntry.Tool>> tool(String id) {
        return store.live(Kind.TOOL, id).map(found -> found.map(CatalogEntry.Tool.class::cast));
    }

    /** By id; as many as tell whether there is another page. */
    Uni<List<CatalogEntry>> entries(Kind kind, PageRequest page) {
        return store.part(kind, page);
    }

    /** Empty where there is none, or no more. */
    Uni<Optional<CatalogEntry>> entry(Kind kind, String id) {
        return store.live(kind, id);
    }

    /**
     * What a wish would change.
     *
     * @param stated every entry that was asked for, as it would be
     * @param changed those of them that would get a new revision
     */
    record Plan(Snapshot before, List<CatalogEntry> stated, List<CatalogEntry> changed) {}

    /** Until the transaction ends nobody else writes the catalogue. */
    Uni<Result<Plan, CatalogRefusal>> plan(CatalogWish wish) {
        return store.lockForWriting().chain(store::all).map(all -> {
            var before = new Snapshot(all);
            var gone = wish.gone();
            return gone == null
                    ? wish.wanted().then(wanted -> put(before, wanted))
                    : delete(before, gone.kind(), gone.id());
        });
    }

    /** All or nothing, each entry that changes with the fact of who changed it; in the transaction in which it was planned. */
    Uni<CatalogWrite> write(Plan plan, CatalogAct act) {
        return write(plan.before(), plan.changed(), act)
                .replaceWith(
                        () -> new CatalogWrite(plan.stated(), plan.changed().size()));
    }

    /** @param wanted by the JSON pointer under which the caller gave them; their revision is ignored */
    private static Result<Plan, CatalogRefusal> put(Snapshot before, Map<String, CatalogEntry> wanted) {
        var after = before.with(wanted.values());
        for (var entry : wanted.entrySet()) {
            var fault = CatalogRules.check(entry.getValue(), after);
            if (fault.isPresent())
                return Result.refused(CatalogRefusal.invalid(fault.get().within(entry.getKey())));
        }
        var changed = new ArrayList<CatalogEntry>();
        var stated = new ArrayList<CatalogEntry>();
        for (var entry : wanted.values()) {
            var known = before.any(entry.key());
            var next = known == null ? entry : withRevision(entry, known.revision());
            if (known != null && !known.deleted() && known.equals(next)) {
                stated.add(known);
            } else {
                var written = known == null ? entry : withRevision(entry, known.revision() + 1);
                stated.add(written);
                changed.add(written);
            }
        }
        return Result.done(new Plan(before, stated, changed));
    }

    /** The last revision says deleted and nothing else of what was there. */
    private static Result<Plan, CatalogRefusal> delete(Snapshot before, Kind kind, String id) {
        var live = before.live(kind, id);
        if (live.isEmpty()) return Result.refused(CatalogRefusal.unknown(kind, id));
        var fault = CatalogRules.checkDelete(live.get(), before);
        if (fault.isPresent()) return Result.refused(CatalogRefusal.inUse(fault.get()));
        var gone = gone(kind, live.get());
        return Result.done(new Plan(before, List.of(gone), List.of(gone)));
    }

    /** Sends tombstones for the next entries that were deleted a day ago, so that readers that were away for less saw it. */
    Uni<Integer> forgetDeleted(int limit) {
        var now = clock.instant();
        return store.forget(now.minus(UNTIL_FORGOTTEN), now, limit)
                .call(keys -> outbox.forget(CatalogEntry.FAMILY, keys))
                .map(List::size);
    }

    private Uni<Void> write(Snapshot before, Collection<CatalogEntry> changed, CatalogAct act) {
        if (changed.isEmpty()) return Uni.createFrom().voidItem();
        var facts = changed.stream()
                .map(entry -> new EntryChange(before.any(entry.key()), entry).fact(act))
                .toList();
        return store.save(changed, clock.instant())
                .chain(() -> outbox.publishAll(CatalogEntry.FAMILY, List.copyOf(changed)))
                .chain(() -> outbox.publishAll(GovernanceEvent.FAMILY, facts))
                .chain(() -> tell(before, changed));
    }

    private Uni<Void> tell(Snapshot before, Collection<CatalogEntry> changed) {
        var departments = new HashSet<String>();
        var roles = new HashSet<String>();
        for (var entry : changed) {
            if (!(entry instanceof CatalogEntry.Role role)) continue;
            var old = before.any(role.key()) instanceof CatalogEntry.Role known ? known : null;
            var was = old == null || old.deleted() ? List.<String>of() : old.birthrightDepartments();
            var is = role.deleted() ? List.<String>of() : role.birthrightDepartments();
            was.stream().filter(department -> !is.contains(department)).forEach(departments::add);
            is.stream().filter(department -> !was.contains(department)).forEach(departments::add);
            if (role.deleted()) roles.add(role.id());
        }
        return departments.isEmpty() && roles.isEmpty()
                ? Uni.createFrom().voidItem()
                : roleChanges.changed(departments, roles);
    }

    private static CatalogEntry withRevision(CatalogEntry entry, long revision) {
        ObjectNode node = EventJson.mapper().valueToTree(entry);
        return EventJson.mapper().convertValue(node.put("revision", revision), entry.getClass());
    }

    private static CatalogEntry gone(Kind kind, CatalogEntry entry) {
        var revision = entry.revision() + 1;
        var id = entry.id();
        return switch (kind) {
            case ROLE -> new CatalogEntry.Role(id, revision, true, id, List.of(), List.of());
            case APPLICATION -> new CatalogEntry.Application(id, revision, true, id);
            case TOOL ->
                new CatalogEntry.Tool(
                        id,
                        revision,
                        true,
                        id,
                        ((CatalogEntry.Tool) entry).application(),
                        java.util.Set.of(),
                        Map.of());
            case MODEL ->
                new CatalogEntry.Model(
                        id, revision, true, id, ((CatalogEntry.Model) entry).provider(), java.util.Set.of());
            case SURFACE -> new CatalogEntry.Surface(id, revision, true, id, java.util.Set.of(), java.util.Set.of());
            case DOMAIN -> new CatalogEntry.Domain(id, revision, true);
        };
    }
}
