package dev.mandate.identity.identities;

import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.names.NearName;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads identities and says who may act. Every method needs a session, {@link #heldSnapshot} a transaction. */
@ApplicationScoped
public class Identities {
    private final IdentityStore store;
    private final InstantSource clock;

    Identities(IdentityStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public Uni<Optional<IdentityState>> find(IdentityId id) {
        return store.findById(id.value()).map(row -> Optional.ofNullable(row).map(IdentityRow::state));
    }

    public Uni<List<IdentityState>> all(Collection<IdentityId> ids) {
        if (ids.isEmpty()) return Uni.createFrom().item(List.of());
        return store.list("id IN ?1", ids.stream().map(IdentityId::value).toList())
                .map(rows -> rows.stream().map(IdentityRow::state).toList());
    }

    /** Roles of Mandate itself that a person holds, now or at another time. */
    public Uni<List<HeldRole>> mandateRoles(IdentityId person) {
        return store.findById(person.value()).map(row -> row == null ? List.of() : row.mandateRoles());
    }

    /** Names of roles of the catalogue that a person holds now, as {@link RoleTime#groups} has them. */
    public Uni<List<String>> groups(IdentityId person) {
        return store.findById(person.value())
                .map(row -> row == null ? List.of() : RoleTime.groups(RoleTime.read(row.roles), clock.instant()));
    }

    public Uni<Long> countActivePeople() {
        return store.count("kind = ?1 AND status = ?2 AND stopped.reason IS NULL", Kind.PERSON, Status.ACTIVE);
    }

    /** All of them, up to so many as a page has. */
    public Uni<List<IdentityState>> ofEmployee(String employeeId) {
        return ofEmployee(employeeId, new PageRequest(PageRequest.MOST, null)).map(Page::items);
    }

    /** In the order in which they were made. */
    public Uni<Page<IdentityState>> ofEmployee(String employeeId, PageRequest page) {
        return list("employeeId = ?1", employeeId, page);
    }

    /** The active people among these employees, by employee id; one whom two people claim to be is left out. */
    public Uni<Map<String, IdentityState>> activePeople(Collection<String> employeeIds) {
        if (employeeIds.isEmpty()) return Uni.createFrom().item(Map.of());
        return store.list(
                        "employeeId IN ?1 AND kind = ?2 AND status = ?3 AND stopped.reason IS NULL",
                        employeeIds,
                        Kind.PERSON,
                        Status.ACTIVE)
                .map(rows -> {
                    var people = new HashMap<String, IdentityState>();
                    var ambiguous = new HashSet<String>();
                    rows.forEach(row -> {
                        if (people.put(row.employeeId, row.state()) != null) ambiguous.add(row.employeeId);
                    });
                    people.keySet().removeAll(ambiguous);
                    return people;
                });
    }

    /**
     * Whom an address means: of the active people who have it, the one who has had it longest, so that a joiner whom HR gives
     * somebody's address neither locks him out nor signs in as him. Empty if nobody has it.
     */
    public Uni<Optional<IdentityState>> withEmail(String email) {
        return store.find(
                        "lower(email) = lower(?1) AND kind = ?2 AND status = ?3 ORDER BY emailSince, id",
                        email,
                        Kind.PERSON,
                        Status.ACTIVE)
                .firstResult()
                .map(row -> Optional.ofNullable(row).map(IdentityRow::state));
    }

    /** Everybody who has this address, or had it until he left. */
    public Uni<List<IdentityState>> allWithEmail(String email) {
        return store.find("lower(email) = lower(?1) AND kind = ?2 ORDER BY id", email, Kind.PERSON)
                .page(0, PageRequest.MOST)
                .list()
                .map(rows -> rows.stream().map(IdentityRow::state).toList());
    }

    /** A person, whatever his standing; empty where there is none of this id. */
    public Uni<Optional<PersonProfile>> profile(IdentityId person) {
        return store.findById(person.value())
                .map(row -> Optional.ofNullable(row)
                        .filter(it -> it.kind == Kind.PERSON)
                        .map(it -> it.profile()));
    }

    /**
     * Whom somebody means who types this name to sign in: an address or an employee id. Of several the active one, by the rule of {@link
     * #withEmail}; one who isn't active is found too, so that it can be put on record.
     */
    public Uni<Optional<PersonProfile>> signingIn(String name) {
        return store.find(
                        "(lower(email) = lower(?1) OR employeeId = ?1) AND kind = ?2"
                                + " ORDER BY CASE WHEN status = ?3 THEN 0 ELSE 1 END, CASE WHEN employeeId = ?1 THEN 1 ELSE 0 END, emailSince, id",
                        name,
                        Kind.PERSON,
                        Status.ACTIVE)
                .firstResult()
                .map(row -> Optional.ofNullable(row).map(it -> it.profile()));
    }

    /** Nobody else changes him, or what hangs on him, until the transaction ends. Does nothing where there is nobody of this id. */
    public Uni<Void> lock(IdentityId person) {
        return store.locked(Set.of(person)).replaceWithVoid();
    }

    /** All of them at once, in the order in which everybody takes these locks. */
    public Uni<Void> lock(Collection<IdentityId> people) {
        return store.locked(people).replaceWithVoid();
    }

    public Uni<Page<IdentityState>> named(String displayName, PageRequest page) {
        return list("lower(displayName) = lower(?1)", displayName, page);
    }

    /** Those whom somebody may mean by a name that he has misspelt. */
    public Uni<Page<IdentityState>> nearlyNamed(String displayName, PageRequest page) {
        return store.namesLike(displayName)
                .map(names -> NearName.of(displayName, Set.copyOf(names)))
                .chain(near -> near.isEmpty()
                        ? Uni.createFrom().item(new Page<>(List.of(), null))
                        : list("displayName IN ?1", near, page));
    }

    /**
     * Agents of this owner, of this name or both, in the order in which they were made.
     *
     * @param owner null for any
     * @param name null for any
     */
    public Uni<Page<IdentityState>> agents(@Nullable IdentityId owner, @Nullable String name, PageRequest page) {
        return store.agents(owner == null ? "" : owner.value(), name == null ? "" : name, page)
                .map(rows -> page.of(rows, row -> row.id).map(IdentityRow::state));
    }

    /** The agents above this one, the one that made it first. */
    public Uni<List<IdentityId>> above(IdentityId agent) {
        return store.findById(agent.value())
                .map(row -> row == null ? List.of() : row.above().toList());
    }

    /**
     * Those that these agents made, and those that they made: they may act only as long as these may. Not those that are suspended themselves,
     * or by another above them, since that has ended all they had.
     */
    public Uni<List<IdentityId>> below(Collection<IdentityId> agents) {
        return agents.isEmpty() ? Uni.createFrom().item(List.of()) : store.below(agents);
    }

    /** The snapshot of these, of their owners, and of the agents that made them with theirs, as it is now. */
    public Uni<IdentitySnapshot> snapshot(Collection<IdentityId> ids) {
        return store.withOwners(ids).chain(rows -> {
            var above = rows.stream().flatMap(IdentityRow::above).collect(Collectors.toSet());
            return store.withOwners(above)
                    .map(more -> new IdentitySnapshot(states(rows), states(more), clock.instant()));
        });
    }

    /** As {@link #snapshot}, and it stays so until the transaction ends. */
    public Uni<IdentitySnapshot> heldSnapshot(Collection<IdentityId> ids) {
        return store.above(ids).chain(above -> {
            var all = new HashSet<>(ids);
            all.addAll(above);
            return store.heldWithOwners(all)
                    .map(rows -> IdentitySnapshot.of(ids, states(rows).values(), clock.instant()));
        });
    }

    private Uni<Page<IdentityState>> list(String query, Object parameter, PageRequest page) {
        return store.find(query + " AND id > ?2 ORDER BY id", parameter, page.afterId() == null ? "" : page.afterId())
                .range(0, page.rows() - 1)
                .list()
                .map(rows -> page.of(rows, row -> row.id).map(IdentityRow::state));
    }

    private static Map<IdentityId, IdentityState> states(List<IdentityRow> rows) {
        return rows.stream()
                .map(IdentityRow::state)
                .collect(Collectors.toMap(IdentityState::identity, Function.identity()));
    }
}
