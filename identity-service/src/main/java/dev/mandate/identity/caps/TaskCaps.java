package dev.mandate.identity.caps;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.TaskCapEvent;
import dev.mandate.events.identity.TaskCapEvent.Of;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.catalogue.Catalogue;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.identities.HeldRoles;
import dev.mandate.identity.identities.Identities;
import dev.mandate.messaging.names.NearName;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How long tasks may last at most, as administrators say: it holds for each task that a person gives, at a page or by his own token. */
@ApplicationScoped
public class TaskCaps {
    /** They are all looked at for each task. */
    static final int MOST = 200;

    private final TaskCapStore store;
    private final HeldRoles held;
    private final Catalogue catalogue;
    private final Clients clients;
    private final Identities identities;
    private final Outbox outbox;

    TaskCaps(
            TaskCapStore store,
            HeldRoles held,
            Catalogue catalogue,
            Clients clients,
            Identities identities,
            Outbox outbox) {
        this.store = store;
        this.held = held;
        this.catalogue = catalogue;
        this.clients = clients;
        this.identities = identities;
        this.outbox = outbox;
    }

    /**
     * What holds for a task; empty where nothing was said. Needs a session.
     *
     * @param agent that gets it; empty for one that is made with it
     * @param client by which it is given
     * @param person who gives it
     */
    public Uni<Optional<TaskCap>> of(Optional<IdentityState> agent, String client, IdentityId person) {
        return all().chain(caps -> {
            if (caps.isEmpty()) return Uni.createFrom().item(Optional.empty());
            // An agent gives tasks by a client of its own, which has its id.
            var clients = new HashSet<>(List.of(client));
            agent.ifPresent(it -> clients.add(it.identity().value()));
            return roles(caps, person).map(roles -> TaskCapRules.shortest(caps, agent, clients, roles));
        });
    }

    /** Not looked for where nothing is said of any. */
    private Uni<Optional<Set<String>>> roles(List<TaskCap> caps, IdentityId person) {
        return caps.stream().anyMatch(cap -> cap.of() == Of.ROLE)
                ? held.of(person)
                : Uni.createFrom().item(Optional.of(Set.of()));
    }

    /** Needs a session. */
    Uni<List<TaskCap>> all() {
        return store.all().map(rows -> rows.stream().map(TaskCapRow::cap).toList());
    }

    /**
     * Why a task could be of none that is called so, in words; empty where one could. Needs a session.
     *
     * @throws IllegalArgumentException for what agents can't be
     */
    Uni<Optional<String>> wrongWith(Of of, String name) {
        TaskCapRules.check(of, name);
        return switch (of) {
            case AUTONOMY -> Uni.createFrom().item(Optional.empty());
            case ROLE -> Uni.createFrom().item(wrongRole(name));
            case CLIENT ->
                clients.find(name)
                        .chain(client -> client.isPresent() ? Uni.createFrom().item(true) : isAgent(name))
                        .map(there -> there
                                ? Optional.empty()
                                : Optional.of("Name an agent or a client by its id: there is none of the id "
                                        + PlainText.quoted(name)));
        };
    }

    private Optional<String> wrongRole(String name) {
        var there = catalogue.roles();
        if (there.contains(name)) return Optional.empty();
        return Optional.of(
                catalogue.rolesAreKnown()
                        ? "Name a role of the catalogue: " + NearName.said("role", name, there)
                        : "Say it again in a minute: which roles there are isn't known now");
    }

    /** One that acts by another's client has none of its own. */
    private Uni<Boolean> isAgent(String name) {
        return IdentityId.parse(name)
                .filter(IdentityId::isAgent)
                .map(id -> identities.find(id).map(Optional::isPresent))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    /**
     * Tasks that were given before go on until they end. Needs a transaction.
     *
     * @param longest null to say nothing any more
     * @return what was said before; refused where there is no more room
     */
    Uni<Result<Optional<Duration>, String>> say(
            Of of, String name, @Nullable Duration longest, @Nullable Reason reason, Actor by) {
        return store.locked(new TaskCapRow.Key(of, name)).chain(row -> {
            var before = row == null ? null : Duration.ofSeconds(row.longest);
            if (longest == null) {
                if (row == null) return Result.nowDone(Optional.<Duration>empty());
                return store.delete(row).chain(() -> told(of, name, null, before, reason, by));
            }
            if (row != null) {
                row.longest = longest.toSeconds();
                return told(of, name, longest, before, reason, by);
            }
            return store.count().chain(count -> {
                if (count >= MOST)
                    return Result.nowRefused("Say nothing any more of others first: at most " + MOST + " are kept");
                var made = new TaskCapRow();
                made.of = of;
                made.name = name;
                made.longest = longest.toSeconds();
                return store.persist(made).chain(() -> told(of, name, longest, null, reason, by));
            });
        });
    }

    private Uni<Result<Optional<Duration>, String>> told(
            Of of,
            String name,
            @Nullable Duration longest,
            @Nullable Duration before,
            @Nullable Reason reason,
            Actor by) {
        return outbox.publish(
                        AdministrationEvent.FAMILY,
                        new TaskCapEvent.Changed(of, name, seconds(longest), seconds(before), reason, by))
                .replaceWith(Result.done(Optional.ofNullable(before)));
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }
}
