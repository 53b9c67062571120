package dev.mandate.identity.clients;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whoever has people sent elsewhere from signing in gets what the application would get of them: two people want that where it is more than
 * who they are. One is enough to have them sent to fewer places.
 */
@ApplicationScoped
class OtherAddresses implements FarReachingChange<OtherAddresses.Wanted, ClientView, ClientRefusal> {
    /** Addresses as they were checked. */
    record Wanted(
            String client,
            Set<String> redirectUris,
            Set<String> postLogoutRedirectUris,
            @Nullable String backchannelLogoutUri,
            @Nullable Reason reason) {
        Wanted {
            redirectUris = new TreeSet<>(redirectUris);
            postLogoutRedirectUris = new TreeSet<>(postLogoutRedirectUris);
        }
    }

    private final ClientAdministration administration;

    OtherAddresses(ClientAdministration administration) {
        this.administration = administration;
    }

    @Override
    public String kind() {
        return "client-addresses";
    }

    @Override
    public Class<Wanted> content() {
        return Wanted.class;
    }

    @Override
    public Uni<Result<Prepared<ClientView, ClientRefusal>, ClientRefusal>> prepare(Wanted wanted, Actor by) {
        return administration
                .application(wanted.client())
                .map(found -> found.map(row -> {
                    var now = new Client.Application(
                            wanted.redirectUris(),
                            wanted.postLogoutRedirectUris(),
                            wanted.backchannelLogoutUri(),
                            row.isPublic,
                            row.idTokens(),
                            row.withoutPkce);
                    Supplier<Uni<Result<ClientView, ClientRefusal>>> making =
                            () -> administration.addresses(row, now, wanted.reason(), by);
                    var further = new TreeSet<>(wanted.redirectUris());
                    further.removeAll(Scopes.parse(row.redirectUris));
                    var gets = new TreeSet<>(Scopes.parse(row.scopes));
                    gets.removeIf(scope -> !WiderClient.isFar(scope, true));
                    return further.isEmpty()
                                    || gets.isEmpty() && !ClientShape.of(row).exchangesTokens()
                            ? Prepared.near(making)
                            : Prepared.far(reach(row, further, gets), making);
                }));
    }

    private static Reach reach(ClientRow row, Set<String> further, Set<String> gets) {
        var client = "the application " + row.name + " (" + row.id + ")";
        return new Reach(
                row.id,
                "addresses " + row.addresses() + ", scopes " + row.scopes,
                "have people who sign in to " + client + " sent to " + String.join(" ", further),
                List.of(
                        "whoever signs in to " + client + ": what is at these addresses gets "
                                + (gets.isEmpty()
                                        ? "what the application acts elsewhere for him by"
                                        : Scopes.write(gets) + " in his name, as far as he has them"),
                        "they are sent now to " + row.redirectUris));
    }

    @Override
    public String words(ClientRefusal refusal) {
        return refusal == ClientRefusal.UNKNOWN
                ? "there is no such client any more"
                : "it is no application, whose addresses could be changed";
    }
}
