package dev.mandate.identity.delegations;

import dev.mandate.events.identity.AgreedKind;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.identity.catalogue.Catalogue;
import dev.mandate.identity.delegations.DelegationResource.Written;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.paging.PageRequest;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What a person agrees to within a task of his, so that he isn't asked for each call of the kind. Only he, by a token of his own. Each ends as any delegation does. */
@Path("/agreements")
public class AgreementResource {
    /** What lets a person say yes to calls lets him agree to more of them, and nothing less does. */
    private static final String ANSWERS = "approvals:answer";

    private final Agreements agreements;
    private final Catalogue catalogue;
    private final SecurityIdentity identity;

    AgreementResource(Agreements agreements, Catalogue catalogue, SecurityIdentity identity) {
        this.catalogue = catalogue;
        this.agreements = agreements;
        this.identity = identity;
    }

    /**
     * @param task the delegation under which the call was asked for
     * @param scope the one tool that it was of, with a limit at least
     * @param expiresAt absent for the end of the task, which a later one is too
     * @param decision the denial that asked
     * @param policies that demanded an approval, as the approval's {@code kind} has them
     * @param policyVersion likewise
     * @param arguments likewise: of the call that was asked about, which others may not exceed
     */
    public record NewAgreement(
            @Nullable String task,
            @Nullable List<ToolScope> scope,
            @Nullable Instant expiresAt,
            @Nullable String decision,
            @Nullable List<String> policies,
            @Nullable String policyVersion,
            @Nullable List<String> arguments) {}

    /** Agrees. 403 for a token that may not answer approvals, 400 naming the field for what doesn't lie within the task. */
    @POST
    @WithTransaction
    @RolesAllowed("delegations:write")
    @APIResponse(
            responseCode = "409",
            description = "As many count within the task as may, or somebody in the chain is not active")
    public Uni<Written> agree(@Nullable NewAgreement body) {
        var caller = Caller.of(identity);
        if (!caller.scopes().contains(ANSWERS))
            throw new ProblemException(403, "insufficient-scope", "Use a token that also has " + ANSWERS);
        var asked = Field.body(body);
        var kind = new AgreedKind(
                Field.at("/decision").parsed(Field.at("/decision").text(asked.decision(), 100), DecisionId::new),
                texts("/policies", asked.policies(), 200),
                Field.at("/policyVersion").text(asked.policyVersion(), 1000),
                texts("/arguments", asked.arguments(), 200),
                caller.clientId(),
                caller.acr());
        return agreements
                .agree(
                        Field.at("/task").delegation(asked.task()),
                        DelegationResource.scopeOf(asked.scope()),
                        asked.expiresAt(),
                        kind,
                        Requester.of(caller))
                .map(result -> result.fold(Written::of, DelegationResource::refuse));
    }

    /**
     * What was agreed to and still counts, the latest first: within a task, as to who may see that; of calls by an agent, for a person to his
     * own tasks and all of agents that he owns; without either what this person agreed to, which is nothing for anybody else.
     *
     * @param task a delegation under which somebody acts; those that were made from it have theirs
     * @param limit 1 to 200, by default 50
     * @param after {@code next} of the page before
     */
    @GET
    @WithSession
    @RolesAllowed("delegations:read")
    @APIResponse(responseCode = "404", description = "There is no such task, or not for who asks")
    public Uni<Page<ShownDelegation>> list(
            @QueryParam("task") @Nullable String task,
            @QueryParam("agent") @Nullable String agent,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        return found(task, agent, QueryParameters.page(limit, after))
                .map(found -> found.map(one -> ShownDelegation.of(one, catalogue)));
    }

    private Uni<Page<DelegationState>> found(@Nullable String task, @Nullable String agent, PageRequest page) {
        var requester = Requester.of(Caller.of(identity));
        var reader = requester.by().identity();
        if (task != null && agent != null)
            throw Field.at("agent").problem("Leave it out where a task is named, which has one agent");
        if (task != null)
            return agreements
                    .within(DelegationResource.known(task), reader, page)
                    .map(found -> found.orElseThrow(DelegationResource::notFound));
        if (agent != null) return agreements.ofAgent(Field.at("agent").identity(agent), reader, page);
        var person = requester.person();
        return person.isEmpty()
                ? Uni.createFrom().item(new Page<>(List.of(), null))
                : agreements.of(person.get(), page);
    }

    private static List<String> texts(String pointer, @Nullable List<String> given, int longest) {
        var texts = new TreeSet<String>();
        var all = Field.at(pointer).filled(given, 50);
        for (var i = 0; i < all.size(); i++)
            texts.add(Field.at(pointer + "/" + i).line(all.get(i), longest));
        return List.copyOf(texts);
    }
}
