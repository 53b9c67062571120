package dev.mandate.messaging.security.http;

import dev.mandate.messaging.security.Caller;
import dev.mandate.messaging.security.CallerStatus;
import dev.mandate.messaging.security.InvalidToken;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ResourceInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Who was stopped, has left or was signed out is let in nowhere with the token that he still has, and nobody who acts for him or by whom he acts. */
public final class CallerStatusFilter {
    private final CurrentIdentityAssociation security;
    private final CallerStatus status;

    CallerStatusFilter(CurrentIdentityAssociation security, CallerStatus status) {
        this.security = security;
        this.status = status;
    }

    /** Who isn't let in anyway is for others to say. */
    @ServerRequestFilter
    public @Nullable Uni<Void> check(ResourceInfo resource) {
        if (resource.getResourceClass().isAnnotationPresent(DeniedOnRecord.class)) return null;
        return security.getDeferredIdentity()
                .onFailure()
                .recoverWithNull()
                .chain(identity -> identity != null && identity.getPrincipal() instanceof Caller caller
                        ? status.require(caller)
                        : Uni.createFrom().voidItem())
                .onFailure(InvalidToken.class)
                .transform(e -> new AuthenticationFailedException(e.getMessage()));
    }
}
