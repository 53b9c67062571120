package dev.mandate.identity.workloads.imported;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.Environment;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Kind;
import dev.mandate.events.identity.Validity;
import dev.mandate.events.identity.WorkloadEvent;
import dev.mandate.events.identity.WorkloadFacts;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.OwnedId;
import dev.mandate.identity.agents.OfferRequest;
import dev.mandate.identity.agents.Offers;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.OwnedAgent;
import dev.mandate.identity.identities.OwnedAgents;
import dev.mandate.identity.identities.OwnedWorkloads;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.workloads.Workloads;
import dev.mandate.identity.workloads.imported.ImportedLine.Outcome;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes over an account of another system as a workload: staged, not confirmed, and offered to whom the file names, so that it becomes nobody's
 * silently. The requester is an administrator. Every method needs a transaction, of which nothing may stay where a line is refused; locks go people,
 * account, workload, how many its owner has.
 */
@ApplicationScoped
class Imports {
    static final String NOT_SAID = "unknown";

    private static final String BY_HAND = ": offer it by hand to whom the file names";

    private final ImportedStore store;
    private final Identities identities;
    private final OwnedAgents owned;
    private final OwnedWorkloads changes;
    private final Workloads workloads;
    private final Offers offers;
    private final Outbox outbox;
    private final InstantSource clock;

