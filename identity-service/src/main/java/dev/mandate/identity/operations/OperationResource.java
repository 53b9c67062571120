package dev.mandate.identity.operations;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.OperationEvent;
import dev.mandate.events.identity.OperationEvent.AccountResumed;
import dev.mandate.events.identity.OperationEvent.AccountStopped;
import dev.mandate.events.identity.OperationEvent.ToolsAccepted;
import dev.mandate.identity.http.Field;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Puts on record what somebody is about to do with his own hands: who he is, his token says. Nothing else follows from it; the command
 * line asks here first, and does it then.
 */
@Path("/operations")
public class OperationResource {
    private final Outbox outbox;
    private final SecurityIdentity security;

    OperationResource(Outbox outbox, SecurityIdentity security) {
        this.outbox = outbox;
        this.security = security;
    }

    /**
     * @param account its name at the broker, at most 600 characters
     * @param reason in the operator's words, one line of 1 to 500 characters
     */
    public record AccountAct(
            @Nullable String account, @Nullable String reason) {}

    /**
     * @param server its name at the gateway, at most 600 characters
     * @param tools 1 to 100
     */
    public record Acceptance(
            @Nullable String server, @Nullable List<AcceptedTool> tools) {}

    /**
     * @param tool its name at the server
     * @param digest of the definition that was read, {@code sha256:…}
     */
    public record AcceptedTool(
            @Nullable String tool, @Nullable String digest) {}

    /** An account is about to be denied everything at the broker. */
    @POST
    @Path("/account-stops")
    @RolesAllowed("identities:write")
    @WithTransaction
    @APIResponse(responseCode = "204", description = "It is on record")
    public Uni<Void> accountStop(@Nullable AccountAct body) {
        var asked = Field.body(body);
        return told(new AccountStopped(
                name("/account", asked.account()), Field.at("/reason").reason(asked.reason()), by()));
    }

    /** An account is about to go on at the broker. */
    @POST
    @Path("/account-resumptions")
    @RolesAllowed("identities:write")
    @WithTransaction
    @APIResponse(responseCode = "204", description = "It is on record")
    public Uni<Void> accountResumption(@Nullable AccountAct body) {
        var asked = Field.body(body);
        return told(new AccountResumed(
                name("/account", asked.account()), Field.at("/reason").reason(asked.reason()), by()));
    }

    /** Definitions of an MCP server's tools are about to be accepted, so that agents are shown them. */
    @POST
    @Path("/accepted-tools")
    @RolesAllowed({"identities:write", "catalog:write"})
    @WithTransaction
    @APIResponse(responseCode = "204", description = "It is on record")
    public Uni<Void> acceptedTools(@Nullable Acceptance body) {
        return accepted(body, false);
    }

    /**
     * What was accepted before is about to count again, since whoever asks puts the server behind a gateway again, as it was: for an agent of his own, so that
     * it takes no more than to have one.
     */
    @POST
    @Path("/accepted-tools/again")
    @RolesAllowed({"agents:write", "identities:write", "catalog:write"})
    @WithTransaction
    @APIResponse(responseCode = "204", description = "It is on record")
    public Uni<Void> acceptedToolsAgain(@Nullable Acceptance body) {
        return accepted(body, true);
    }

    private Uni<Void> accepted(@Nullable Acceptance body, boolean again) {
        var asked = Field.body(body);
        var tools = Field.at("/tools").filled(asked.tools(), ToolsAccepted.MOST).stream()
                .map(each -> new ToolsAccepted.Definition(
                        name("/tools/tool", each.tool()), name("/tools/digest", each.digest())))
                .toList();
        return told(new ToolsAccepted(name("/server", asked.server()), tools, again ? true : null, by()));
    }

    private Uni<Void> told(OperationEvent event) {
        return outbox.publish(AdministrationEvent.FAMILY, event);
    }

    private static String name(String pointer, @Nullable String value) {
        return Field.at(pointer).line(value, OperationEvent.LONGEST_NAME);
    }

    private Actor by() {
        return Caller.of(security).by();
    }
}
