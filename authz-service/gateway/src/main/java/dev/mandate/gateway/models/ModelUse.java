package dev.mandate.gateway.models;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.events.actions.ActionEvent.ModelUsed;
import dev.mandate.events.actions.TokenUsage;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.gateway.providers.ModelProvider;
import dev.mandate.gateway.providers.ModelProvider.ProvidedModel;
import dev.mandate.messaging.security.Caller;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants of a model.
 *
 * @param version of the interface, as the caller's client says it; null where it says none
 * @param betas what of it the client wants that isn't in the version
 */
record ModelUse(
        Caller caller,
        ModelProvider provider,
        ProvidedModel model,
        ModelRequest request,
        @Nullable String version,
        List<String> betas,
        @Nullable String traceparent) {
    /** As many tokens as it can take at most, for all that can be known before. */
    long mostTokens() {
        return mostInput() + mostOutput();
    }

    long mostInput() {
        return request.mostInput(model.mostInput());
    }

    long mostOutput() {
        return request.mostOutput(model.mostOutput());
    }

    /**
     * What became of it.
     *
     * @return null where the decision was nobody's of ours
     */
    @Nullable
    ModelUsed told(Verdict allow, Instant made, Status status, long size, TokenUsage usage, AnswerFacts facts) {
        var session = allow.session();
        var identity = allow.identity();
        if (session == null || identity == null) return null;
        return new ModelUsed(
                session,
                identity,
                allow.question().delegation(),
                allow.id(),
                request.model(),
                request.endpoint().path(),
                made,
                status,
                size,
                usage,
                List.copyOf(facts.intentions()),
                facts.incomplete() ? Boolean.TRUE : null);
    }
}
