package dev.mandate.messaging.replays;

import dev.mandate.events.administration.Reason;
import dev.mandate.messaging.http.ProblemException;
import dev.mandate.messaging.http.QueryParameters;
import dev.mandate.messaging.paging.Page;
import dev.mandate.messaging.paging.PageRequest;
import dev.mandate.messaging.replays.DeadLetterReader.NotNow;
import dev.mandate.messaging.result.Result;
import dev.mandate.messaging.security.Caller;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Records that this service could not take, for operators: what is wrong with each, taking it up again, and saying
 * that nothing is to be done; the same in each service. */
@Path("/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@IfBuildProperty(name = "mandate.database", stringValue = "true")
public class DeadLetterResource {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String READ = "dead-letters:read";
    private static final String REPLAY = "dead-letters:replay";

    private final DeadLetterReplays replays;
    private final DeadLetterDismissals dismissals;
    private final WaitingLetters waiting;
    private final SecurityIdentity security;

    DeadLetterResource(
            DeadLetterReplays replays,
            DeadLetterDismissals dismissals,
            WaitingLetters waiting,
            SecurityIdentity security) {
        this.replays = replays;
        this.dismissals = dismissals;
        this.waiting = waiting;
        this.security = security;
    }

    /** @param reason one line of 1 to 500 characters */
    record Why(@Nullable String reason) {}

    /**
     * Dead letters, the latest first, as long as their topic keeps them (90 days).
     *
     * @param limit 1 to 200, by default 50
     * @param after {@code next} of the page before
     */
    @GET
    @RolesAllowed(READ)
    @APIResponse(responseCode = "503", description = "The broker is out of reach, or many look at dead letters")
    public Uni<Page<DeadLetterView>> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("after") @Nullable String after) {
        return patiently(replays.page(QueryParameters.page(limit, after, DeadLetterResource::cursor)));
    }

    /** One, with all that was kept of it. It may hold whatever its sender wrote. */
    @GET
    @Path("/{letter}")
    @RolesAllowed(READ)
    @APIResponse(responseCode = "503", description = "The broker is out of reach, or many look at dead letters")
    public Uni<DeadLetterView> get(@PathParam("letter") String letter) {
        return patiently(replays.find(number(letter))).map(found -> found.orElseThrow(() -> unknown(letter)));
    }

    /**
     * Takes it up again, as if it came now: once what was wrong is mended. It has its effect once, however often this is asked; who asked
     * is on the record.
     */
    @POST
    @Path("/{letter}/replay")
    @RolesAllowed(REPLAY)
    @APIResponse(responseCode = "200", description = "It was taken, now or before")
    @APIResponse(
            responseCode = "409",
            description = "It was refused again, is not whole, or is taken up by nothing here")
    @APIResponse(responseCode = "503", description = "The broker or the database is out of reach")
    public Uni<DeadLetterView> replay(@PathParam("letter") String letter) {
        return patiently(replays.replay(number(letter), Caller.of(security).by()))
                .map(result -> done(letter, result));
    }

    /**
     * Says that nothing is to be done about it: it waits no more, stays on its topic with all that was kept of it, and can still be taken up
     * again. Who said so, and why, is on the record.
     */
    @POST
    @Path("/{letter}/dismiss")
    @RolesAllowed(REPLAY)
    @APIResponse(responseCode = "200", description = "It is dismissed, now or before")
    @APIResponse(responseCode = "409", description = "It was taken since: nothing is left to do")
    @APIResponse(responseCode = "503", description = "The broker or the database is out of reach")
    public Uni<DeadLetterView> dismiss(@PathParam("letter") String letter, @Nullable Why body) {
        var reason = body == null ? null : body.reason();
        if (reason == null || !Reason.is(reason))
            throw new ProblemException(400, "invalid-reason", "Give a reason: " + Reason.RULE, "/reason");
        return patiently(dismissals.dismiss(
                        number(letter), new Reason(reason), Caller.of(security).by()))
                .map(result -> done(letter, result));
    }

    private DeadLetterView done(String letter, Result<DeadLetterView, ReplayRefusal> result) {
        waiting.haveChanged();
        return result.fold(Function.identity(), refusal -> {
            throw problem(letter, refusal);
        });
    }

    private static ProblemException problem(String letter, ReplayRefusal refusal) {
        return switch (refusal.kind()) {
            case UNKNOWN -> unknown(letter);
            case NOT_HERE -> conflict("not-replayable", "Have its owner write the state again", refusal);
            case GONE -> conflict("not-replayable", "Configure again what could not take it", refusal);
            case TAKEN -> conflict("nothing-left", "Leave it: it has had its effect", refusal);
            case CUT -> conflict("not-whole", "Have its sender write it anew", refusal);
            case REFUSED_AGAIN -> conflict("refused-again", "Mend first what the detail says", refusal);
            case UNREADABLE ->
                conflict(
                        "refused-again",
                        "Have its sender publish it again, mended, with the same source and id",
                        refusal);
            case OTHER_CONTENT ->
                conflict("refused-again", "Have its sender publish it again with an id of its own", refusal);
        };
    }

    private static ProblemException conflict(String code, String title, ReplayRefusal refusal) {
        return new ProblemException(409, code, title, null, refusal.detail());
    }

    private static <T> Uni<T> patiently(Uni<T> answer) {
        return answer.ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure(TimeoutException.class)
                .transform(late -> new NotNow("it takes long"))
                .onFailure(NotNow.class)
                .transform(not -> new ProblemException(503, "busy", "Ask again; " + not.getMessage()).retryAfter(2));
    }

    private static long number(String letter) {
        if (!letter.matches("[0-9]{1,18}")) throw unknown(letter);
        return Long.parseLong(letter);
    }

    private static String cursor(String after) {
        var offset = PageRequest.cursor(after);
        if (!offset.matches("[0-9]{1,18}")) throw new IllegalArgumentException(PageRequest.WHAT_A_CURSOR_IS);
        return offset;
    }

    private static ProblemException unknown(String letter) {
        return ProblemException.unknown("dead letter", letter);
    }
}
