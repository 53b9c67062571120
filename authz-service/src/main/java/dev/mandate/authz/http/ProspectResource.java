package dev.mandate.authz.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.authz.engine.decisions.answers.Prospect;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.recording.Decisions;
import dev.mandate.authz.questions.CallerProof;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.security.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** What a person's agents could do for him, before there is a call: for a page that asks him for a task. Leaves no decision records. */
@Path("/prospects")
@Produces(MediaType.APPLICATION_JSON)
class ProspectResource {
    private static final int MOST = 200;

    /** What each counts towards the quota, in bytes: all that may be asked about take as long as a page of a search. */
    private static final int EACH = Admission.PAGE / MOST;

    private final Decisions decisions;
    private final Admission admission;
    private final SecurityIdentity identity;

    ProspectResource(Decisions decisions, Admission admission, SecurityIdentity identity) {
        this.decisions = decisions;
        this.admission = admission;
        this.identity = identity;
    }

    /** @param tools ids in the catalogue, 200 at most */
    record ProspectsRequest(@Nullable List<@Nullable String> tools) {}

    /** One for each tool that was asked about, in that order. */
    record Told(List<OfTool> tools) {}

    /**
     * Of one tool.
     *
     * @param prospect {@code open}, decided with each call; {@code asked}, each call waits for somebody's yes; {@code refused}, whatever the call;
     *     {@code unknown}, it can't be told now
     * @param reason that a denial would have; absent where nothing is said against it
     * @param explanation for the person; absent where nothing is said against it
     * @param policies ids of those that say so
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfTool(
            String tool,
            String prospect,
            @Nullable String reason,
            @Nullable String explanation,
            List<String> policies) {
        static OfTool of(String tool, Prospect prospect) {
            var reason = prospect.reason();
            return new OfTool(
                    tool,
                    prospect.kind().name().toLowerCase(Locale.ROOT),
                    reason == null ? null : reason.code(),
                    prospect.explanation(),
                    prospect.policies());
        }
    }

    /**
     * What of these tools agents could call in tasks of whoever asks, a person by a token of his own: as far as it depends on him and not on the call, its
     * session or the agent. No record is left, nothing is counted, and nothing may be done on the strength of it.
     */
    @POST
    @RolesAllowed("decisions:evaluate")
    @Operation(summary = "What of these tools could agents call in a task of mine?")
    @APIResponseSchema(value = Told.class, responseCode = "200", responseDescription = "One for each tool")
    @APIResponse(responseCode = "429", description = "The caller's quota is used up: ask again after Retry-After")
    public CompletionStage<Told> tell(@Nullable ProspectsRequest asked, @Context HttpHeaders headers) {
        var facts = RequestFacts.of(headers);
        var caller = Caller.of(identity);
        if (!caller.chain().isEmpty() || !caller.subject().startsWith(IdentityId.PERSON))
            throw new ProblemException(403, "not-a-person", "Ask with a token of the person whom it is about");
        var tools = tools(asked);
        return admission.admitApart(
                caller,
                (long) EACH * tools.size(),
                here -> CompletableFuture.completedFuture(new Told(tools.stream()
                        .map(tool -> OfTool.of(tool, decisions.prospect(question(tool, caller, facts))))
                        .toList())));
    }

    private static Set<String> tools(@Nullable ProspectsRequest asked) {
        var tools = asked == null ? null : asked.tools();
        if (tools == null) throw wrong("Name tools by their ids in the catalogue");
        if (tools.size() > MOST) throw wrong("Name at most " + MOST + " tools");
        var named = new LinkedHashSet<String>();
        for (var tool : tools) {
            if (tool == null) throw wrong("Name each tool by its id");
            named.add(tool);
        }
        return named;
    }

    private static ProblemException wrong(String title) {
        return new ProblemException(400, "invalid-body", title, "/tools");
    }

    private static Question question(String tool, Caller caller, RequestFacts facts) {
        return new Question(
                "person",
                caller.subject(),
                Question.Action.of("call"),
                "tool",
                tool,
                null,
                Map.of(),
                null,
                null,
                CallerProof.ofSubject(caller),
                caller.clientId(),
                facts.requestId(),
                facts.traceparent());
    }
}
