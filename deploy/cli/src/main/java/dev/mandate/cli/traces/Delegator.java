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

    /** Of a purpose, in characters. */
    private static final int LONGEST = 500;

    Delegator(Cast cast, String employeeId) {
        this.cast = cast;
        this.employeeId = employeeId;
    }

    Session delegate(String agentName, String agent, TraceRun run, List<Map<String, Object>> scope) {
        return cast.delegate(
                token(), agentName, agent, purpose(run), scope, TASK, Map.of("taskIdentifiers", run.taskIdentifiers()));
    }

    /** What the person asked for, if the recording says so. */
    private static String purpose(TraceRun run) {
        if (run.words().isBlank()) return run.id();
        return run.words().length() <= LONGEST ? run.words() : run.words().substring(0, LONGEST);
    }

    private synchronized String token() {
        if (Instant.now().isAfter(until)) {
            token = cast.signIn().person(employeeId);
            until = Instant.now().plus(RENEW_AFTER);
        }
        return token;
    }
}
