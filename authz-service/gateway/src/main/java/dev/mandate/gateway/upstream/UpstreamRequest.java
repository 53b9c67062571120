package dev.mandate.gateway.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a server.
 *
 * @param task whose sessions are kept apart at the server, where it has sessions
 * @param method of MCP
 * @param params without {@code _meta}, which this gateway writes
 * @param repeatable done twice it does no more than done once: it is sent again where a server says that it has forgotten the session, who may
 *     have done it all the same
 * @param before it is sent before then or not at all, since nobody has decided about later; null for what nobody decides about
 */
public record UpstreamRequest(
        String task,
        String method,
        ObjectNode params,
        boolean repeatable,
        @Nullable Instant before) {
    /** What is said of one that wasn't sent. */
    static final String LATE = "the decision's time was over before it could be sent; ask again";

    boolean isLate(Instant now) {
        return before != null && !now.isBefore(before);
    }
}
