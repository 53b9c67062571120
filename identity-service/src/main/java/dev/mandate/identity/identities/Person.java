package dev.mandate.identity.identities;

import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.lifecycle.WorkerEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person as the facts of lifecycle leave him. What is late or out of order never makes someone active again.
 *
 * @param factAt when the last of joined, left and rehired that counted took effect
 * @param tokensVoidBefore null for whoever never left
 */
record Person(
        Status status,
        String employeeId,
        String displayName,
        @Nullable String email,
        Instant factAt,
        @Nullable Instant tokensVoidBefore) {
    static final String LEFT = "left";

    /** The same person where the event changes nothing; null for a move of someone who never joined. */
    static @Nullable Person after(@Nullable Person current, WorkerEvent event, Instant now) {
        if (event instanceof WorkerEvent.Joined joined) return joined(current, joined);
        if (event instanceof WorkerEvent.Moved moved) return current == null ? null : current.moved(moved.attributes());
        if (event instanceof WorkerEvent.Left left) return left(current, left, now);
        return rehired(current, (WorkerEvent.Rehired) event, now);
    }

    private static Person joined(@Nullable Person current, WorkerEvent.Joined event) {
        return current == null ? active(event, event.attributes(), null) : current;
    }

    private Person moved(WorkerAttributes attributes) {
        if (status != Status.ACTIVE) return this;
        return new Person(status, employeeId, attributes.displayName(), attributes.email(), factAt, tokensVoidBefore);
    }

    /** A departure from before the present employment began is the one of an earlier employment. */
    private static Person left(@Nullable Person current, WorkerEvent.Left event, Instant now) {
        if (current == null) {
            return new Person(
                    Status.DISABLED,
                    event.employeeId(),
                    event.employeeId(),
                    null,
                    event.effectiveAt(),
                    TokensVoid.before(now, null));
        }
        var wasRehired = current.tokensVoidBefore != null && !current.factAt.isAfter(now);
        var ofEarlierEmployment = wasRehired && event.effectiveAt().isBefore(current.factAt);
        if (current.status != Status.ACTIVE || ofEarlierEmployment) return current;
        return new Person(
                Status.DISABLED,
                current.employeeId,
                current.displayName,
                current.email,
                event.effectiveAt(),
                TokensVoid.before(now, current.tokensVoidBefore));
    }

    private static Person rehired(@Nullable Person current, WorkerEvent.Rehired event, Instant now) {
        if (current == null) return active(event, event.attributes(), TokensVoid.before(now, null));
        if (current.status == Status.ACTIVE || event.effectiveAt().isBefore(current.factAt)) return current;
        return active(event, event.attributes(), TokensVoid.before(now, current.tokensVoidBefore));
    }

    private static Person active(WorkerEvent event, WorkerAttributes attributes, @Nullable Instant tokensVoidBefore) {
        return new Person(
                Status.ACTIVE,
                event.employeeId(),
                attributes.displayName(),
                attributes.email(),
                event.effectiveAt(),
                tokensVoidBefore);
    }
}
