package dev.mandate.messaging.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.logging.Log;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Whatever else a request can end with. */
public final class RequestProblems {
    @ServerExceptionMapper
    public Response problem(ProblemException e) {
        var response = Problems.response(e.problem());
        if (e.retryAfterSeconds() > 0) response.header(HttpHeaders.RETRY_AFTER, e.retryAfterSeconds());
        return response.build();
    }

    @ServerExceptionMapper
    public Response unreadableBody(MismatchedInputException e) {
        return BodyProblem.of(e);
    }

    @ServerExceptionMapper
    public Response unreadableBody(JsonProcessingException e) {
        return e instanceof InvalidDefinitionException ? failed(e) : BodyProblem.of(e);
    }

    @ServerExceptionMapper
    public Response webApplication(WebApplicationException e) {
        var json = cause(e, JsonProcessingException.class);
        if (json != null && e.getResponse().getStatus() == 400) return BodyProblem.of(json);
        var refused = cause(e, ProblemException.class);
        if (refused != null) return problem(refused);
        var status = e.getResponse().getStatus();
        if (status < 400) return e.getResponse();
        var problem =
                switch (status) {
                    case 400 -> Problem.of(400, "bad-request", "Correct the request", e.getMessage(), null);
                    case 404 -> Problem.of(404, "not-found", "Nothing is at this path; see /q/openapi", null, null);
                    case 405 -> Problem.of(405, "method-not-allowed", "Use a method that this path has", null, null);
                    case 406 -> Problem.of(406, "not-acceptable", "Accept application/json", null, null);
                    case 413 -> Problem.of(413, "too-large", "Send less in one request", null, null);
                    case 415 -> Problem.of(415, "unsupported-media-type", "Send application/json", null, null);
                    default -> Problem.of(status, "http-" + status, "The request could not be answered", null, null);
                };
        return Problems.response(problem).build();
    }

    /** What nobody expected is told to the operator in the log, and to the caller only by its number there. */
    @ServerExceptionMapper
    public Response failed(Throwable e) {
        if (DatabaseOutage.is(e)) {
            Log.warnf("a request was refused for want of the database: %s", e);
            return Problems.response(
                            Problem.of(503, "database-unavailable", "Try again; the database is away", null, null))
                    .header(HttpHeaders.RETRY_AFTER, 1)
                    .build();
        }
        var number = UUID.randomUUID();
        Log.errorf(e, "request failed, error %s", number);
        return Problems.response(Problem.of(
                        500,
                        "internal-error",
                        "Try again; if it persists, give the operator this number",
                        "error " + number,
                        null))
                .build();
    }

    private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
        for (Throwable next = e.getCause(); next != null; next = next.getCause()) {
            if (type.isInstance(next)) return type.cast(next);
        }
        return null;
    }
}
