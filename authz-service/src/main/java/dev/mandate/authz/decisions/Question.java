package dev.mandate.authz.decisions;

import dev.mandate.events.authz.Authentication;
import dev.mandate.events.ids.DelegationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * May this subject do this to this resource? The asker's right to ask has been settled before.
 *
 * @param arguments of the tool call; null where the question names none
 * @param asserted what the caller claims about the circumstances; policies see it apart from what is known
 * @param delegation what the subject acts under; null where it acts on its own
 * @param delegator on whose behalf the token or the asker says that the subject acts; null where nobody says so
 * @param tokens whose tokens the question rests on, and since when they are valid
 * @param tokenProblem why the token that was presented proves nothing; null if it does, or none was
 * @param caller client id of who asks
 * @param authentication how the person behind the tokens signed in, as they say
 */
public record Question(
        String subjectType,
        String subjectId,
        Action action,
        String resourceType,
        String resourceId,
        @Nullable Map<String, Object> arguments,
        Map<String, Object> asserted,
        @Nullable DelegationId delegation,
        @Nullable String delegator,
        List<Token> tokens,
        @Nullable String tokenProblem,
        String caller,
        @Nullable String requestId,
        @Nullable String traceparent,
        Authentication authentication) {

    /** Nobody's sign-in is known. */
    public Question(
            String subjectType,
            String subjectId,
            Action action,
            String resourceType,
            String resourceId,
            @Nullable Map<String, Object> arguments,
            Map<String, Object> asserted,
            @Nullable DelegationId delegation,
            @Nullable String delegator,
            List<Token> tokens,
            @Nullable String tokenProblem,
            String caller,
            @Nullable String requestId,
            @Nullable String traceparent) {
        this(
                subjectType,
                subjectId,
                action,
                resourceType,
                resourceId,
                arguments,
                asserted,
                delegation,
                delegator,
                tokens,
                tokenProblem,
                caller,
                requestId,
                traceparent,
                Authentication.UNKNOWN);
    }

    /**
     * The name as asked.
     *
     * @param kind null for a name that this service doesn't know
     */
    public record Action(String name, @Nullable Kind kind) {
        public enum Kind {
            CALL,
            USE
        }

        public static Action of(String name) {
            return switch (name) {
                case "call", "tools/call" -> new Action(name, Kind.CALL);
                case "use" -> new Action(name, Kind.USE);
                default -> new Action(name, null);
            };
        }

        public boolean isCall() {
            return kind == Kind.CALL;
        }
    }

    /** A token's subject or actor, with the instant at which the token was issued. */
    public record Token(String identity, Instant issuedAt) {}

    public String subject() {
        return subjectType + "/" + subjectId;
    }

    public String resource() {
        return resourceType + "/" + resourceId;
    }

    public Map<String, Object> argumentsOrNone() {
        return arguments == null ? Map.of() : arguments;
    }

    /** The same about another resource of the same type. */
    public Question about(String otherId) {
        return with(subjectId, action, otherId);
    }

    /** The same about another action. */
    public Question doing(String otherAction) {
        return with(subjectId, Action.of(otherAction), resourceId);
    }

    /** The same about another subject of the same type. */
    public Question by(String otherId) {
        return with(otherId, action, resourceId);
    }

    private Question with(String subject, Action does, String resource) {
        return new Question(
                subjectType,
                subject,
                does,
                resourceType,
                resource,
                arguments,
                asserted,
                delegation,
                delegator,
                tokens,
                tokenProblem,
                caller,
                requestId,
                traceparent,
                authentication);
    }
}
