package dev.mandate.cli.traces;

import dev.mandate.cli.actors.Cast;
import dev.mandate.cli.actors.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The person whose tasks the runs are; renews the token before it ends. */
final class Delegator {
    private static final Duration RENEW_AFTER = Duration.ofMinutes(2);
    private static final Duration TASK = Duration.ofHours(1);

    private final Cast cast;
    private final String employeeId;
    private String token = "";
    private Instant until = Instant.MIN;

    Delegator(Cast cast, String employeeId) {
        this.cast = cast;
        this.employeeId = employeeId;
    }

    Session delegate(String agentName, String agent, TraceRun run, List<Map<String, Object>> scope) {
        return cast.delegate(
                token(), agentName, agent, run.id(), scope, TASK, Map.of("taskIdentifiers", run.taskIdentifiers()));
    }

    private synchronized String token() {
        if (Instant.now().isAfter(until)) {
            token = cast.signIn().person(employeeId);
            until = Instant.now().plus(RENEW_AFTER);
        }
        return token;
    }
}
