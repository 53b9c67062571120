package dev.mandate.identity.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.identity.adoption.AdoptionRule;
import dev.mandate.identity.adoption.AdoptionRule.By;
import dev.mandate.identity.adoption.AdoptionRules;
import dev.mandate.identity.identities.Identities;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * People whom an HR system has already and a directory adopts, by its operator's rule. His HR system keeps what he is; what the directory says
 * is kept for itself, and counts for one thing: he works here as long as both say so. Every method needs a transaction.
 */
@ApplicationScoped
class Adoptions {
    private final ScimStore store;
    private final AdoptionRules rules;
    private final Identities identities;
    private final Outbox outbox;
    private final InstantSource clock;

    Adoptions(ScimStore store, AdoptionRules rules, Identities identities, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.identities = identities;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * The row by which this client keeps somebody whom an HR system has, if the user is one: new, or that of before. He is locked, so that no
     * other client adopts him meanwhile. Where it isn't clear who he is, nobody is adopted and nobody made.
     */
    Uni<Result<Optional<ScimRow>, ScimRefusal>> adopted(ObjectNode user, Provisioner by) {
        return rules.of(by.client())
                .chain(rule -> found(rule, user))
                .chain(found ->
                        found.chain(person -> person.map(it -> row(it, by).map(row -> row.map(Optional::of)))
                                .orElseGet(() -> Result.nowDone(Optional.empty()))));
    }

    /** Refused where the rule finds somebody else by what is said of him now: a number was given to another, or a mistake was made. */
    Uni<Optional<ScimRefusal>> another(ScimRow row, ObjectNode user, Provisioner by) {
        return rules.of(by.client())
                .chain(rule -> found(rule, user))
                .map(found -> found.fold(
                        person -> person.filter(it -> !it.identity().value().equals(row.id))
                                .map(it ->
                                        taken("by this it is somebody else, who is here too; leave who it is, or delete"
                                                + " it and create it anew")),
                        Optional::of));
    }

    /** Tells lifecycle-service, where he is said to work here, or not to, otherwise than before. */
    Uni<Void> tell(ScimRow row, Provisioner by) {
        var active = WorkerOf.active(row.content());
        if (active == row.employed) return Uni.createFrom().voidItem();
        if (!active) return left(row, by);
        row.employed = true;
        var at = row.sayNow(clock.instant());
        return say(new HrEvent.Adopted(row.adopted(), at, row.said), by.speaker());
    }

    /** The directory says that he doesn't work here. */
    Uni<Void> left(ScimRow row, Provisioner by) {
        row.employed = false;
        var at = row.sayNow(clock.instant());
        return say(new HrEvent.Deprovisioned(row.adopted(), at, row.said), by.speaker());
    }

    /** What the client says of him counts no more. */
    Uni<Void> release(ScimRow row) {
        row.employed = false;
        row.releasedAt = clock.instant();
        var at = row.sayNow(clock.instant());
        return say(new HrEvent.Released(row.adopted(), at, row.said), Provisioner.speaker(row.clientId));
    }

    private Uni<Void> say(HrEvent event, String speaker) {
        return outbox.publishOf(speaker, HrEvent.FAMILY, List.of(event));
    }

    private Uni<Result<Optional<IdentityState>, ScimRefusal>> found(AdoptionRule rule, ObjectNode user) {
        var looks = new ArrayList<Uni<List<IdentityState>>>();
        if (rule.by().contains(By.EMPLOYEE_NUMBER))
            WorkerOf.employeeNumber(user).map(identities::ofEmployee).ifPresent(looks::add);
        if (rule.by().contains(By.EXTERNAL_ID))
            WorkerOf.externalId(user).map(identities::ofEmployee).ifPresent(looks::add);
        WorkerOf.address(user)
                .filter(rule::covers)
                .map(identities::allWithEmail)
                .ifPresent(looks::add);
        Uni<Map<String, IdentityState>> all = Uni.createFrom().item(new TreeMap<>());
        for (var look : looks)
            all = all.chain(people -> look.invoke(more ->
                            meant(more).forEach(one -> people.put(one.identity().value(), one)))
                    .replaceWith(people));
        return all.map(people -> one(List.copyOf(people.values())));
    }

    /** Of those whom one thing finds, whoever works here: an address is given to the next once somebody has left. */
    private static List<IdentityState> meant(List<IdentityState> found) {
        var ofHr = found.stream().filter(Adoptions::isOfHr).toList();
        var here = ofHr.stream()
                .filter(person -> person.status() != Status.DISABLED)
                .toList();
        return here.isEmpty() ? ofHr : here;
    }

    private static Result<Optional<IdentityState>, ScimRefusal> one(List<IdentityState> people) {
        if (people.isEmpty()) return Result.done(Optional.empty());
        if (people.size() > 1)
            return Result.refused(taken("its number, its external id and its address are of different people here"));
        return Result.done(Optional.of(people.get(0)));
    }

    /** Who came by a directory or a sign-in has no number of an HR system: his employee id is his identity. */
    private static boolean isOfHr(IdentityState person) {
        return person.employeeId() != null
                && !person.employeeId().equals(person.identity().value());
    }

    private Uni<Result<ScimRow, ScimRefusal>> row(IdentityState person, Provisioner by) {
        var id = person.identity().value();
        return identities.lock(person.identity()).chain(() -> store.locked(id)).map(before -> {
            if (before.isPresent()) return again(before.get(), person, by);
            var row = ScimRow.of(id, ScimKind.USER, by, clock.instant());
            row.employeeId = person.employeeId();
            return Result.unless(left(person), row);
        });
    }

    /** Of somebody whom a client has adopted before. */
    private static Result<ScimRow, ScimRefusal> again(ScimRow row, IdentityState person, Provisioner by) {
        var its = row.clientId.equals(by.client());
        if (row.deletedAt == null)
            return Result.refused(taken(
                    its
                            ? "this client keeps him already, as " + row.id
                            : "another directory has adopted him; an administrator ends that first"));
        if (row.barred) return Result.refused(taken("an administrator has decided that no directory adopts him"));
        if (row.releasedAt != null) return Result.unless(left(person), row);
        // By its own word that he is gone he doesn't work here, which it takes back.
        return its
                ? Result.done(row)
                : Result.refused(
                        taken(
                                "another directory has adopted him and said that he is gone; an administrator ends that first"));
    }

    private static Optional<ScimRefusal> left(IdentityState person) {
        return person.status() == Status.DISABLED
                ? Optional.of(
                        taken("by this it is somebody whose employment has ended in the HR system; he is adopted once"
                                + " that one hires him again"))
                : Optional.empty();
    }

    private static ScimRefusal taken(String detail) {
        return new ScimRefusal(ScimRefusal.Why.TAKEN, detail);
    }
}
