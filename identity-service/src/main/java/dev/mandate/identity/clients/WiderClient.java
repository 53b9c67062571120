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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Scopes by which a client reaches everybody are given by two people, and so is whatever an application gets of those who sign in to it
 * beyond who they are, since nobody asks these; others, and fewer, are given by one.
 */
@ApplicationScoped
class WiderClient implements FarReachingChange<WiderClient.Wanted, ClientView, ClientRefusal> {
    /** @param scopes what its tokens have at most */
    record Wanted(
            String client, Set<String> scopes, @Nullable Reason reason) {
        Wanted {
            scopes = new TreeSet<>(scopes);
        }
    }

    private final ClientAdministration administration;
    private final TimedCredentials credentials;

    WiderClient(ClientAdministration administration, TimedCredentials credentials) {
        this.administration = administration;
        this.credentials = credentials;
    }

    static boolean isFar(String scope, boolean application) {
        return application ? !Scopes.OF_PROFILE.contains(scope) : Scopes.FAR_REACHING.contains(scope);
    }

    @Override
    public String kind() {
        return "client-scopes";
    }

    @Override
    public Class<Wanted> content() {
        return Wanted.class;
    }

    @Override
    public Uni<Result<Prepared<ClientView, ClientRefusal>, ClientRefusal>> prepare(Wanted wanted, Actor by) {
        return administration
                .changeable(wanted.client())
                .chain(found -> found.chain(row -> credentials.ids(row.id).map(known -> {
                    Supplier<Uni<Result<ClientView, ClientRefusal>>> making =
                            () -> administration.scopes(row, wanted.scopes(), wanted.reason(), by);
                    var added = new TreeSet<>(wanted.scopes());
                    added.removeIf(scope -> !isFar(scope, row.client().isApplication()));
                    added.removeAll(Scopes.parse(row.scopes));
                    return Result.<Prepared<ClientView, ClientRefusal>, ClientRefusal>done(
                            added.isEmpty()
                                    ? Prepared.near(making)
                                    : Prepared.far(reach(row, known, wanted, added), making));
                })));
    }

    /** @param secrets whoever made one while it could do less has it still */
    private static Reach reach(
            ClientRow row, Map<TimedSecretUse, List<String>> secrets, Wanted wanted, Set<String> added) {
        var client = "the client " + row.name + " (" + row.id + ")";
        var ofScim = ScimTokens.among(added);
        var tokens = ofScim.isEmpty() ? List.<String>of() : secrets.getOrDefault(TimedSecretUse.SCIM, List.of());
        var opening = secrets.getOrDefault(TimedSecretUse.TOKENS, List.of());
        var touches = new ArrayList<String>();
        touches.add(
                row.client().isApplication()
                        ? "whoever signs in to " + client + " (" + row.redirectUris + "): it gets "
                                + Scopes.write(added) + " in his name, as far as he has them"
                        : "whoever has the secret or key of " + client + ": it gets " + Scopes.write(added));
        if (!tokens.isEmpty())
            touches.add(
                    "whoever has its SCIM tokens " + String.join(", ", tokens) + ": it gets " + Scopes.write(ofScim));
        touches.add("it has now: " + (row.scopes.isEmpty() ? "nothing" : row.scopes)
                + "; its grants are " + Scopes.write(row.client().grants())
                + (row.withoutPkce ? "; it may ask for codes without PKCE" : ""));
        return new Reach(
                row.id,
                "scopes " + row.scopes + ", reached by " + row.wayIn() + opening + tokens,
                "give " + client + " the scopes " + Scopes.write(wanted.scopes()),
                touches);
    }

    @Override
    public String words(ClientRefusal refusal) {
        return refusal == ClientRefusal.UNKNOWN ? "there is no such client any more" : "its scopes can't be changed";
    }
}
