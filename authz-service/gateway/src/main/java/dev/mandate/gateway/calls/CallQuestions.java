package dev.mandate.gateway.calls;

import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Question.Action;
import dev.mandate.authz.engine.decisions.questions.Question.Asker;
import dev.mandate.authz.questions.CallerProof;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.messaging.security.Caller;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** May whoever called, with the token that he called with, do this? Who acts through an agent is asked about as that agent acting for him. */
public final class CallQuestions {
    private static final String CALL = "tools/call";
    private static final String USE = "use";

    private CallQuestions() {}

    /** @param tool as the catalogue calls it */
    public static Question of(
            Caller caller, String tool, @Nullable Map<String, Object> arguments, @Nullable String traceparent) {
        return of(caller, CALL, "tool", tool, arguments, traceparent);
    }

    /**
     * May he use a model?
     *
     * @param tokens that it takes at most
     */
    public static Question ofModel(Caller caller, String model, long tokens, @Nullable String traceparent) {
        return of(caller, USE, "model", model, Map.of("tokens", tokens), traceparent);
    }

    /** May he get to know a server by this method? By COAZ-MCP, nothing is done by it. */
    public static Question ofMethod(Caller caller, String method, String server, @Nullable String traceparent) {
        return of(caller, method, "mcp_server", server, null, traceparent);
    }

    private static Question of(
            Caller caller,
            String action,
            String type,
            String id,
            @Nullable Map<String, Object> arguments,
            @Nullable String traceparent) {
        var bound = caller.delegationId();
        return new Question(
                Question.subjectTypeOf(caller.acting()),
                caller.acting(),
                Action.of(action),
                type,
                id,
                arguments,
                Map.of(),
                bound == null ? null : new DelegationId(bound),
                caller.actor() == null ? null : caller.subject(),
                CallerProof.ofSubject(caller),
                new Asker(
                        caller.clientId(),
                        caller.subject().equals(caller.clientId())
                                && caller.chain().isEmpty(),
                        caller.by(),
                        Set.of()),
                null,
                traceparent);
    }
}
