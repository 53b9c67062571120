package dev.mandate.identity.clients;

import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.OwnedAgents;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.names.NearName;
import dev.mandate.messaging.paging.Page;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Clients of the token endpoint as they are: services, gateways, operators' tools, applications. */
@Path("/clients")
public class ClientResource {
    private final ClientStore store;
    private final ClientOwners owners;

    ClientResource(ClientStore store, ClientOwners owners) {
        this.store = store;
        this.owners = owners;
    }

    /** One client as it is now. */
    @GET
    @Path("/{id}")
    @WithSession
    @RolesAllowed("clients:read")
    public Uni<ClientView> get(@PathParam("id") String id) {
        return store.findById(id)
                .map(row -> {
                    if (row == null) throw problem(ClientRefusal.UNKNOWN);
                    return ClientView.of(row);
                })
                .chain(view -> offered(List.of(view)).map(views -> views.get(0)));
    }

    /**
     * Clients in the order in which they were made, agents' and workloads' too.
     *
     * @param name only those of this name
     * @param nameHas only those whose name has this somewhere, in capitals or not
     * @param kind {@code client} for applications and services alone, {@code agent} or {@code workload} for theirs; all without it
     * @param owner only those that this person answers for, or did last
     * @param ownerless true for those that nobody answers for, without what is stopped by hand
     * @param limit 1 to 200, by default 50
     * @param after {@code next} of the page before
     */
    @GET
    @WithSession
    @RolesAllowed("clients:read")
    public Uni<Page<ClientView>> list(
            @QueryParam("name") @Nullable String name,
            @QueryParam("nameHas") @Nullable String nameHas,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("owner") @Nullable String owner,
            @QueryParam("ownerless") @DefaultValue("false") boolean ownerless,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        var page = QueryParameters.page(limit, after);
        var named = name == null ? null : Field.at("name").text(name, 100);
        var having = nameHas == null ? null : Field.at("nameHas").text(nameHas, 100);
        var of = kind == null ? null : QueryParameters.oneOf("kind", kind, ClientKind.class);
        var by = owner == null ? null : Field.at("owner").identity(owner);
        return store.page(new ClientStore.Wanted(named, having, of, by, ownerless), page)
                .map(rows -> page.of(rows, row -> row.id).map(ClientView::of))
                .chain(found -> offered(found.items()).map(views -> new Page<>(views, found.next())));
    }

    private Uni<List<ClientView>> offered(List<ClientView> views) {
        return owners.askedOf(views.stream().map(ClientView::client).toList())
                .map(asked -> views.stream()
                        .map(view -> view.offeredTo(asked.get(view.client())))
                        .toList());
    }

    /** Those that a request names, all of them known. */
    static List<String> scopesOf(@Nullable List<String> asked) {
        var scopes = Field.at("/scopes").filled(asked, 50);
        for (var i = 0; i < scopes.size(); i++) {
            if (!Scopes.all().contains(scopes.get(i))) {
                throw Field.at("/scopes/" + i)
                        .problem("Correct the scope: " + NearName.said("scope", scopes.get(i), Scopes.all()));
            }
        }
        return scopes;
    }

    /** @param beyond place of a scope that isn't one's own to give */
    static void requireNone(OptionalInt beyond) {
        beyond.ifPresent(at -> {
            throw new ProblemException(
                    403, "beyond-own-scopes", "Give only scopes that your own client and token have", "/scopes/" + at);
        });
    }

    static <T> T refuse(ClientRefusal refusal) {
        throw problem(refusal);
    }

    private static ProblemException problem(ClientRefusal refusal) {
        return switch (refusal) {
            case UNKNOWN -> new ProblemException(404, "unknown-client", "Name a client that exists");
            case OWN_CLIENT ->
                new ProblemException(409, "own-client", "Use another client, since a stopped one can't resume itself");
            case AGENT ->
                new ProblemException(
                        409, "agent", "Stop or resume an agent by POST /agents/{id}/stop or /agents/{id}/resume");
            case WORKLOAD ->
                new ProblemException(
                        409, "workload", "Suspend, resume and change a workload by what is under /workloads/{id}");
            case SELF_REGISTERED ->
                new ProblemException(
                        409,
                        "self-registered",
                        "Stop it, or have it changed by whoever publishes it: it says itself what it is");
            case NOBODY_ANSWERS ->
                new ProblemException(
                        409, "nobody-answers", "Offer it to an active person: it acts once he has accepted it");
            case INACTIVE_OWNER -> new ProblemException(400, "inactive-person", "Name an active person", "/owner");
            case FOR_ANOTHER ->
                new ProblemException(
                        403,
                        "not-the-person",
                        "Name yourself, or ask an administrator to register it for another",
                        "/owner");
            case OWNS_TOO_MANY ->
                new ProblemException(
                        409,
                        "too-many-clients",
                        "Hand one over first: a person answers for at most " + OwnedAgents.MOST_OF_AN_OWNER
                                + " clients",
                        "/owner");
            case VOID_TOKEN -> new ProblemException(403, "void-token", "Get a new token, this one is void");
            case UNFIT -> new ProblemException(409, "unfit", "Change together what goes together");
            case UNREADABLE ->
                new ProblemException(
                        409,
                        "unreadable-client",
                        "Stop it, or have an operator mend its row: GET /clients/{id} says what of it can't be read");
            case NO_APPLICATION ->
                new ProblemException(409, "no-application", "Name an application; one is registered with redirectUris");
            case HAS_KEYS -> ClientSecretResource.problem(TimedCredentials.Refusal.HAS_KEYS, "client");
            case CONFIGURED ->
                new ProblemException(
                        409,
                        "configured",
                        "Change mandate.bootstrap-admin-secret or mandate.console.client-secret and start the service");
            case BAD_OVERLAP ->
                new ProblemException(
                        400,
                        "bad-overlap",
                        "Choose an overlap of at most " + ClientAdministration.LONGEST_OVERLAP,
                        "/overlap");
            case NO_SCIM ->
                new ProblemException(409, "no-scim", "Give the client scim:write or scim:read before its tokens");
            case TOO_MANY_SECRETS -> ClientSecretResource.problem(TimedCredentials.Refusal.TOO_MANY, "client");
            case BAD_SECRET_END -> ClientSecretResource.problem(TimedCredentials.Refusal.BAD_END, "client");
            case UNKNOWN_SECRET -> ClientSecretResource.problem(TimedCredentials.Refusal.UNKNOWN_SECRET, "client");
            case TOO_MANY_TOKENS ->
                new ProblemException(
                        409,
                        "too-many-tokens",
                        "End one first: a client has at most " + TimedCredentials.MOST + " SCIM tokens at a time");
            case BAD_END ->
                new ProblemException(
                        400,
                        "bad-end",
                        "Name an end that is ahead, and no further than mandate.scim-token-max-lifetime",
                        "/endsAt");
            case UNKNOWN_TOKEN ->
                new ProblemException(404, "unknown-token", "Name a SCIM token of this client that counts");
        };
    }
}
