package dev.mandate.identity.registration;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Two people look through an application that registered itself, before anybody can sign in to it. */
@ApplicationScoped
class RegistrationReview implements FarReachingChange<RegistrationReview.Wanted, String, RegistrationReview.Gone> {
    /** @param client its id */
    record Wanted(String client) {}

    /** It ended meanwhile. */
    enum Gone {
        GONE
    }

    private final RegistrationStore store;
    private final RegistrationConfig config;
    private final Clients clients;
    private final Outbox outbox;
    private final InstantSource clock;

    RegistrationReview(
            RegistrationStore store, RegistrationConfig config, Clients clients, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.config = config;
        this.clients = clients;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "client-registration";
    }

    @Override
    public Class<Wanted> content() {
        return Wanted.class;
    }

    @Override
    public Uni<Result<Prepared<String, Gone>, Gone>> prepare(Wanted wanted, Actor by) {
        return store.locked(wanted.client()).map(found -> {
            var row = found.filter(it -> it.endedAt == null).orElse(null);
            if (row == null) return Result.refused(Gone.GONE);
            Supplier<Uni<Result<String, Gone>>> making = () -> admit(row, by);
            var waits = row.admittedAt == null || row.pending != null;
            return Result.done(waits ? Prepared.far(reach(row), making) : Prepared.near(making));
        });
    }

    private Uni<Result<String, Gone>> admit(RegistrationRow row, Actor by) {
        var pending = row.pending();
        if (row.admittedAt != null && pending == null) return Result.nowDone(row.id);
        if (row.admittedAt != null && pending != null) return becomes(row, pending, by);
        row.admittedAt = clock.instant();
        row.endsAt = row.admittedAt.plus(config.idle());
        return outbox.publish(
                        AdministrationEvent.FAMILY,
                        new ClientEvent.Registered(
                                row.id,
                                row.name,
                                List.copyOf(Scopes.parse(row.scopes)),
                                false,
                                List.copyOf(Scopes.parse(row.redirectUris)),
                                by))
                .replaceWith(Result.done(row.id));
    }

    private Uni<Result<String, Gone>> becomes(RegistrationRow row, ClientMetadata pending, Actor by) {
        row.become(pending);
        return clients.find(row.id)
                .chain(known -> clients.restated(
                        row.client(known.map(Client::tokensVoidBefore).orElse(null)), by))
                .replaceWith(Result.done(row.id));
    }

    private static Reach reach(RegistrationRow row) {
        var pending = row.pending();
        return pending == null ? RegistrationReach.admission(row) : RegistrationReach.change(row, pending);
    }

    @Override
    public String words(Gone refusal) {
        return "it isn't registered any more";
    }
}
