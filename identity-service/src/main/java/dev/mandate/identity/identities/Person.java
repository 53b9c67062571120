package dev.mandate.identity.identities;

import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.AccessState.Employment;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person as the states of lifecycle leave him, whichever of them were compacted away in between.
 *
 * @param employmentNumber by {@link AccessState#employmentNumber()}
 * @param tokensVoidBefore null for whoever never left
 */
record Person(
        Status status,
        String employeeId,
        String displayName,
        @Nullable String email,
        int employmentNumber,
        @Nullable Instant tokensVoidBefore) {
    static final String LEFT = "left";

    /** The same person where the state changes nothing; null for someone whose first employment is still ahead. */
    static @Nullable Person after(@Nullable Person current, AccessState access, Instant now) {
        var attributes = access.attributes();
        var employed = attributes != null && access.employment() == Employment.ACTIVE;
        if (current == null) return first(access, employed, now);
        var was = current.status == Status.ACTIVE;
        var goesOn = was && employed && current.employmentNumber == access.employmentNumber();
        var staysOut = !was && !employed;
        var voidBefore =
                goesOn || staysOut ? current.tokensVoidBefore : TokensVoid.before(now, current.tokensVoidBefore);
        return employed
                ? of(Status.ACTIVE, access, attributes, voidBefore)
                : new Person(
                        Status.DISABLED,
                        current.employeeId,
                        current.displayName,
                        current.email,
                        access.employmentNumber(),
                        voidBefore);
    }

    private static @Nullable Person first(AccessState access, boolean employed, Instant now) {
        if (access.employment() == Employment.PENDING) return null;
        var never = employed && access.employmentNumber() == 1;
        var status = employed ? Status.ACTIVE : Status.DISABLED;
        return of(status, access, access.attributes(), never ? null : TokensVoid.before(now, null));
    }

    private static Person of(
            Status status, AccessState access, @Nullable WorkerAttributes attributes, @Nullable Instant voidBefore) {
        return new Person(
                status,
                access.employeeId(),
                attributes == null ? access.employeeId() : attributes.displayName(),
                attributes == null ? null : attributes.email(),
                access.employmentNumber(),
                voidBefore);
    }

    /** Whether an employment ended between the two: whatever was his before is void. */
    boolean endedSince(Person before) {
        return !Objects.equals(tokensVoidBefore, before.tokensVoidBefore);
    }
}
