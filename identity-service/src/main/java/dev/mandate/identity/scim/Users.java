package dev.mandate.identity.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.PersonEvent;
import dev.mandate.events.identity.ProvisioningAct;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.Identities;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * People as an identity provider keeps them. What it says of one goes to lifecycle-service as an HR system's word, from a source that is
 * the provider's own: there he joins, moves, leaves and comes back, and whatever he may do follows from that. His id here is his employee
 * id and his identity, for ever. Every method needs a transaction.
 */
@ApplicationScoped
class Users {
    private static final String NUMBER =
            "an HR system has an employee of this number; this client adopts him once it has a rule for it";
    private static final String ADDRESS =
            "somebody else who is active has this mail address: he is known here by HR, by"
                    + " another directory or by a sign-in elsewhere, and would be a second person; whom HR has this"
                    + " client adopts once it has a rule for it";

    private final ScimStore store;
    private final ClientRoom room;
    private final Adoptions adoptions;
    private final Identities identities;
    private final Outbox outbox;
    private final InstantSource clock;

    Users(
            ScimStore store,
            ClientRoom room,
            Adoptions adoptions,
            Identities identities,
            Outbox outbox,
            InstantSource clock) {
        this.store = store;
        this.room = room;
        this.adoptions = adoptions;
        this.identities = identities;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** As checked: what lifecycle-service is told, and by which name he is unique. */
    private record Checked(WorkerAttributes worker, String nameKey) {}

    Uni<Result<ScimRow, ScimRefusal>> create(ObjectNode user, Provisioner by) {
        return room.oneMore(ScimKind.USER, by)
                .chain(free -> free.chain(ok -> adoptions.adopted(user, by)))
                .chain(found -> found.chain(adopted -> create(
                        adopted.orElseGet(
                                () -> ScimRow.of(IdentityId.nextPerson().value(), ScimKind.USER, by, clock.instant())),
                        user,
                        by)));
    }

    private Uni<Result<ScimRow, ScimRefusal>> create(ScimRow row, ObjectNode user, Provisioner by) {
        return checked(row, user, by)
                .chain(result -> result.chain(checked -> {
                    if (row.deletedAt != null) row.revive(by);
                    row.become(user, checked.nameKey(), clock.instant());
                    return store.persist(row)
                            .chain(() -> tell(row, checked.worker(), by))
                            .chain(() -> record(
                                    row,
                                    row.employeeId == null ? ProvisioningAct.CREATED : ProvisioningAct.ADOPTED,
                                    List.of(),
                                    by))
                            .replaceWith(() -> Result.done(row));
                }));
    }

    /** @param seen the version that the change was made of; null where none was named */
    Uni<Result<ScimRow, ScimRefusal>> replace(String id, @Nullable Long seen, ObjectNode user, Provisioner by) {
        return store.held(by.client(), ScimKind.USER, id, seen)
                .chain(found -> found.chain(row -> checked(row, user, by)
                        .chain(result -> result.chain(checked -> changed(row, user, checked, by)))));
    }

    private Uni<Result<ScimRow, ScimRefusal>> changed(ScimRow row, ObjectNode user, Checked checked, Provisioner by) {
        var before = row.content();
        var was = row.employed;
        var same = before.equals(user);
        if (same && (!was || row.employeeId != null || row.isTold(checked.worker()))) return Result.nowDone(row);
        if (!same) row.become(user, checked.nameKey(), clock.instant());
        return tell(row, checked.worker(), by)
                .chain(() -> record(row, act(was, row.employed), changed(before, user), by))
                .replaceWith(() -> Result.done(row));
    }

    /** He leaves, and whoever comes by his name later is another. */
    Uni<Result<ScimRow, ScimRefusal>> delete(String id, @Nullable Long seen, Provisioner by) {
        return store.held(by.client(), ScimKind.USER, id, seen)
                .chain(found -> found.chain(row -> {
                    var leaves = row.employed ? left(row, by) : Uni.createFrom().voidItem();
                    row.delete(clock.instant());
                    return leaves.chain(() -> store.leaveAll(id))
                            .chain(() -> record(row, ProvisioningAct.DELETED, List.of(), by))
                            .replaceWith(() -> Result.done(row));
                }));
    }

    private Uni<Result<Checked, ScimRefusal>> checked(ScimRow row, ObjectNode user, Provisioner by) {
        var large = ClientRoom.tooLarge(user);
        if (large.isPresent()) return Result.nowRefused(large.get());
        var name = ScimName.key(user.path("userName").textValue(), "userName");
        return name.chain(key -> store.isTaken(ScimKind.USER, key, row.id)
                .chain(taken -> taken
                        ? Result.nowRefused(taken("somebody has this userName already"))
                        : managerOf(row, user)
                                .chain(manager -> WorkerOf.attributes(user, manager.orElse(null))
                                        .chain(worker -> another(row, user, worker, by)
                                                .map(why -> Result.unless(why, new Checked(worker, key)))))));
    }

    /**
     * One person has one identity: whom an HR system or another provider tells of by this number or address, none takes in again. Whoever
     * isn't active is nobody's second, and his leaving is never refused; nor is what was so before.
     */
    private Uni<Optional<ScimRefusal>> another(ScimRow row, ObjectNode user, WorkerAttributes worker, Provisioner by) {
        if (!WorkerOf.active(user)) return Uni.createFrom().item(Optional.empty());
        if (row.employeeId != null) return adoptions.another(row, user, by);
        return freeNumber(row, user)
                .chain(free -> free
                        ? freeAddress(row, worker.email())
                                .map(ok -> ok ? Optional.<ScimRefusal>empty() : Optional.of(taken(ADDRESS)))
                        : Uni.createFrom().item(Optional.of(taken(NUMBER))));
    }

    private Uni<Boolean> freeAddress(ScimRow row, @Nullable String email) {
        if (email == null || row.employed && row.isToldAddress(email))
            return Uni.createFrom().item(true);
        return identities
                .withEmail(email)
                .map(known -> known.filter(it -> !it.identity().value().equals(row.id))
                        .isEmpty());
    }

    private static ScimRefusal taken(String detail) {
        return new ScimRefusal(ScimRefusal.Why.TAKEN, detail);
    }

    private Uni<Boolean> freeNumber(ScimRow row, ObjectNode user) {
        var number = WorkerOf.employeeNumber(user);
        if (number.isEmpty()) return Uni.createFrom().item(true);
        return identities
                .ofEmployee(number.get())
                .map(known -> known.stream()
                        .allMatch(person -> person.identity().value().equals(row.id)));
    }

    /** Employee id of the manager; empty for none, and for one who isn't known here yet: he is told with the next write. */
    private Uni<Optional<String>> managerOf(ScimRow row, JsonNode user) {
        var manager = WorkerOf.manager(user).filter(id -> !id.equals(row.id));
        if (manager.isEmpty()) return Uni.createFrom().item(Optional.empty());
        return store.of(row.clientId, ScimKind.USER, manager.get()).chain(own -> {
            if (own.isPresent()) return Uni.createFrom().item(own.map(it -> it.id));
            var id = IdentityId.parse(manager.get());
            return id.isEmpty()
                    ? Uni.createFrom().item(Optional.<String>empty())
                    : identities.find(id.get()).map(known -> known.map(IdentityState::employeeId));
        });
    }

    /** An employee who has ended is told of again only once he is back. */
    private Uni<Void> tell(ScimRow row, WorkerAttributes worker, Provisioner by) {
        if (row.employeeId != null) return adoptions.tell(row, by);
        if (!WorkerOf.active(row.content()))
            return row.employed ? left(row, by) : Uni.createFrom().voidItem();
        if (row.employed && row.isTold(worker)) return Uni.createFrom().voidItem();
        var first = row.said == 0;
        var at = row.sayNow(clock.instant());
        var said = row.employed
                ? new HrEvent.Moved(row.id, at, row.said, worker)
                : first
                        ? new HrEvent.Joined(row.id, at, row.said, worker, new IdentityId(row.id))
                        : new HrEvent.Rehired(row.id, at, row.said, worker);
        row.employed = true;
        row.told(worker);
        return say(said, by);
    }

    private Uni<Void> left(ScimRow row, Provisioner by) {
        if (row.employeeId != null) return adoptions.left(row, by);
        row.employed = false;
        var at = row.sayNow(clock.instant());
        return say(new HrEvent.Left(row.id, at, row.said), by);
    }

    private Uni<Void> say(HrEvent event, Provisioner by) {
        return outbox.publishOf(by.speaker(), HrEvent.FAMILY, List.of(event));
    }

    private static ProvisioningAct act(boolean was, boolean is) {
        if (was == is) return ProvisioningAct.CHANGED;
        return is ? ProvisioningAct.ACTIVATED : ProvisioningAct.DEACTIVATED;
    }

    private static List<String> changed(ObjectNode before, ObjectNode after) {
        var names = new TreeSet<String>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        names.removeIf(name -> before.path(name).equals(after.path(name)));
        return List.copyOf(names);
    }

    private Uni<Void> record(ScimRow row, ProvisioningAct act, List<String> changed, Provisioner by) {
        return outbox.publish(
                AdministrationEvent.FAMILY,
                new PersonEvent.Provisioned(
                        new IdentityId(row.id), act, changed, by.by().by()));
    }
}
