package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.events.identity.ClientState;
import dev.mandate.events.identity.ClientState.Kind;
import dev.mandate.events.identity.ClientState.Status;
import org.jspecify.annotations.Nullable;

/** Whether the client that got a token, or the issuer that vouched for its person, was stopped by hand. */
final class CountingClients {
    private CountingClients() {}

    /** Null where nothing speaks against it; one that nothing is known of isn't stopped. */
    static @Nullable Outcome problem(Question.Token token, EvaluationContext evaluation) {
        var id = token.identity();
        var known = evaluation.directory().clients().get(id);
        if (known.unreadable()) {
            return Outcome.refused(
                    Reason.UNREADABLE_STATE,
                    id,
                    "The newest record of the client " + id
                            + " can't be read, so its token can't be judged; a later readable revision changes this.");
        }
        var state = known.state();
        if (state == null || !state.voids(token.issuedAt())) return null;
        return Outcome.refused(Reason.TOKEN_VOID, id, state.status() == Status.STOPPED ? stopped(state) : older(state));
    }

    private static String stopped(ClientState state) {
        var why = state.statusReason() == null ? "" : " (" + state.statusReason() + ")";
        return state.kind() == Kind.ISSUER
                ? "The sign-in issuer " + state.client() + " is stopped" + why
                        + ", and so is whoever signed in by it; an administrator with the scope issuers:write can resume it."
                : "The client " + named(state) + " is stopped" + why
                        + ", and its tokens are void; an administrator with the scope clients:write can resume it.";
    }

    private static String older(ClientState state) {
        return (state.kind() == Kind.ISSUER
                        ? "Tokens of whom " + state.client() + " signed in"
                        : "Tokens of the client " + named(state))
                + " from before " + state.tokensVoidBefore() + " are void; a new token changes this.";
    }

    private static String named(ClientState state) {
        return state.name().equals(state.client()) ? state.client() : state.name() + " (" + state.client() + ")";
    }
}
