package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.sessions.SessionGate;
import dev.mandate.events.authz.Obligation;
import dev.mandate.events.authz.Obligation.Kind;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.risk.SessionRisk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found about the session lets it go on. */
final class RiskLevel implements Guard {
    /** How a person must have signed in, since his session's newest action, to go on at a high risk. */
    static final String STEP_UP = "urn:mandate:acr:mfa";

    @Override
    public String name() {
        return "risk_level";
    }

    @Override
    public List<Outcome> check(EvaluationContext evaluation) {
        var session = evaluation.session();
        if (session == null || !evaluation.acts()) return List.of(Outcome.PASSED);
        var known = evaluation.touched();
        if (known.unreadable())
            return List.of(Outcome.refused(
                    Reason.UNREADABLE_STATE,
                    session.value(),
                    "The newest state of the session " + session
                            + " can't be read; a later readable revision changes this."));
        var tool = evaluation.tool().state();
        return switch (SessionGate.of(known.state(), tool)) {
            case OPEN -> List.of(Outcome.PASSED);
            case APPROVAL -> List.of(high(session, known.state(), evaluation));
            case CLOSED ->
                List.of(refused(
                        Reason.RISK_CRITICAL,
                        session,
                        "The risk of this session is critical; a new delegation changes this.",
                        new Obligation(Kind.SESSION_TERMINATION, null, null)));
        };
    }

    /**
     * A person who acts for himself shows that it is he; an agent can't, nor can a client that has his token: that he signed in doesn't say what
     * it does.
     */
    private static Outcome high(SessionId session, @Nullable SessionRisk risk, EvaluationContext evaluation) {
        var subject = evaluation.subject();
        if (subject == null || !subject.isPerson() || evaluation.byClient()) return held(session, risk);
        var signedIn = evaluation.question().proof().authentication();
        if (risk != null
                && STEP_UP.equals(signedIn.acr())
                && signedIn.at() != null
                && !signedIn.at().isBefore(risk.at())) return Outcome.PASSED;
        return refused(
                Reason.RISK_HIGH,
                session,
                "The risk of this session is high, and the call can have consequences; signing in again with " + STEP_UP
                        + " changes this.",
                new Obligation(Kind.STEP_UP, STEP_UP, null));
    }

    /** A yes is because of what is named to who says it, so that none helps where not all of it can be. */
    private static Outcome held(SessionId session, @Nullable SessionRisk risk) {
        if (risk != null && risk.countsUnnamed())
            return new Outcome.Refused(
                    Reason.RISK_HIGH,
                    "The risk of this session is high, the call can have consequences, and more was found than a person"
                            + " can be asked about; a new delegation changes this.",
                    session.value(),
                    List.of(),
                    List.of());
        return new Outcome.Held(
                Reason.RISK_HIGH,
                "The risk of this session is high, and the call can have consequences; an approval by the accountable"
                        + " person changes this, or a new delegation.",
                session.value(),
                List.of(),
                List.of(new Obligation(Kind.APPROVAL, null, null, risk == null ? null : risk.counting())));
    }

    private static Outcome refused(Reason reason, SessionId session, String explanation, Obligation obligation) {
        return new Outcome.Refused(reason, explanation, session.value(), List.of(), List.of(obligation));
    }
}
