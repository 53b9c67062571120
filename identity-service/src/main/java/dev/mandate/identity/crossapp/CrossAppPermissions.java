package dev.mandate.identity.crossapp;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.digests.Sha256;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Clients;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** At which authorization servers elsewhere clients may act for people. Reading needs a session, changing a transaction. */
@ApplicationScoped
class CrossAppPermissions {
    private final CrossAppPermissionStore store;
    private final Clients clients;
    private final Outbox outbox;

    CrossAppPermissions(CrossAppPermissionStore store, Clients clients, Outbox outbox) {
        this.store = store;
        this.clients = clients;
        this.outbox = outbox;
    }

    Uni<List<CrossAppPermission>> of(String client) {
        return store.of(client)
                .map(rows ->
                        rows.stream().map(CrossAppPermissionRow::permission).toList());
    }

    /** Everybody's, with the names of those who have them. */
    Uni<Page<CrossAppRelation>> page(PageRequest page) {
        return store.page(page)
                .map(rows -> page.of(rows, row -> row.id))
                .chain(part -> clients.names(
                                part.items().stream().map(row -> row.clientId).collect(Collectors.toSet()))
                        .map(names -> part.map(row -> new CrossAppRelation(
                                row.clientId, names.getOrDefault(row.clientId, row.clientId), row.permission()))));
    }

    /** All that a client has from now on, which is locked. */
    Uni<List<CrossAppPermission>> change(
            Client client, List<CrossAppPermission> wanted, @Nullable Reason reason, Actor by) {
        return of(client.id()).chain(before -> {
            if (Set.copyOf(before).equals(Set.copyOf(wanted)))
                return Uni.createFrom().item(before);
            var rows = wanted.stream()
                    .map(permission -> CrossAppPermissionRow.of(nextId(), client.id(), permission))
                    .toList();
            return store.delete("clientId", client.id())
                    .chain(() -> rows.isEmpty() ? Uni.createFrom().voidItem() : store.persist(rows))
                    .chain(() -> outbox.publish(
                            AdministrationEvent.FAMILY,
                            new ClientEvent.CrossAppChanged(
                                    client.id(), client.name(), words(before), words(wanted), reason, by)))
                    .replaceWith(wanted);
        });
    }

    /** The same for the same permissions, in whatever order: a strong entity tag of RFC 9110, section 8.8.3. */
    static String tag(List<CrossAppPermission> permissions) {
        return '"' + Sha256.of(String.join("\n", words(permissions))).hex() + '"';
    }

    static List<String> words(List<CrossAppPermission> permissions) {
        return permissions.stream().map(CrossAppPermission::words).sorted().toList();
    }

    private static String nextId() {
        return "cap_" + UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
    }
}
