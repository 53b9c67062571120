package dev.mandate.identity.authorize;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.PersonProfile;
import dev.mandate.identity.tokens.ProofNonces;
import dev.mandate.messaging.http.OpenQuery;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.security.Caller;
import dev.mandate.messaging.security.KeyProof;
import dev.mandate.messaging.security.KeyProofs;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jspecify.annotations.Nullable;

/**
 * Who signed in, for the application that he signed in to.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#UserInfo">OpenID Connect Core section 5.3</a>
 */
@OpenQuery
@Path("/oauth2/userinfo")
@RolesAllowed("openid")
public class UserInfoResource {
    private final Identities identities;
    private final Authorizations authorizations;
    private final ProfileClaims claims;
    private final ProofNonces nonces;
    private final SecurityIdentity security;

    UserInfoResource(
            Identities identities,
            Authorizations authorizations,
            ProfileClaims claims,
            ProofNonces nonces,
            SecurityIdentity security) {
        this.identities = identities;
        this.authorizations = authorizations;
        this.claims = claims;
        this.nonces = nonces;
        this.security = security;
    }

    /**
     * Claims by their standard names.
     *
     * @param sub the identity id, the same for every application
     * @param name with the scope profile
     * @param groups with the scope groups: names of the roles that he holds; absent where he holds none, or more than 100
     * @param email with the scope email, as HR has it; whether it is his was never tried, so that no {@code email_verified} is said
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record UserInfo(
            String sub,
            @Nullable String name,

            @JsonProperty("preferred_username") @Nullable String username,

            @Nullable String email,
            @Nullable List<String> groups) {}

    /** With an access token of a person that has the scope openid, while his sign-in lasts. */
    @GET
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    @Operation(summary = "Who signed in")
    public Uni<UserInfo> get(@Context RoutingContext context) {
        return read(context);
    }

    /** The same. */
    @POST
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    @Operation(summary = "Who signed in")
    public Uni<UserInfo> post(@Context RoutingContext context) {
        return read(context);
    }

    private Uni<UserInfo> read(RoutingContext context) {
        var caller = Caller.of(security);
        if (caller.boundTo() != null && nonces.wanted()) requireNonce(context);
        var person = IdentityId.parse(caller.subject())
                .filter(id -> id.isPerson() && caller.chain().isEmpty())
                .orElseThrow(() -> new ProblemException(403, "not-a-person", "Use a token of a person who signed in"));
        return Panache.withTransaction(() -> counts(caller.authorizationId()).chain(counts -> {
            if (!counts)
                throw new AuthenticationFailedException("what the token came of was revoked, or the sign-in ended");
            return identities
                    .profile(person)
                    .chain(profile -> profile.map(it -> of(it, caller.scopes()))
                            .orElseThrow(() -> new AuthenticationFailedException("there is no such person")));
        }));
    }

    /** Of the proof, which was found to be one for this request. */
    private void requireNonce(RoutingContext context) {
        var proof = context.request().getHeader("DPoP");
        var response = context.response().putHeader("DPoP-Nonce", nonces.next());
        if (nonces.counts(KeyProof.nonceOf(proof).orElse(null))) return;
        response.putHeader("WWW-Authenticate", "DPoP error=\"use_dpop_nonce\", algs=\"" + KeyProofs.algorithms() + '"');
        throw new ProblemException(
                401, "use-dpop-nonce", "Make a proof with the nonce of the header DPoP-Nonce and send it once more");
    }

    /** A token of an assertion came of no authorization, and ends by itself. */
    private Uni<Boolean> counts(@Nullable String authorization) {
        return authorization == null ? Uni.createFrom().item(true) : authorizations.counts(authorization);
    }

    private Uni<UserInfo> of(PersonProfile person, Set<String> scopes) {
        return claims.of(person, scopes)
                .map(of -> new UserInfo(
                        person.state().identity().value(), of.name(), of.username(), of.email(), of.groups()));
    }
}
