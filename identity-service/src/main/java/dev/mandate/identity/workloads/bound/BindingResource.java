package dev.mandate.identity.workloads.bound;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.workloads.WorkloadTransitionResource;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Tokens of a workload's platform by which it proves, without a secret, that it is this one. */
@Path("/workloads/{id}/bindings")
public class BindingResource {
    private final Bindings bindings;
    private final SecurityIdentity security;

    BindingResource(Bindings bindings, SecurityIdentity security) {
        this.bindings = bindings;
        this.security = security;
    }

    /**
     * @param issuer one of {@code GET /workload-issuers}
     * @param claims what a token must say, each exactly: {@code sub}, and whatever else tells this workload from others, such as {@code
     *     repository}, {@code ref} or {@code environment}; a name that begins with {@code /} is a JSON pointer. At most 20 texts, numbers and
     *     truth values as texts
     */
    public record NewBinding(
            @Nullable String issuer, @Nullable Map<String, @Nullable String> claims) {}

    /** A binding after a write. */
    public record AllBindings(List<Bindings.Binding> items) {}

    /** What it is bound to, at most 10. */
    @GET
    @WithSession
    @RolesAllowed("workloads:read")
    public Uni<AllBindings> list(@PathParam("id") String id) {
        return bindings.of(WorkloadTransitionResource.known(id)).map(AllBindings::new);
    }

    /**
     * From now on tokens of this issuer that say all of this prove to be the workload, at {@code POST /oauth2/token} with its id as {@code
     * client_id}. By who answers for it; of others' workloads with {@code clients:write} too, since whoever has such a token is the workload.
     */
    @POST
    @WithTransaction
    @RolesAllowed("workloads:write")
    @APIResponse(responseCode = "409", description = "It has 10 already, or is retired")
    public Uni<Bindings.Binding> bind(@PathParam("id") String id, @Nullable NewBinding body) {
        var wanted = Field.body(body);
        var issuer = Field.at("/issuer").line(wanted.issuer(), 250);
        var claims = Field.at("/claims").parsed(Field.at("/claims").required(wanted.claims()), BoundClaims::check);
        return bindings.make(
                        known(id), issuer, claims, requester(), security.hasRole(WorkloadTransitionResource.OF_ANYBODY))
                .map(result -> result.fold(Function.identity(), BindingResource::refused));
    }

    /** It proves nothing any more, and the tokens that the workload has are void. By an administrator, or by who answers for it. */
    @POST
    @Path("/{binding}/end")
    @WithTransaction
    @RolesAllowed("workloads:write")
    public Uni<Bindings.Binding> end(@PathParam("id") String id, @PathParam("binding") String binding) {
        return bindings.end(known(id), binding, requester())
                .map(result -> result.fold(Function.identity(), BindingResource::refused));
    }

    private static <T> T refused(Bindings.Refusal refusal) {
        if (refusal instanceof Bindings.Refusal.OfWorkload it) throw WorkloadTransitionResource.problem(it.why(), null);
        if (refusal instanceof Bindings.Refusal.UnknownIssuer)
            throw new ProblemException(
                    400, "unknown-issuer", "Name an issuer of workloads that two people trust", "/issuer");
        if (refusal instanceof Bindings.Refusal.TooMany)
            throw new ProblemException(
                    409, "too-many-bindings", "End one first: a workload has at most " + Bindings.MOST);
        throw new ProblemException(404, "unknown-binding", "Name a binding of this workload");
    }

    private static IdentityId known(String id) {
        return WorkloadTransitionResource.known(id);
    }

    private Requester requester() {
        return Requester.of(Caller.of(security));
    }
}
