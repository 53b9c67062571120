package dev.mandate.identity.registration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.cloudevents.WholeText;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.clients.Deregistration;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.identity.registration.RegistrationConfig.Policy;
import dev.mandate.identity.registration.Registrations.Registered;
import dev.mandate.identity.registration.Registrations.Wanted;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An application reads, changes and ends its own registration, by a token that it was given with it. It becomes nothing that it couldn't have
 * registered as: what would be more than it is waits for people, unless its publisher or host is known. Every method needs a transaction.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7592">RFC 7592</a>
 */
@ApplicationScoped
class RegistrationAccess {
    /** Of the answer, and never of a request: section 2.2. */
    private static final List<String> OURS = List.of(
            "registration_access_token", "registration_client_uri", "client_secret_expires_at", "client_id_issued_at");

    /** Between two changes that people look through: each is a proposal, and stays on the trail. */
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final RegistrationStore store;
    private final Registrations registrations;
    private final RegistrationConfig config;
    private final Clients clients;
    private final Deregistration deregistration;
    private final SecondPerson second;
    private final InstantSource clock;

    RegistrationAccess(
            RegistrationStore store,
            Registrations registrations,
            RegistrationConfig config,
            Clients clients,
            Deregistration deregistration,
            SecondPerson second,
            InstantSource clock) {
        this.store = store;
        this.registrations = registrations;
        this.config = config;
        this.clients = clients;
        this.deregistration = deregistration;
        this.second = second;
        this.clock = clock;
    }

    /** As it is registered now, whatever it waits to be. */
    Uni<Result<Registered, Fault>> read(String id, String token) {
        return granted(id, token, store::find).map(found -> found.map(row -> answer(row, false, token)));
    }

    /** What it doesn't say is as if it hadn't said it when it registered. The token is another one from now on. */
    Uni<Result<Registered, Fault>> update(String id, String token, ObjectNode said) {
        return changeable(id, token)
                .chain(found -> found.chain(
                        row -> named(id, said).then(registrations::read).chain(wanted -> becomes(row, wanted))));
    }

    private static Result<ObjectNode, Fault> named(String id, ObjectNode said) {
        if (!id.equals(said.path("client_id").textValue()))
            return Result.refused(Fault.request("client_id names the registration"));
        for (var member : OURS)
            if (said.has(member)) return Result.refused(Fault.request(member + " is not for a client to say"));
        return said.hasNonNull("client_secret")
                ? Result.refused(Fault.request("it has no client_secret"))
                : Result.done(said);
    }

    private Uni<Result<Registered, Fault>> becomes(RegistrationRow row, Wanted wanted) {
        var wider = row.admittedAt == null || wanted.metadata().isWiderThan(row.metadata());
        if (wanted.known() || !wider) return atOnce(row, wanted);
        var now = clock.instant();
        if (row.pendingAt != null && now.isBefore(row.pendingAt.plus(PAUSE)))
            return Result.nowRefused(new Fault(Fault.Kind.TOO_MANY, "people were asked about a change just now"));
        return (row.admittedAt == null ? Uni.createFrom().item(true) : registrations.mayWait()).chain(may -> {
            if (!may) return Result.nowRefused(new Fault(Fault.Kind.TOO_MANY, "too many wait for people already"));
            row.waitsFor(wanted.metadata(), now);
            return waiting(row);
        });
    }

    private Uni<Result<Registered, Fault>> atOnce(RegistrationRow row, Wanted wanted) {
        var reviewed = row.admittedAt == null || row.pending != null;
        row.become(wanted.metadata());
        if (row.admittedAt == null) {
            row.admittedAt = clock.instant();
            row.endsAt = row.admittedAt.plus(config.unused());
        }
        return (reviewed ? withdrawn(row) : Uni.createFrom().voidItem())
                .chain(() -> clients.find(row.id))
                .chain(known -> clients.restated(
                        row.client(known.map(Client::tokensVoidBefore).orElse(null)), itself(row)))
                .map(ignored -> Result.done(answer(row, false, another(row))));
    }

    private Uni<Result<Registered, Fault>> waiting(RegistrationRow row) {
        return withdrawn(row).map(ignored -> Result.done(answer(row, true, another(row))));
    }

    private Uni<Void> withdrawn(RegistrationRow row) {
        return second.withdraw(row.id, "the application wants to be something else");
    }

    /** What people let it have ends at once, and its record soon. */
    Uni<Result<Void, Fault>> end(String id, String token) {
        return changeable(id, token)
                .chain(found -> found.chain(row -> withdrawn(row)
                        .chain(() -> {
                            if (row.agreedAt == null) return store.delete(row);
                            row.tokenHash = null;
                            row.pending = null;
                            row.endsAt = clock.instant();
                            return deregistration.end(id);
                        })
                        .map(Result::done)));
    }

    /** What it proposed is held before itself, as by whoever approves it: but not for somebody without its token. */
    private Uni<Result<RegistrationRow, Fault>> changeable(String id, String token) {
        return granted(id, token, store::find)
                .chain(known -> known.chain(ignored -> second.hold(id).chain(() -> granted(id, token, store::locked))))
                .chain(found -> found.chain(row -> clients.locked(id)
                        .map(known -> known.filter(Client::stopped).isPresent()
                                ? Result.refused(new Fault(Fault.Kind.STOPPED, "an administrator has stopped it"))
                                : Result.done(row))));
    }

    private Uni<Result<RegistrationRow, Fault>> granted(
            String id, String token, Function<String, Uni<Optional<RegistrationRow>>> read) {
        if (config.policy() == Policy.OFF)
            return Result.nowRefused(new Fault(Fault.Kind.OFF, "nobody registers himself here"));
        return (WholeText.is(id) ? read.apply(id) : Uni.createFrom().item(Optional.<RegistrationRow>empty()))
                .map(found -> found.filter(row -> row.endedAt == null
                                && clock.instant().isBefore(row.endsAt)
                                && row.tokenHash != null
                                && RandomSecret.matches(token, row.tokenHash))
                        .<Result<RegistrationRow, Fault>>map(Result::done)
                        .orElseGet(() ->
                                Result.refused(new Fault(Fault.Kind.INVALID_TOKEN, "it is of no registration here"))));
    }

    private static String another(RegistrationRow row) {
        var token = RandomSecret.next();
        row.tokenHash = RandomSecret.hash(token);
        return token;
    }

    private static Registered answer(RegistrationRow row, boolean waits, String token) {
        return new Registered(row.id, row.metadata(), row.createdAt, waits, token);
    }

    private static Actor itself(RegistrationRow row) {
        return new Actor(row.id, row.id, List.of());
    }
}
