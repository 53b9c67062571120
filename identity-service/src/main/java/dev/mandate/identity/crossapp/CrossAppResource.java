package dev.mandate.identity.crossapp;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.clients.metadata.GrantTypes;
import dev.mandate.identity.clients.metadata.RedirectUris;
import dev.mandate.identity.http.Field;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.proposals.Outcome;
import dev.mandate.messaging.proposals.ProposalResource;
import dev.mandate.messaging.proposals.ProposalView;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** At which authorization servers elsewhere a client may act for people (cross-app access). */
@Path("/clients/{id}/cross-app-access")
public class CrossAppResource {
    private static final int MOST = 20;
    private static final int MOST_NAMES = 50;
    private static final int LONGEST = 250;

    /** RFC 6749 section 3.3, a scope-token. */
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}");

    private static final Pattern TOOL = Pattern.compile("[!-~]{1,200}");

    private final Clients clients;
    private final WiderCrossApp wider;
    private final CrossAppPermissions permissions;
    private final CrossAppConfig config;
    private final SecondPerson second;
    private final SecurityIdentity identity;

    CrossAppResource(
            Clients clients,
            WiderCrossApp wider,
            CrossAppPermissions permissions,
            CrossAppConfig config,
            SecondPerson second,
            SecurityIdentity identity) {
        this.clients = clients;
        this.wider = wider;
        this.permissions = permissions;
        this.config = config;
        this.second = second;
        this.identity = identity;
    }

    /**
     * @param permissions all that count from now on, 20 at most; empty for none
     * @param reason may be left out
     */
    public record NewPermissions(
            @Nullable List<@Nullable NewPermission> permissions,
            @Nullable String reason) {}

    /**
     * @param audience issuer of the authorization server elsewhere, exactly as its metadata have it
     * @param resource URI of what it serves; without it one that it doesn't name
     * @param clientId as which the client is known there
     * @param scopes at most, as they are called there; without it none is named, so that the server there decides
     * @param tools of the catalogue, all that may be done by it, of an agent: it gets one within a task that has each of them, without limits
     * @param audTenant the organisation's tenant there; without it there are none
     * @param email true to tell the person's mail address, by which he may be known there
     */
    public record NewPermission(
            @Nullable String audience,
            @Nullable String resource,
            @Nullable String clientId,
            @Nullable List<@Nullable String> scopes,
            @Nullable List<@Nullable String> tools,
            @Nullable String audTenant,
            @Nullable Boolean email) {}

    public record Permissions(List<CrossAppPermission> permissions) {}

    /** Those that count; without any the client acts nowhere else. {@code ETag} is theirs, for {@code If-Match} of the change. */
    @GET
    @WithSession
    @RolesAllowed("clients:read")
    @APIResponseSchema(Permissions.class)
    public Uni<Response> get(@PathParam("id") String id) {
        return clients.find(id)
                .chain(found -> found.isEmpty()
                        ? refuse(CrossAppRefusal.UNKNOWN_CLIENT)
                        : permissions
                                .of(id)
                                .map(now -> Response.ok(new Permissions(now))
                                        .header("ETag", CrossAppPermissions.tag(now))
                                        .build()));
    }

    /**
     * Says at which authorization servers elsewhere a client may act for who signs in to it, or gives it a task, by an assertion (ID-JAG) that
     * it asks the token endpoint for. More of it waits for two people, since nobody who signs in is asked; less counts at once, but for
     * assertions of the last minutes.
     *
     * @param ifMatch {@code ETag} of those that were looked at, so that nobody takes back what another has changed meanwhile: 412 where they
     *     are others now; without it whatever there is is replaced
     */
    @PUT
    @RolesAllowed("clients:write")
    @APIResponseSchema(Permissions.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    @APIResponse(responseCode = "409", description = "It is no client that acts for people, or keeps no secret")
    @APIResponse(responseCode = "412", description = "It has other permissions now than If-Match names")
    public Uni<Response> change(
            @PathParam("id") String id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable NewPermissions body) {
        var wanted = Field.body(body);
        var content = new WiderCrossApp.Wanted(
                id, permissions(wanted.permissions()), Field.at("/reason").optionalReason(wanted.reason()));
        var caller = Caller.of(identity);
        return (ifMatch == null
                        ? second.ask(wider, content, caller)
                        : Panache.withTransaction(
                                () -> stillThose(id, ifMatch).chain(() -> second.ask(wider, content, caller))))
                .map(result ->
                        result.fold(Function.identity(), CrossAppResource::<Outcome<List<CrossAppPermission>>>refuse))
                .map(outcome -> ProposalResource.answer(outcome, 200, Permissions::new));
    }

    /** Until the transaction ends nobody else changes them. */
    private Uni<Void> stillThose(String id, String ifMatch) {
        return clients.locked(id).chain(() -> permissions.of(id)).map(now -> {
            var tag = CrossAppPermissions.tag(now);
            if (!ifMatch.strip().equals("*")
                    && Arrays.stream(ifMatch.split(",")).map(String::strip).noneMatch(tag::equals))
                throw new ProblemException(
                        412,
                        "changed-meanwhile",
                        "Look where it acts now, and ask again: it was changed since you looked",
                        "If-Match");
            return null;
        });
    }

    private List<CrossAppPermission> permissions(@Nullable List<@Nullable NewPermission> named) {
        var all = Field.at("/permissions").required(named);
        if (all.size() > MOST) throw Field.at("/permissions").problem("Name at most " + MOST);
        var read = new ArrayList<CrossAppPermission>();
        for (var i = 0; i < all.size(); i++) {
            var at = "/permissions/" + i;
            var permission = permission(at, Field.at(at).required(all.get(i)));
            if (read.stream().anyMatch(permission::clashesWith))
                throw Field.at(at).problem("Name an audience and resource once");
            read.add(permission);
        }
        return read;
    }

    private CrossAppPermission permission(String at, NewPermission named) {
        var audience =
                Field.at(at + "/audience").parsed(text(at + "/audience", named.audience()), CrossAppResource::web);
        var permission = new CrossAppPermission(
                audience,
                named.resource() == null
                        ? null
                        : Field.at(at + "/resource")
                                .parsed(text(at + "/resource", named.resource()), CrossAppResource::web),
                text(at + "/clientId", named.clientId()),
                names(at + "/scopes", named.scopes(), SCOPE),
                names(at + "/tools", named.tools(), TOOL),
                named.audTenant() == null ? null : text(at + "/audTenant", named.audTenant()),
                Boolean.TRUE.equals(named.email()));
        if (permission.isAt(config.issuer()))
            throw Field.at(at + "/audience").problem("Name another: here a token is asked for directly");
        return permission;
    }

    private static String text(String at, @Nullable String value) {
        return Field.at(at).line(value, LONGEST);
    }

    /** An address of the web, without what a name has no use for. */
    private static String web(String text) {
        if (!text.startsWith("https://") && !text.startsWith("http://") || text.indexOf('?') >= 0)
            throw new IllegalArgumentException("an https URI without a query");
        return RedirectUris.check(text);
    }

    private static Set<String> names(String at, @Nullable List<@Nullable String> named, Pattern form) {
        var all = Objects.requireNonNullElse(named, List.<@Nullable String>of());
        if (all.size() > MOST_NAMES) throw Field.at(at).problem("Name at most " + MOST_NAMES);
        var names = new TreeSet<String>();
        for (var name : all) {
            if (name == null || !form.matcher(name).matches())
                throw Field.at(at)
                        .problem("Correct " + PlainText.quoted(Objects.requireNonNullElse(name, "")) + ": one name, of"
                                + " visible characters without spaces");
            names.add(name);
        }
        return names;
    }

    private static <T> T refuse(CrossAppRefusal refusal) {
        throw switch (refusal) {
            case UNKNOWN_CLIENT -> new ProblemException(404, "unknown-client", "Name a client that exists");
            case KEEPS_NO_SECRET ->
                new ProblemException(
                        409, "no-secret", "Name a client that keeps a secret or a key: this one is public");
            case NOBODYS ->
                new ProblemException(409, "nobody-signs-in", "Name an application that people sign in to, or an agent");
            case NO_EXCHANGE ->
                new ProblemException(
                        409, "no-token-exchange", "Register it with the grant " + GrantTypes.TOKEN_EXCHANGE);
            case NO_TOOLS ->
                new ProblemException(
                        409,
                        "no-tools",
                        "Name the tools that it opens: an agent gets one within a task that has them all");
            case NO_TASKS ->
                new ProblemException(409, "no-tasks", "Leave tools out: an application acts within no task");
        };
    }
}
