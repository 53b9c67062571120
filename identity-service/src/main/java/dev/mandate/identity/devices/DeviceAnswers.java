package dev.mandate.identity.devices;

import dev.mandate.events.identity.TokenEvent;
import dev.mandate.identity.authentication.Attempts;
import dev.mandate.identity.authorize.Authorizations;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.clients.Scopes;
import dev.mandate.identity.sessions.CurrentSignIn;
import dev.mandate.identity.tokens.PersonScopes;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What devices ask for, from the side of the person who types their code. Every method needs a transaction. */
@ApplicationScoped
class DeviceAnswers {
    private static final String KIND = "device-code";
    private static final String ENDED =
            "This request has ended: it was answered, or it took too long. Please begin again at the device.";

    /** For a device to come and fetch what its person agreed to in the last second. */
    private static final Duration TO_FETCH = Duration.ofMinutes(2);

    private final DeviceRequestStore store;
    private final Attempts attempts;
    private final Clients clients;
    private final PersonScopes people;
    private final Authorizations authorizations;
    private final Outbox outbox;
    private final InstantSource clock;

    DeviceAnswers(
            DeviceRequestStore store,
            Attempts attempts,
            Clients clients,
            PersonScopes people,
            Authorizations authorizations,
            Outbox outbox,
            InstantSource clock) {
        this.store = store;
        this.attempts = attempts;
        this.clients = clients;
        this.people = people;
        this.authorizations = authorizations;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What waits for an answer.
     *
     * @param gets what the person has of what it asks for
     * @param lacks what he hasn't
     * @param address that it came from
     */
    record Waiting(
            String id,
            UserCode code,
            String application,
            Set<String> gets,
            Set<String> lacks,
            String address,
            Instant since) {}

    /** Why there is none. */
    record Refusal(String words, @Nullable Duration delay) {
        static Refusal of(String words) {
            return new Refusal(words, null);
        }
    }

    /** Looks for a code that somebody typed, or followed a link with; wrong ones make him wait. */
    Uni<Result<Waiting, Refusal>> typed(String typed, CurrentSignIn by) {
        var code = UserCode.read(typed);
        if (code.isEmpty())
            return Result.nowRefused(
                    Refusal.of("A code has eight letters, such as WDJB-MJHT. Please look at the device again."));
        var person = by.session().person().value();
        return attempts.guess(KIND, person)
                .chain(counted -> counted.<Uni<Result<Waiting, Refusal>>>fold(
                        attempt -> store.byUserCode(code.get().letters()).chain(found -> {
                            var row = found.filter(it -> it.waits(clock.instant()));
                            if (row.isEmpty())
                                return Result.nowRefused(
                                        Refusal.of("No device waits with this code. Please look at the device again."));
                            return attempts.good(attempt).chain(() -> shown(row.get(), by));
                        }),
                        wait -> Result.nowRefused(new Refusal("Too many codes were wrong.", wait))));
    }

    private Uni<Result<Waiting, Refusal>> shown(DeviceRequestRow row, CurrentSignIn by) {
        return usable(row)
                .chain(client ->
                        client.chain(it -> scopes(row, it, by).map(gets -> Result.done(waiting(row, it, gets)))));
    }

    private Uni<Result<Client, Refusal>> usable(DeviceRequestRow row) {
        return clients.find(row.clientId)
                .map(found -> found.filter(client -> client.counts(row.createdAt))
                        .<Result<Client, Refusal>>map(Result::done)
                        .orElseGet(() -> Result.refused(
                                Refusal.of("The application is stopped; an administrator can resume it."))));
    }

    private Uni<Set<String>> scopes(DeviceRequestRow row, Client client, CurrentSignIn by) {
        var asked = Scopes.parse(row.scopes);
        return people.held(by.session().person(), asked).map(held -> {
            var gets = new TreeSet<>(held.scopes());
            gets.retainAll(client.scopes());
            return gets;
        });
    }

    private static Waiting waiting(DeviceRequestRow row, Client client, Set<String> gets) {
        var lacks = new TreeSet<>(Scopes.parse(row.scopes));
        lacks.removeAll(gets);
        return new Waiting(row.id, new UserCode(row.userCode), client.name(), gets, lacks, row.address, row.createdAt);
    }

    /** He was shown it, and says yes. @return the application's name */
    Uni<Result<String, Refusal>> agree(String id, CurrentSignIn by) {
        return waiting(id)
                .chain(found -> found.chain(row -> usable(row)
                        .chain(client -> client.chain(it -> scopes(row, it, by)
                                .chain(gets -> gets.isEmpty()
                                        ? Result.nowRefused(Refusal.of("You have none of the rights that it asks for."))
                                        : agree(row, it, gets, by))))));
    }

    private Uni<Result<String, Refusal>> agree(
            DeviceRequestRow row, Client client, Set<String> scopes, CurrentSignIn by) {
        var now = clock.instant();
        var latest = row.endsAt.isAfter(now.plus(TO_FETCH)) ? row.endsAt : now.plus(TO_FETCH);
        return authorizations
                .agreed(client.id(), by, Scopes.write(scopes), latest)
                .invoke(authorization -> {
                    row.answeredAt = now;
                    row.authorizationId = authorization;
                })
                .chain(authorization -> told(row, by, List.copyOf(scopes), authorization))
                .replaceWith(Result.done(client.name()));
    }

    /** He was shown it, and says no. @return the application's name */
    Uni<Result<String, Refusal>> refuse(String id, CurrentSignIn by) {
        return waiting(id)
                .chain(found -> found.chain(row -> clients.find(row.clientId).chain(client -> {
                    row.answeredAt = clock.instant();
                    return told(row, by, List.of(), null)
                            .replaceWith(Result.<String, Refusal>done(
                                    client.map(Client::name).orElse("the application")));
                })));
    }

    private Uni<Result<DeviceRequestRow, Refusal>> waiting(String id) {
        return store.locked(id)
                .map(found -> found.filter(row -> row.waits(clock.instant()))
                        .<Result<DeviceRequestRow, Refusal>>map(Result::done)
                        .orElseGet(() -> Result.refused(Refusal.of(ENDED))));
    }

    private Uni<Void> told(
            DeviceRequestRow row, CurrentSignIn by, List<String> scopes, @Nullable String authorization) {
        return outbox.publish(
                TokenEvent.FAMILY,
                new TokenEvent.AuthorizationAnswered(
                        by.session().person(),
                        row.clientId,
                        "device",
                        authorization != null,
                        scopes,
                        authorization,
                        null));
    }
}
