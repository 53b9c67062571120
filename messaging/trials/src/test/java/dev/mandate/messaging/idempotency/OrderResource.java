package dev.mandate.messaging.idempotency;

import dev.mandate.messaging.ProcessedRow;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.idempotency.http.Idempotent;
import dev.mandate.messaging.proposals.ProposalResource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Makes something for whoever asks; each order is a row. */
@Path("/orders")
public class OrderResource {
    /**
     * What is wanted.
     *
     * @param note a member that may be left out, as one is that a version of before didn't know
     */
    public record Order(
            String what,
            Map<String, String> options,
            @Nullable String note) {}

    /** What was made; a secret is in its first answer alone. */
    public record Made(String what, String secret, String text) {}

    @POST
    @Path("{shop}")
    @Idempotent
    @WithTransaction
    @RolesAllowed("things:write")
    @ResponseStatus(201)
    @APIResponseSchema(value = Made.class, responseCode = "201")
    public Uni<Made> order(@PathParam("shop") String shop, Order order) {
        if (order.what().isEmpty()) throw new ProblemException(400, "nothing", "Say what you want", "/what");
        var text = "x".repeat(Integer.parseInt(order.options().getOrDefault("length", "0")));
        return row(order.what())
                .replaceWith(() -> new Made(order.what(), UUID.randomUUID().toString(), text));
    }

    @POST
    @Idempotent
    @RolesAllowed("things:write")
    @APIResponseSchema(value = Made.class, responseCode = "202")
    public Uni<Response> orderAnywhere(Order order) {
        return Panache.withTransaction(() -> row(order.what()))
                .replaceWith(() -> Response.accepted(
                                new Made(order.what(), UUID.randomUUID().toString(), ""))
                        .location(URI.create("/orders/" + order.what()))
                        .header(ProposalResource.ALONE_UNTIL, "2027-01-01T00:00:00Z")
                        .build());
    }

    /** Waits for whoever holds it. */
    private static Uni<Void> row(String what) {
        return Panache.getSession()
                .chain(session -> session.persist(new ProcessedRow(what))
                        .chain(session::flush)
                        .chain(() -> session.createNativeQuery(
                                        "select count(*) from pg_advisory_xact_lock(hashtextextended(:what, 7))",
                                        Long.class)
                                .setParameter("what", what)
                                .getSingleResult()))
                .replaceWithVoid();
    }
}