    Imports(
            ImportedStore store,
            Identities identities,
            OwnedAgents owned,
            OwnedWorkloads changes,
            Workloads workloads,
            Offers offers,
            Outbox outbox,
            InstantSource clock) {
        this.store = store;
        this.identities = identities;
        this.owned = owned;
        this.changes = changes;
        this.workloads = workloads;
        this.offers = offers;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Who is to be asked, and why nobody is. */
    private record Owner(@Nullable IdentityId id, @Nullable String note) {}

    /**
     * Of an account that was taken over before only what the file says otherwise than then is changed: its end, its last use, whom it names,
     * and its environment where none was said.
     *
     * @param person whom it names, as far as that is known; found in a session of its own, so that he is looked at again under his lock
     */
    Uni<ImportedLine> take(ImportLine line, Optional<IdentityId> person, Requester by) {
        return held(line, person, by)
                .chain(owner -> store.held(line.system(), line.externalId())
                        .chain(known -> known.isEmpty()
                                ? withRoom(owner).chain(asked -> create(line, asked, by))
                                : owned.locked(new IdentityId(known.get().workloadId))
                                        .chain(found -> change(line, owner, known.get(), found.orElseThrow(), by))))
                .map(done -> line.end() == null || line.end().isAfter(clock.instant()) ? done : done.ended());
    }

    /** Whom a line names. Needs a session. */
    Uni<Optional<IdentityId>> named(ImportLine line) {
        var owner = line.owner();
        if (owner == null) return Uni.createFrom().item(Optional.empty());
        return owner.contains("@")
                ? identities.withEmail(owner).map(found -> found.map(IdentityState::identity))
                : Uni.createFrom().item(IdentityId.parse(owner));
    }

    private Uni<Owner> held(ImportLine line, Optional<IdentityId> person, Requester by) {
        if (person.isEmpty())
            return Uni.createFrom()
                    .item(new Owner(
                            null, line.owner() == null ? "names no owner" : "no active person is " + line.owner()));
        var id = person.get();
        var people = new HashSet<>(Set.of(id));
        by.person().ifPresent(people::add);
        return identities
                .heldSnapshot(people)
                .map(snapshot -> snapshot.isActivePerson(id)
                        ? new Owner(id, null)
                        : new Owner(null, "no active person is " + line.owner()));
    }

    /** After the lock on the workload, as where somebody accepts one: the other way round each would wait for the other. */
    private Uni<Owner> withRoom(Owner owner) {
        return owner.id() == null
                ? Uni.createFrom().item(owner)
                : owned.hasRoom(owner.id(), Kind.WORKLOAD)
                        .map(room ->
                                room ? owner : new Owner(null, "its owner answers for as many workloads as one may"));
    }

    private Uni<ImportedLine> create(ImportLine line, Owner owner, Requester by) {
        var described = new OwnedWorkloads.Description(
                line.name(),
                line.purpose(),
                line.kind(),
                line.environment() == null ? NOT_SAID : line.environment(),
                false,
                Validity.of(null, line.end()));
        return workloads.add(described, Scopes.OF_WORKLOAD, null, null, by).chain(state -> {
            var row = new ImportedRow();
            row.workloadId = state.identity().value();
            row.system = line.system();
            row.externalId = line.externalId();
            row.take(line, owner.id() == null ? null : owner.id().value(), line.end());
            return store.persist(row)
                    .chain(() -> told(line, state.identity(), List.of(), by))
                    .chain(() -> owner.id() == null
                            ? Uni.createFrom().voidItem()
                            : offers.registered(state, owner.id(), by).replaceWithVoid())
                    .replaceWith(
                            () -> ImportedLine.of(line, Outcome.CREATED, state.identity(), owner.id(), owner.note()));
        });
    }

    private Uni<ImportedLine> change(ImportLine line, Owner owner, ImportedRow row, OwnedAgent before, Requester by) {
        var id = before.state().identity();
        if (before.isGone())
            return Uni.createFrom().item(ImportedLine.of(line, Outcome.UNCHANGED, id, null, "it is retired here"));
        var fixed = otherwise(line, before.state());
        if (!fixed.isEmpty())
            return refused(
                    line,
                    id,
                    String.join(", ", fixed) + " can't be changed; " + gone(before.state())
                            + ", and take the file over again");
        var from = from(before);
        if (from != null && line.end() != null && !from.isBefore(line.end()))
            return refused(line, id, "end is before it begins here");
        var asked = askable(owner, before);
        return asked.id() != null && !asked.id().value().equals(row.ownerId)
                ? withRoom(asked).chain(other -> changed(line, other, row, before, by))
                : changed(line, asked, row, before, by);
    }

    /** A list hands over nothing that is somebody's, or that policies go by: whoever writes one would get it by naming himself. */
    private static Owner askable(Owner owner, OwnedAgent before) {
        var facts = factsOf(before.state());
        if (owner.id() == null || before.answering().equals(Optional.of(owner.id())))
            return new Owner(null, owner.note());
        if (before.answering().isPresent()) return new Owner(null, "somebody else answers for it here" + BY_HAND);
        return facts.confirmed() ? new Owner(null, "it was confirmed here" + BY_HAND) : owner;
    }

    /** The end that the line changes; null for none. Where somebody has set another here since, a list only shortens that. */
    private static @Nullable Instant end(ImportLine line, ImportedRow row, OwnedAgent before) {
        var wanted = line.end();
        if (wanted == null || wanted.equals(row.endsAt)) return null;
        var here = until(before);
        var isOurs = Objects.equals(here, row.endsAt);
        return isOurs || here == null || wanted.isBefore(here) ? wanted : null;
    }

    private static @Nullable Instant until(OwnedAgent before) {
        var validity = before.state().validity();
        return validity == null ? null : validity.until();
    }

    private static @Nullable Instant from(OwnedAgent before) {
        var validity = before.state().validity();
        return validity == null ? null : validity.from();
    }

    private static WorkloadFacts factsOf(IdentityState workload) {
        return Objects.requireNonNull(workload.workload(), "a workload has these");
    }

    private Uni<ImportedLine> changed(ImportLine line, Owner owner, ImportedRow row, OwnedAgent before, Requester by) {
        var id = before.state().identity();
        var from = from(before);
        var end = end(line, row, before);
        var changed = row.take(line, owner.id() == null ? null : owner.id().value(), end);
        var environment = unsaid(line, before.state());
        if (environment != null) changed.add("environment");
        var ofOwner = line.owner() == null && before.answering().isPresent() ? null : owner.note();
        var note = ofOwner == null && !row.ends(line) ? "its end was set here, and a file only shortens that" : ofOwner;
        if (changed.isEmpty()) return Uni.createFrom().item(ImportedLine.of(line, Outcome.UNCHANGED, id, null, note));
        var asked = changed.contains("owner") ? owner.id() : null;
        return (end != null
                        ? within(id, Validity.of(from, end), by)
                        : Uni.createFrom().voidItem())
                .chain(() -> environment == null
                        ? Uni.createFrom().voidItem()
                        : changes.environment(id, environment).replaceWithVoid())
                .chain(() -> told(line, id, changed, by))
                .chain(() -> asked == null
                        ? Uni.createFrom().item(ImportedLine.of(line, Outcome.CHANGED, id, null, note))
                        : offers.make(new OfferRequest(OwnedId.of(id), asked, null), by)
                                .map(made -> made.fold(
                                        offer -> ImportedLine.of(line, Outcome.CHANGED, id, asked, null),
                                        why -> ImportedLine.of(
                                                line,
                                                Outcome.REFUSED,
                                                id,
                                                null,
                                                "it can't be offered to " + line.owner()))));
    }

    private Uni<Void> within(IdentityId id, @Nullable Validity validity, Requester by) {
        return changes.validity(id, validity)
                .chain(() -> outbox.publish(
                        AdministrationEvent.FAMILY, new WorkloadEvent.ValidityChanged(id, validity, by.by())));
    }

    private static List<String> otherwise(ImportLine line, IdentityState now) {
        var facts = factsOf(now);
        var fixed = new ArrayList<String>();
        if (!line.name().equals(now.displayName())) fixed.add("name");
        if (line.kind() != facts.kind()) fixed.add("kind");
        if (!line.purpose().equals(now.purpose())) fixed.add("purpose");
        if (line.environment() != null && !line.environment().equals(facts.environment()) && unsaid(line, now) == null)
            fixed.add("environment");
        return fixed;
    }

    /**
     * Where it is, which no file has said before in a word that is taken, nor anybody confirmed that it isn't said; null where there is nothing to
     * fill in.
     */
    private static @Nullable String unsaid(ImportLine line, IdentityState now) {
        var facts = factsOf(now);
        var said = facts.environment();
        var isOpen = said != null && (NOT_SAID.equals(said) || !Environment.is(said)) && !facts.confirmed();
        return isOpen && !NOT_SAID.equals(line.environment()) ? line.environment() : null;
    }

    /** What leads to its being deleted, after which it comes anew. */
    private static String gone(IdentityState now) {
        var facts = factsOf(now);
        return facts.status() == WorkloadFacts.Status.STAGED ? "delete it" : "retire and delete it";
    }

    private static Uni<ImportedLine> refused(ImportLine line, IdentityId id, String why) {
        return Uni.createFrom().item(ImportedLine.of(line, Outcome.REFUSED, id, null, why));
    }

    private Uni<Void> told(ImportLine line, IdentityId id, List<String> changed, Requester by) {
        return outbox.publish(
                AdministrationEvent.FAMILY,
                new WorkloadEvent.Imported(id, line.system(), line.externalId(), line.lastUsed(), changed, by.by()));
    }
}
