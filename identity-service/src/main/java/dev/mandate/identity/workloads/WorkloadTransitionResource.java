package dev.mandate.identity.workloads;

import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.agents.AgentRefusal;
import dev.mandate.identity.agents.OfferResource;
import dev.mandate.identity.clients.ClientSecretResource;
import dev.mandate.identity.http.Field;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Moves a workload through its life: by an administrator, or by who answers for it. */
@Path("/workloads/{id}")
@RolesAllowed("workloads:write")
public class WorkloadTransitionResource {
    /** What it takes to have a credential of somebody else's: whoever has one is the workload. */
    public static final String OF_ANYBODY = "clients:write";

    private static final String ILLEGAL = "It is not where this can be done to it";

    private final Workloads workloads;
    private final SecurityIdentity security;

    WorkloadTransitionResource(Workloads workloads, SecurityIdentity security) {
        this.workloads = workloads;
        this.security = security;
    }

    /** @param reason in the requester's words, one line of 1 to 500 characters */
    public record Why(@Nullable String reason) {}

    /** Says that it is what it was registered as, so that policies go by its purpose, kind and environment. By an administrator alone. */
    @POST
    @Path("/confirm")
    @WithTransaction
    @APIResponse(responseCode = "409", description = "It is retired")
    public Uni<WorkloadView> confirm(@PathParam("id") String id) {
        return workloads.confirm(known(id), requester()).map(WorkloadTransitionResource::answer);
    }

    /** Puts one that is staged into use. */
    @POST
    @Path("/activate")
    @WithTransaction
    @APIResponse(responseCode = "409", description = "It isn't staged, or nobody answers for it")
    public Uni<WorkloadView> activate(@PathParam("id") String id) {
        return workloads.activate(known(id), requester()).map(WorkloadTransitionResource::answer);
    }

    /** Until it is resumed it gets no token, and those that it has are void. */
    @POST
    @Path("/suspend")
    @WithTransaction
    @APIResponse(responseCode = "409", description = ILLEGAL)
    public Uni<WorkloadView> suspend(@PathParam("id") String id, @Nullable Why body) {
        return workloads.suspend(known(id), reason(body), requester()).map(WorkloadTransitionResource::answer);
    }

    /** It may act again; earlier tokens stay void. Who answers for it resumes what he alone has suspended. */
    @POST
    @Path("/resume")
    @WithTransaction
    @APIResponse(responseCode = "409", description = "It isn't suspended, or nobody answers for it")
    public Uni<WorkloadView> resume(@PathParam("id") String id, @Nullable Why body) {
        return workloads.resume(known(id), reason(body), requester()).map(WorkloadTransitionResource::answer);
    }

    /** It never acts again, and its credentials are gone. */
    @POST
    @Path("/retire")
    @WithTransaction
    @APIResponse(responseCode = "409", description = ILLEGAL)
    public Uni<WorkloadView> retire(@PathParam("id") String id, @Nullable Why body) {
        return workloads.retire(known(id), reason(body), requester()).map(WorkloadTransitionResource::answer);
    }

    /** Of one that is retired, or never was in use, nothing but the id is left. */
    @POST
    @Path("/delete")
    @WithTransaction
    @APIResponse(responseCode = "409", description = ILLEGAL)
    public Uni<WorkloadView> delete(@PathParam("id") String id, @Nullable Why body) {
        return workloads.delete(known(id), reason(body), requester()).map(WorkloadTransitionResource::answer);
    }

    static WorkloadView answer(Result<IdentityState, WorkloadRefusal> done) {
        return done.fold(WorkloadView::of, refused -> {
            throw problem(refused, null);
        });
    }

    public static IdentityId known(String id) {
        return IdentityId.parse(id).filter(IdentityId::isWorkload).orElseThrow(WorkloadTransitionResource::notFound);
    }

    static ProblemException notFound() {
        return OfferResource.problem(AgentRefusal.UNKNOWN_AGENT, "workload", null);
    }

    public static ProblemException problem(WorkloadRefusal refusal, @Nullable String field) {
        if (refusal instanceof WorkloadRefusal.Rights it) return OfferResource.problem(it.why(), "workload", field);
        if (refusal instanceof WorkloadRefusal.Anothers)
            return new ProblemException(
                    403, "others-workload", "Ask with clients:write too, or as who answers for the workload");
        if (refusal instanceof WorkloadRefusal.AdministratorsAlone)
            return new ProblemException(
                    403,
                    "administrators-alone",
                    "Ask an administrator: who answers for a workload doesn't confirm what it is, and only shortens its time");
        if (refusal instanceof WorkloadRefusal.Credential it) return ClientSecretResource.problem(it.why(), "workload");
        if (refusal instanceof WorkloadRefusal.NobodyAnswers)
            return new ProblemException(
                    409, "nobody-answers", "Offer it to an active person: it is in use once he has accepted it");
        if (refusal instanceof WorkloadRefusal.Gone it)
            return new ProblemException(
                    409, "workload-gone", "Register another workload; this one is " + text(it.status()));
        var illegal = (WorkloadRefusal.IllegalTransition) refusal;
        return new ProblemException(
                409,
                "illegal-move",
                "Look at its status first: one that is " + text(illegal.from()) + " has no "
                        + text(illegal.transition()));
    }

    private static String text(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    private static Reason reason(@Nullable Why body) {
        var why = Field.body(body);
        return Field.at("/reason").reason(why.reason());
    }

    private Requester requester() {
        return Requester.of(Caller.of(security));
    }
}
