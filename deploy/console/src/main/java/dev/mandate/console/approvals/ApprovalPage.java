package dev.mandate.console.approvals;

import dev.mandate.console.frame.Moment;
import dev.mandate.console.signin.SignInStrength;
import dev.mandate.console.signin.Visitor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/**
 * One call as a page shows it.
 *
 * @param notice what became of the last attempt; empty without
 * @param standing what is so now, in a sentence
 * @param answers whether a yes and a no would be taken
 * @param takesBack whether only a no would be
 * @param stronger with what he has to sign in before he answers; empty where he need not
 * @param digest of what is shown
 */
public record ApprovalPage(
        String visitor,
        AskedCall call,
        String notice,
        String standing,
        Moment asked,
        Moment until,
        @Nullable Moment answeredAt,
        boolean answers,
        boolean takesBack,
        String stronger,
        String digest) {
    private static final Map<String, String> STANDING = Map.of(
            "ASKED", "It waits for an answer.",
            "GRANTED", "It was approved, and may be made once.",
            "REFUSED", "It was refused: the call is not made.",
            "USED", "It was approved, and the call was made.",
            "ENDED", "Its time is over: nobody answered, or the call was not made in time.");

    static ApprovalPage of(AskedCall call, Visitor visitor, String notice, InstantSource clock) {
        var over = !clock.instant().isBefore(Instant.parse(call.until()));
        var open = call.mine() && !over;
        var answer = call.answer();
        return new ApprovalPage(
                visitor.name(),
                call,
                notice,
                over && call.status().equals("ASKED")
                        ? "Nobody answered in time, which is a no."
                        : STANDING.getOrDefault(call.status(), call.status()),
                Moment.of(call.askedAt(), clock),
                Moment.of(call.until(), clock),
                answer == null ? null : Moment.of(answer.at(), clock),
                open && call.status().equals("ASKED"),
                open && call.status().equals("GRANTED"),
                open && !SignInStrength.suffices(visitor.acr(), call.acr()) ? SignInStrength.inWords(call.acr()) : "",
                call.digest());
    }

    public List<Entry<String, String>> arguments() {
        return List.copyOf(call.arguments().entrySet());
    }

    public boolean canSignInStronger() {
        return SignInStrength.canBeAskedFor(call.acr());
    }
}
