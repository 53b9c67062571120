package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.sessions.Doers;
import dev.mandate.authz.engine.sessions.Recents;
import dev.mandate.authz.engine.sessions.Sessions;
import java.util.function.Function;

/** Denials that are only so until the risk job has judged what was read, by this session and others of the person. */
public final class PendingJudgement {
    private final EvaluationContexts contexts;
    private final Sessions sessions;
    private final Function<EvaluationContext, Verdict> decide;

    PendingJudgement(EvaluationContexts contexts, Sessions sessions, Function<EvaluationContext, Verdict> decide) {
        this.contexts = contexts;
        this.sessions = sessions;
        this.decide = decide;
    }

    /**
     * Whether policies deny it only until then, and it is about to be judged: what came of each of these reads has been told. Once it is, the
     * answer is an allow, or a person may say yes.
     */
    public boolean awaitedBy(Verdict denial) {
        if (denial.allowed() || denial.question().dryRun() || !onlyByPolicies(denial)) return false;
        var evaluation = contexts.of(denial.question());
        if (UnjudgedReads.of(evaluation, sessions) != UnjudgedReads.TOLD) return false;
        var judged =
                decide.apply(contexts.of(denial.question(), evaluation.allowed().judged(), null, Recents::judged));
        return judged.allowed() || judged.approval() != null;
    }

    /** Nobody can be asked about it, and nothing but policies stands in its way. */
    private static boolean onlyByPolicies(Verdict denial) {
        return denial.reason() != null && denial.reason().ofPolicies() && denial.approval() == null;
    }

    /** Whether nothing that was read has yet to be judged. Asked often meanwhile, and so of what the denial knew of whose call it is. */
    public boolean isOver(Verdict denial) {
        var session = denial.session();
        if (session == null) return true;
        var by = Doers.of(
                denial.identity(), denial.person(), denial.question().proof().established());
        return UnjudgedReads.of(session, by, sessions, contexts.clock().instant()) == UnjudgedReads.NONE;
    }
}
