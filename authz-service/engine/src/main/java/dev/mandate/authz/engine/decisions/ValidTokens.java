package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.questions.Reason;
import java.util.List;

/** The tokens that the question rests on are valid, and none was voided after it was issued. */
final class ValidTokens implements Guard {
    @Override
    public String name() {
        return "valid_tokens";
    }

    @Override
    public List<Outcome> check(EvaluationContext evaluation) {
        var problem = evaluation.question().proof().problem();
        if (problem != null) {
            return List.of(Outcome.refused(
                    Reason.TOKEN_INVALID,
                    null,
                    "The token presented proves nothing: " + problem + "; a valid one changes this."));
        }
        for (var token : evaluation.question().proof().tokens()) {
            var stopped = CountingClients.problem(token, evaluation);
            if (stopped != null) return List.of(stopped);
            var known = evaluation.directory().identities().get(token.identity());
            if (known.unreadable()) {
                return List.of(
                        Outcome.refused(
                                Reason.UNREADABLE_STATE,
                                token.identity(),
                                "The newest identity record of " + token.identity()
                                        + " can't be read, so its token can't be judged; a later readable revision changes this."));
            }
            var state = known.state();
            var voidBefore = state == null ? null : state.tokensVoidBefore();
            if (voidBefore != null && token.issuedAt().isBefore(voidBefore)) {
                return List.of(Outcome.refused(
                        Reason.TOKEN_VOID,
                        token.identity(),
                        "Tokens of " + token.identity() + " from before " + voidBefore
                                + " are void; a new token changes this."));
            }
            // A rehire may be known from lifecycle-service before identity-service has told which tokens it voided.
            var access = evaluation.directory().access().get(token.identity()).state();
            if (access != null && token.issuedAt().isBefore(access.employmentFrom())) {
                return List.of(Outcome.refused(
                        Reason.TOKEN_VOID,
                        token.identity(),
                        "Tokens of " + token.identity() + " from before the employment that began at "
                                + access.employmentFrom() + " are void; a new token changes this."));
            }
        }
        return List.of(Outcome.PASSED);
    }
}
