package dev.mandate.lifecycle.access;

import dev.mandate.events.administration.Reason;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.lifecycle.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be asked for at all, whoever it is for. */
final class GrantRules {
    /** A year, whichever it is, so that somebody looks at it again. */
    static final Duration LONGEST = Duration.ofDays(366);

    /** Long enough for whoever would have approved it to come back. */
    static final Duration LONGEST_EMERGENCY = Duration.ofHours(24);

    private GrantRules() {}

    /** The first rule that is against it. */
    static Optional<GrantRefusal> against(GrantRequest request, Instant now) {
        if (request.origin().kind() == Origin.Kind.BIRTHRIGHT) return Optional.of(GrantRefusal.BIRTHRIGHT);
        if (!Reason.is(request.reason())) return Optional.of(GrantRefusal.UNFIT_REASON);
        var reference = request.origin().reference();
        if (reference != null && !PlainText.is(reference)) return Optional.of(GrantRefusal.UNFIT_REFERENCE);
        return window(request.origin().kind(), request.from(), request.until(), now);
    }

    private static Optional<GrantRefusal> window(
            Origin.Kind kind, @Nullable Instant from, @Nullable Instant until, Instant now) {
        if (from != null && (from.isBefore(Instant.EPOCH) || from.isAfter(now.plus(LONGEST))))
            return Optional.of(GrantRefusal.BAD_BEGINNING);
        if (until == null) return Optional.of(GrantRefusal.NO_END);
        if (!until.isAfter(now)) return Optional.of(GrantRefusal.END_NOT_AHEAD);
        var begins = from == null ? now : from;
        if (!until.isAfter(begins)) return Optional.of(GrantRefusal.END_BEFORE_BEGINNING);
        if (kind == Origin.Kind.EMERGENCY && until.isAfter(begins.plus(LONGEST_EMERGENCY)))
            return Optional.of(GrantRefusal.EMERGENCY_TOO_LONG);
        return until.isAfter(begins.plus(LONGEST)) ? Optional.of(GrantRefusal.END_TOO_FAR) : Optional.empty();
    }
}
