package dev.mandate.messaging.http;

import dev.mandate.messaging.security.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Endpoints as services have them. */
@Path("/guarded")
public class GuardedResource {
    @Inject
    SecurityIdentity identity;

    /** What a caller sends. */
    public record Order(String name, int amount, Colour colour) {
        public Order {
            if (name == null) throw new IllegalArgumentException("name is missing");
        }
    }

    /** One of a few. */
    public enum Colour {
        RED,
        BLUE
    }

    @GET
    @RolesAllowed("things:read")
    public Uni<String> who(
            @QueryParam("status") @Nullable String status,
            @RestQuery @Nullable String limit,
            @RestQuery("sent-to") @Nullable String to) {
        return Uni.createFrom().item(Caller.of(identity).subject());
    }

    @GET
    @Path("list")
    @PermitAll
    public String list(
            @RestQuery @Nullable String colour,
            @RestQuery @DefaultValue("24") int hours,
            @RestQuery @Nullable Long from,
            @QueryParam("whole") @DefaultValue("false") boolean whole) {
        var wanted = colour == null ? null : QueryParameters.oneOf("colour", colour, Colour.class);
        return wanted + " " + hours + " " + from + " " + whole;
    }

    @POST
    @Path("orders")
    @PermitAll
    public Uni<Order> order(Order order) {
        return Uni.createFrom().item(order);
    }

    @GET
    @Path("nobody")
    @APIResponse(responseCode = "403", description = "Nobody may call it")
    public String nobody() {
        return "never";
    }

    @GET
    @Path("problem")
    @PermitAll
    @APIResponse(responseCode = "409", description = "The name is taken")
    public Uni<String> problem() {
        throw new ProblemException(409, "taken", "Choose another name", "name");
    }

    @GET
    @Path("bug")
    @PermitAll
    public Uni<String> bug() {
        throw new IllegalStateException("secret detail");
    }

    /** As a standard has it, which leaves the query to others. */
    @OpenQuery
    @Path("/open")
    public static class OpenResource {
        @GET
        @PermitAll
        public String open(@QueryParam("status") @Nullable String status) {
            return "open";
        }
    }
}
