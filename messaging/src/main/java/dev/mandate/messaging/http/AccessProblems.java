package dev.mandate.messaging.http;

import dev.mandate.messaging.security.KeyProofs;
import dev.mandate.messaging.security.StillStarting;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Calls without a token, with a bad one, or with one that lacks the scope. */
public final class AccessProblems {
    @ServerExceptionMapper
    public Response badToken(AuthenticationFailedException e) {
        var why = e.getMessage() == null ? "the token can't be used" : e.getMessage();
        return Problems.response(Problem.of(401, "invalid-token", "Get a new access token and try again", why, null))
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer error=\"invalid_token\", error_description=\"" + why.replace('"', '\'') + '"')
                .build();
    }

    @ServerExceptionMapper
    public Response stillStarting(StillStarting e) {
        return Problems.response(Problem.of(
                        503,
                        "starting",
                        "Ask another replica, or this one again in a moment: it is still starting",
                        e.getMessage(),
                        null))
                .header(HttpHeaders.RETRY_AFTER, 1)
                .build();
    }

    @ServerExceptionMapper
    public Response noToken(UnauthorizedException e) {
        return Problems.response(Problem.of(
                        401, "token-missing", "Send an access token in the header Authorization: Bearer", null, null))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer, DPoP algs=\"" + KeyProofs.algorithms() + '"')
                .build();
    }

    @ServerExceptionMapper
    public Response scopeMissing(ForbiddenException e, ResourceInfo resource) {
        var scopes = scopesOf(resource);
        if (scopes == null) {
            return Problems.response(Problem.of(403, "forbidden", "Nobody may call this", null, null))
                    .build();
        }
        return Problems.response(
                        Problem.of(403, "scope-missing", "Get an access token with the scope " + scopes, null, null))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\", scope=\"" + scopes + '"')
                .build();
    }

    private static @Nullable String scopesOf(@Nullable ResourceInfo resource) {
        if (resource == null || resource.getResourceMethod() == null) return null;
        var allowed = resource.getResourceMethod().getAnnotation(RolesAllowed.class);
        if (allowed == null) allowed = resource.getResourceClass().getAnnotation(RolesAllowed.class);
        return allowed == null ? null : String.join(" or ", allowed.value());
    }
}
