package dev.mandate.events.authz;

import java.time.Instant;
import java.util.Objects;

/**
 * What an allow is good for: one call, soon. With the decision's session it says all that a report of the call is held against.
 *
 * @param call agent, tool and arguments
 * @param until the call is made before then
 */
public record Permit(CallDigest call, Instant until) {
    public Permit {
        Objects.requireNonNull(call, "call is missing");
        Objects.requireNonNull(until, "until is missing");
    }
}
