package dev.mandate.authz.outcomes;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.recording.OutcomeSender.Told;
import dev.mandate.events.actions.ActionEvent.ToolCalled;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.authz.DecisionEvent.Decided;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An allowed call of a tool, of which it is to be told what became: by whoever asked, once, or again in the same words. */
final class OwedOutcome {
    private final DecisionId decision;
    private final SessionId session;
    private final IdentityId identity;
    private final @Nullable DelegationId delegation;
    private final String tool;
    private final Map<String, Object> arguments;
    private final Actor presenter;
    private final Instant at;
    private final @Nullable String receipt;
    private @Nullable Telling telling;

    private record Telling(ToolResult result, CompletableFuture<Told> told) {}

    private OwedOutcome(
            DecisionId decision,
            SessionId session,
            IdentityId identity,
            @Nullable DelegationId delegation,
            String tool,
            @Nullable Map<String, Object> arguments,
            Actor presenter,
            Instant at,
            @Nullable String receipt) {
        this.decision = decision;
        this.session = session;
        this.identity = identity;
        this.delegation = delegation;
        this.tool = tool;
        this.arguments = arguments == null ? Map.of() : arguments;
        this.presenter = presenter;
        this.at = at;
        this.receipt = receipt;
    }

    /** Null where nothing is owed: for a denial, and for what is no call of a tool. */
    static @Nullable OwedOutcome of(Verdict it) {
        var session = it.session();
        var identity = it.identity();
        var presenter = it.question().asker().presenter();
        if (!it.allowed() || it.permit() == null || session == null || identity == null || presenter == null)
            return null;
        var question = it.question();
        return new OwedOutcome(
                it.id(),
                session,
                identity,
                question.delegation(),
                question.resourceId(),
                question.arguments(),
                presenter,
                it.at(),
                it.receipt());
    }

    /** The same, of a record. */
    static @Nullable OwedOutcome of(Decided it) {
        var session = it.session();
        var identity = it.identity();
        var presenter = it.presenter();
        var tool = it.tool();
        if (!it.allowed() || it.permit() == null || session == null || identity == null || presenter == null)
            return null;
        if (tool == null) return null;
        return new OwedOutcome(
                it.decision(),
                session,
                identity,
                it.delegation(),
                tool,
                it.arguments(),
                presenter,
                it.at(),
                it.receipt());
    }

    DecisionId decision() {
        return decision;
    }

    String tool() {
        return tool;
    }

    SessionId session() {
        return session;
    }

    Instant at() {
        return at;
    }

    /** Digest of the receipt that its answer has, as its record has it; null where it has none. */
    @Nullable
    String receipt() {
        return receipt;
    }

    boolean askedBy(Actor caller) {
        return presenter.equals(caller);
    }

    /** @param made when the call was begun, as far as its caller can tell: never before it was allowed, nor after now */
    ToolCalled called(ToolResult result, Instant made, Instant now) {
        var begun = made.isBefore(at) ? at : made.isAfter(now) ? now : made;
        return new ToolCalled(session, identity, delegation, decision, tool, arguments, begun, result, List.of());
    }

    /** Nobody has told of it here. */
    synchronized boolean untold() {
        return telling == null;
    }

    /**
     * Tells it unless it has been told.
     *
     * @return null if something else has been told
     */
    synchronized @Nullable CompletableFuture<Told> once(ToolResult result, Supplier<CompletableFuture<Told>> tell) {
        var before = telling;
        if (before != null && before.told().getNow(Told.WAITING) != Told.LOST)
            return before.result().equals(result) ? before.told() : null;
        var told = tell.get();
        telling = new Telling(result, told);
        return told;
    }

    /** In bytes, about. */
    int weight() {
        return (int) Math.min(Integer.MAX_VALUE, 600 + weight(arguments));
    }

    private static long weight(@Nullable Object value) {
        if (value instanceof String text) return 56 + 2L * text.length();
        if (value instanceof Map<?, ?> map) {
            long weight = 64;
            for (var member : map.entrySet()) weight += 40 + weight(member.getKey()) + weight(member.getValue());
            return weight;
        }
        if (value instanceof List<?> list) {
            long weight = 40;
            for (var element : list) weight += 8 + weight(element);
            return weight;
        }
        return 24;
    }
}
