package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.sessions.Doers;
import dev.mandate.authz.engine.sessions.Recents;
import dev.mandate.authz.engine.sessions.Sessions;
import java.time.InstantSource;

/** Denials that are only so until the risk job has judged what was read, by this session and others of the person. */
public final class PendingJudgement {
    private final DecisionPipeline pipeline;
    private final Sessions sessions;
    private final InstantSource clock;

    PendingJudgement(DecisionPipeline pipeline, Sessions sessions, InstantSource clock) {
        this.pipeline = pipeline;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * Whether policies deny it only until then, and it is about to be judged: what came of each of these reads has been told. Once it is, the
     * answer is an allow, or a person may say yes.
     */
    public boolean awaitedBy(Verdict denial) {
        var session = denial.session();
        var question = denial.question();
        if (session == null || question.dryRun() || !question.action().isCall() || !onlyByPolicies(denial))
            return false;
        if (reads(denial) != UnjudgedReads.TOLD) return false;
        var before = sessions.allowed().of(session, clock.instant());
        var judged = pipeline.decide(question, before.judged(), Recents::judged);
        return judged.allowed() || judged.approval() != null;
    }

    /** Nobody can be asked about it, and nothing but policies stands in its way. */
    private static boolean onlyByPolicies(Verdict denial) {
        return denial.reason() != null && denial.reason().ofPolicies() && denial.approval() == null;
    }

    /** Whether nothing that was read has yet to be judged. */
    public boolean isOver(Verdict denial) {
        return reads(denial) == UnjudgedReads.NONE;
    }

    /** By what the denial knew of whose call it is: nothing of its question is read for it, however often it is asked. */
    private UnjudgedReads reads(Verdict denial) {
        var session = denial.session();
        if (session == null) return UnjudgedReads.NONE;
        var by = Doers.of(
                denial.identity(), denial.person(), denial.question().proof().established());
        return UnjudgedReads.of(session, by, sessions, clock.instant());
    }
}
