package dev.mandate.audit.trail;

import dev.mandate.audit.identities.Accountable;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.events.lifecycle.ApprovalState.Answer;
import dev.mandate.events.lifecycle.ApprovedCall;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says in one sentence who was asked about which call, what he said, and what became of that. */
@ApplicationScoped
class ApprovalNarrator {
    private final Accountable accountable;

    @Inject
    ApprovalNarrator(Accountable accountable) {
        this.accountable = accountable;
    }

    /** @param it one that isn't deleted */
    TrailRow tell(ApprovalState it) {
        var call = Objects.requireNonNull(it.call());
        return new TrailRow(
                        call.session(),
                        call.subject(),
                        answering(it),
                        call.delegation(),
                        it.used() == null ? it.decision() : it.used(),
                        it.status().name().toLowerCase(Locale.ROOT),
                        sentence(it, call) + " (" + it.approval() + ")")
                .on(it.approval().value());
    }

    private String sentence(ApprovalState it, ApprovedCall call) {
        var what = accountable.named(call.subject()) + " to " + call.action() + " " + call.resource();
        return switch (it.status()) {
            case ASKED -> "A person is asked until " + it.until() + " to allow " + what + ", once";
            case GRANTED -> who(it.answer()) + " allowed " + what + ", once, until " + it.until() + said(it.answer());
            case REFUSED -> who(it.answer()) + " did not allow " + what + said(it.answer());
            case USED -> "What " + who(it.answer()) + " had allowed was used up by " + it.used() + ": " + what;
            case ENDED ->
                it.answer() == null
                        ? "Nobody answered whether to allow " + what
                        : "The time is over of what " + who(it.answer()) + " said about " + what;
        };
    }

    /** Who said yes or no; before that, who answers for the call. */
    private static @Nullable IdentityId answering(ApprovalState it) {
        var answer = it.answer();
        var person = answer == null ? null : answer.by().identity().orElse(null);
        return person == null ? it.person() : person;
    }

    private String who(@Nullable Answer answer) {
        return answer == null ? "nobody" : accountable.named(answer.by());
    }

    private static String said(@Nullable Answer answer) {
        return answer == null || answer.reason() == null ? "" : ": " + answer.reason();
    }
}
