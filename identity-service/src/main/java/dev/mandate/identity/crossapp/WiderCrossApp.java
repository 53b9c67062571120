package dev.mandate.identity.crossapp;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.clients.metadata.GrantTypes;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Nobody who signs in to a client is asked whether it acts for him elsewhere: two people say where it may. That it may at fewer places, or do less
 * there, one says.
 */
@ApplicationScoped
class WiderCrossApp implements FarReachingChange<WiderCrossApp.Wanted, List<CrossAppPermission>, CrossAppRefusal> {
    record Wanted(
            String client,
            List<CrossAppPermission> permissions,
            @Nullable Reason reason) {
        Wanted {
            permissions = List.copyOf(permissions);
        }
    }

    private final Clients clients;
    private final CrossAppPermissions permissions;

    WiderCrossApp(Clients clients, CrossAppPermissions permissions) {
        this.clients = clients;
        this.permissions = permissions;
    }

    @Override
    public String kind() {
        return "cross-app-access";
    }

    @Override
    public Class<Wanted> content() {
        return Wanted.class;
    }

    @Override
    public Uni<Result<Prepared<List<CrossAppPermission>, CrossAppRefusal>, CrossAppRefusal>> prepare(
            Wanted wanted, Actor by) {
        return clients.locked(wanted.client())
                .map(found -> found.<Result<Client, CrossAppRefusal>>map(
                                client -> Result.unless(against(client, wanted.permissions()), client))
                        .orElseGet(() -> Result.refused(CrossAppRefusal.UNKNOWN_CLIENT)))
                .chain(checked -> checked.chain(client ->
                        permissions.of(client.id()).map(now -> Result.done(prepared(client, now, wanted, by)))));
    }

    private Prepared<List<CrossAppPermission>, CrossAppRefusal> prepared(
            Client client, List<CrossAppPermission> now, Wanted wanted, Actor by) {
        Supplier<Uni<Result<List<CrossAppPermission>, CrossAppRefusal>>> making = () -> permissions
                .change(client, wanted.permissions(), wanted.reason(), by)
                .map(Result::done);
        return CrossAppPermission.within(wanted.permissions(), now)
                ? Prepared.near(making)
                : Prepared.far(reach(client, now, wanted.permissions()), making);
    }

    private static Optional<CrossAppRefusal> against(Client client, List<CrossAppPermission> wanted) {
        if (wanted.isEmpty()) return Optional.empty();
        if (client.isPublic()) return Optional.of(CrossAppRefusal.KEEPS_NO_SECRET);
        if (!client.isAgent() && client.application() == null) return Optional.of(CrossAppRefusal.NOBODYS);
        if (!client.grants().contains(GrantTypes.TOKEN_EXCHANGE)) return Optional.of(CrossAppRefusal.NO_EXCHANGE);
        if (client.isAgent())
            return wanted.stream().anyMatch(it -> it.tools().isEmpty())
                    ? Optional.of(CrossAppRefusal.NO_TOOLS)
                    : Optional.empty();
        return wanted.stream().allMatch(it -> it.tools().isEmpty())
                ? Optional.empty()
                : Optional.of(CrossAppRefusal.NO_TASKS);
    }

    private static Reach reach(Client client, List<CrossAppPermission> now, List<CrossAppPermission> wanted) {
        var touches = new ArrayList<String>();
        for (var permission : wanted)
            if (!CrossAppPermission.within(List.of(permission), now))
                touches.add((client.isAgent() ? "whoever gives it a task" : "whoever signs in to it")
                        + ", who isn't asked: it acts for him at " + permission.words());
        touches.add(
                "it acts now at " + (now.isEmpty() ? "none" : String.join("; at ", CrossAppPermissions.words(now))));
        var who = (client.isAgent() ? "the agent " : "the application ") + client.name() + " (" + client.id() + ")";
        return new Reach(
                client.id(),
                "acts at " + CrossAppPermissions.words(now),
                "let " + who + " act for people at " + String.join("; at ", CrossAppPermissions.words(wanted)),
                List.copyOf(touches));
    }

    @Override
    public String words(CrossAppRefusal refusal) {
        return switch (refusal) {
            case UNKNOWN_CLIENT -> "there is no such client any more";
            case KEEPS_NO_SECRET -> "the client keeps no secret";
            case NOBODYS -> "nobody signs in to the client";
            case NO_EXCHANGE -> "the client doesn't exchange tokens";
            case NO_TOOLS -> "an agent acts within tasks, and no tools of them are named";
            case NO_TASKS -> "the client acts within no tasks, whose tools could be named";
        };
    }
}
