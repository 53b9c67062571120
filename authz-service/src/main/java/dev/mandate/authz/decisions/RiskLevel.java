package dev.mandate.authz.decisions;

import dev.mandate.authz.sessions.SessionGate;
import java.util.List;

/** What was found about the session lets it go on. */
final class RiskLevel implements Guard {
    @Override
    public String name() {
        return "risk_level";
    }

    @Override
    public List<Outcome> check(Matter matter) {
        var session = matter.session();
        if (session == null || !matter.question().action().isCall()) return List.of(Outcome.PASSED);
        var known = matter.touched();
        if (known.unreadable())
            return List.of(Outcome.refused(
                    Reason.UNREADABLE_STATE,
                    session.value(),
                    "The newest state of the session " + session
                            + " can't be read; a later readable revision changes this."));
        var tool = matter.tool().state();
        return switch (SessionGate.of(known.state(), tool)) {
            case OPEN -> List.of(Outcome.PASSED);
            case APPROVAL ->
                List.of(Outcome.refused(
                        Reason.RISK_HIGH,
                        session.value(),
                        "The risk of this session is high, and the call can have consequences; an approval or step-up by"
                                + " the accountable person changes this."));
            case CLOSED ->
                List.of(Outcome.refused(
                        Reason.RISK_CRITICAL,
                        session.value(),
                        "The risk of this session is critical; a new delegation changes this."));
        };
    }
}
