package dev.mandate.gateway.extmcp;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.messaging.security.Caller;
import java.time.Instant;
import java.util.List;

/**
 * A request that was let through, whose answer is to be shown.
 *
 * @param owed what allowed it, and is owed an outcome each; none where nothing is done by it
 * @param made when it was let through
 * @param place that it has until its answer is shown
 */
record Awaited(
        String method, List<String> servers, Caller caller, List<Verdict> owed, Instant made, AwaitedRoom.Place place) {
    boolean isOf(String itsMethod, List<String> itsServers) {
        return method.equals(itsMethod) && servers.equals(itsServers);
    }
}
