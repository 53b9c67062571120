package dev.mandate.identity.clients;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.ClientEvent.CredentialChanged.CredentialChange;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whose secrets end when, and that it is told in time. */
@ApplicationScoped
class EndingSecrets {
    private final ClientStore clients;
    private final TimedSecretStore secrets;
    private final TimedCredentialConfig config;
    private final Outbox outbox;
    private final InstantSource clock;

    EndingSecrets(
            ClientStore clients,
            TimedSecretStore secrets,
            TimedCredentialConfig config,
            Outbox outbox,
            InstantSource clock) {
        this.clients = clients;
        this.secrets = secrets;
        this.config = config;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** From when on one ends soon: so long before. */
    Duration notice() {
        return config.endingCredentialNotice();
    }

    /**
     * Those that count, the ones that end first before the others. Needs a session.
     *
     * @param owner only those of what he answers for; null for all
     * @param within how far ahead their ends are at most
     * @param after the last one of the page before; null for the first page
     */
    Uni<Page<EndingSecret>> page(
            @Nullable IdentityId owner, Duration within, PageRequest page, EndingSecret.@Nullable Place after) {
        var now = clock.instant();
        var from = after == null ? new EndingSecret.Place(now, "") : after;
        return secrets.page(owner == null ? "" : owner.value(), now, now.plus(within), from, page.rows())
                .map(rows -> page.of(rows, EndingSecret::cursor).map(it -> it.soon(now.plus(notice()))));
    }

    /** Tells once of each that ends soon; of how many. Needs a transaction. */
    Uni<Integer> tell(int atMost) {
        var now = clock.instant();
        return secrets.endingUntold(now, now.plus(notice()), atMost)
                .chain(rows -> clients.list(
                                "id IN ?1",
                                rows.stream().map(row -> row.clientId).toList())
                        .map(owners ->
                                owners.stream().collect(Collectors.toMap(owner -> owner.id, owner -> owner.name)))
                        .chain(names -> outbox.publishAll(
                                AdministrationEvent.FAMILY,
                                rows.stream()
                                        .<AdministrationEvent>map(
                                                row -> ending(row, names.getOrDefault(row.clientId, row.clientId), now))
                                        .toList()))
                        .replaceWith(rows.size()));
    }

    private static ClientEvent ending(TimedSecretRow row, String name, Instant now) {
        row.endToldAt = now;
        return new ClientEvent.CredentialChanged(
                row.clientId,
                name,
                row.use == TimedSecretUse.SCIM
                        ? CredentialChange.SCIM_TOKEN_ENDS_SOON
                        : CredentialChange.SECRET_ENDS_SOON,
                row.id,
                row.endsAt,
                null,
                null);
    }
}
