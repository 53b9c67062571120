package dev.mandate.identity.adoption;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.identity.clients.Client;
import dev.mandate.messaging.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Which directory adopts whom. Reading needs a session, changing a transaction. */
@ApplicationScoped
public class AdoptionRules {
    private final AdoptionRuleStore store;
    private final Outbox outbox;

    AdoptionRules(AdoptionRuleStore store, Outbox outbox) {
        this.store = store;
        this.outbox = outbox;
    }

    public Uni<AdoptionRule> of(String client) {
        return store.findById(client).map(row -> row == null ? AdoptionRule.NONE : row.rule());
    }

    /** From now on, of a client that is locked. Whom it has adopted it keeps. */
    Uni<AdoptionRule> change(Client client, AdoptionRule wanted, @Nullable Reason reason, Actor by) {
        return store.findById(client.id()).chain(found -> {
            var before = found == null ? AdoptionRule.NONE : found.rule();
            if (before.equals(wanted)) return Uni.createFrom().item(wanted);
            var row = found == null ? new AdoptionRuleRow() : found;
            row.clientId = client.id();
            row.become(wanted);
            return (found == null
                            ? store.persist(row).replaceWithVoid()
                            : Uni.createFrom().voidItem())
                    .chain(() -> outbox.publish(
                            AdministrationEvent.FAMILY,
                            new ClientEvent.AdoptionChanged(
                                    client.id(), client.name(), before.words(), wanted.words(), reason, by)))
                    .replaceWith(wanted);
        });
    }
}
