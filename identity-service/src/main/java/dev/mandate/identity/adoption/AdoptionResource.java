package dev.mandate.identity.adoption;

import dev.mandate.identity.clients.Clients;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.MailDomain;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.proposals.Outcome;
import dev.mandate.messaging.proposals.ProposalResource;
import dev.mandate.messaging.proposals.ProposalView;
import dev.mandate.messaging.proposals.SecondPerson;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** Whether a directory (Okta, Entra ID) that keeps people here by SCIM adopts those whom an HR system has already. */
@Path("/clients/{id}/adoption")
public class AdoptionResource {
    private static final int MOST_DOMAINS = 50;

    /** Of a domain, as the Internet's names have it. */
    private static final int LONGEST = 253;

    private final Clients clients;
    private final WiderAdoption wider;
    private final AdoptionRules rules;
    private final SecondPerson second;
    private final SecurityIdentity identity;

    AdoptionResource(
            Clients clients, WiderAdoption wider, AdoptionRules rules, SecondPerson second, SecurityIdentity identity) {
        this.clients = clients;
        this.wider = wider;
        this.rules = rules;
        this.second = second;
        this.identity = identity;
    }

    /**
     * @param by {@code employeeNumber} or {@code externalId}, which are compared with the HR system's employee id, or {@code email}; empty for
     *     nobody
     * @param domains of addresses that count, with {@code email} alone
     * @param reason may be left out
     */
    public record NewRule(
            @Nullable List<String> by,
            @Nullable List<String> domains,
            @Nullable String reason) {}

    /** The rule that counts; without any {@code by} nobody is adopted. */
    @GET
    @WithSession
    @RolesAllowed("clients:read")
    public Uni<AdoptionRule> get(@PathParam("id") String id) {
        return clients.find(id).chain(found -> found.isEmpty() ? refuse(AdoptionRefusal.UNKNOWN_CLIENT) : rules.of(id));
    }

    /**
     * Says by what a client's users are found to be people whom an HR system has already. Such a user isn't made a second person: his id is
     * that person's, and he works here as long as both say so. Whom it has adopted it keeps. That it may adopt more waits for two people.
     */
    @PUT
    @RolesAllowed("clients:write")
    @APIResponseSchema(AdoptionRule.class)
    @APIResponse(
            responseCode = "202",
            description = ProposalResource.WAITS,
            content = @Content(schema = @Schema(implementation = ProposalView.class)))
    @APIResponse(responseCode = "409", description = "It keeps nobody here by SCIM")
    public Uni<Response> change(@PathParam("id") String id, @Nullable NewRule body) {
        var wanted = Field.body(body);
        var rule = Field.at("/domains").parsed(wanted, AdoptionResource::rule);
        var content = new WiderAdoption.Wanted(id, rule, Field.at("/reason").optionalReason(wanted.reason()));
        return second.ask(wider, content, Caller.of(identity))
                .map(result -> result.fold(Function.identity(), AdoptionResource::<Outcome<AdoptionRule>>refuse))
                .map(outcome -> ProposalResource.answer(outcome, 200, Function.identity()));
    }

    private static AdoptionRule rule(NewRule wanted) {
        var by = Objects.requireNonNullElse(wanted.by(), List.<String>of());
        var domains = Objects.requireNonNullElse(wanted.domains(), List.<String>of());
        if (domains.size() > MOST_DOMAINS) throw new IllegalArgumentException("at most " + MOST_DOMAINS + " domains");
        return new AdoptionRule(
                by.stream()
                        .map(name -> Field.at("/by").line(name, LONGEST))
                        .map(name -> Field.at("/by").parsed(name, AdoptionRule.By::parse))
                        .collect(Collectors.toSet()),
                domains.stream()
                        .map(domain -> Field.at("/domains").line(domain, LONGEST))
                        .map(MailDomain::parse)
                        .collect(Collectors.<String, Set<String>>toCollection(TreeSet::new)));
    }

    private static <T> T refuse(AdoptionRefusal refusal) {
        throw switch (refusal) {
            case UNKNOWN_CLIENT -> new ProblemException(404, "unknown-client", "Name a client that exists");
            case NO_SCIM -> new ProblemException(409, "no-scim", "Give the client scim:write before its rule");
        };
    }
}
