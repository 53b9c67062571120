package dev.mandate.gateway.calls;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.authz.engine.entities.Catalogue;
import dev.mandate.authz.engine.entities.Directory;
import dev.mandate.authz.engine.recording.Decisions;
import dev.mandate.authz.engine.sessions.Receipts;
import dev.mandate.authz.recording.OutcomeSender;
import dev.mandate.authz.recording.ResultFields;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.gateway.content.ContentClassifier;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.loop.OffLoop;
import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.servers.McpServer;
import dev.mandate.gateway.upstream.Listener;
import dev.mandate.gateway.upstream.Upstream;
import dev.mandate.gateway.upstream.UpstreamFailure;
import dev.mandate.gateway.upstream.UpstreamRequest;
import dev.mandate.gateway.upstream.Upstreams;
import dev.mandate.messaging.security.Caller;
import dev.mandate.provenance.CallFacts;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The point of action: a call is decided with its arguments, an allow is on record before the server is asked, and what became of it is told before
 * the caller has the answer, so that his next call is decided by it.
 */
@Singleton
public class DecidedCalls {
    private final Decisions decisions;
    private final Catalogue catalogue;
    private final Visibility visibility;
    private final ApprovalPages pages;
    private final Denials denials;
    private final Upstreams upstreams;
    private final OutcomeSender outcomes;
    private final ResultFields fields;
    private final Receipts receipts;
    private final ContentClassifier classifier;
    private final MeterRegistry meters;
    private final OffLoop offLoop;
    private final InstantSource clock;

    DecidedCalls(
            Decisions decisions,
            Directory directory,
            ApprovalPages pages,
            Denials denials,
            Upstreams upstreams,
            OutcomeSender outcomes,
            ResultFields fields,
            Receipts receipts,
            ContentClassifier classifier,
            MeterRegistry meters,
            OffLoop offLoop,
            InstantSource clock) {
        this.decisions = decisions;
        this.catalogue = directory.catalogue();
        this.visibility = new Visibility(decisions);
        this.pages = pages;
        this.denials = denials;
        this.upstreams = upstreams;
        this.outcomes = outcomes;
        this.fields = fields;
        this.receipts = receipts;
        this.classifier = classifier;
        this.meters = meters;
        this.offLoop = offLoop;
        this.clock = clock;
    }

    /** Whether the caller is shown this, by its name in the catalogue. Nothing is recorded. */
    public boolean listed(Caller caller, String tool) {
        return visibility.listed(CallQuestions.of(caller, tool, null, null));
    }

    /**
     * Does it, if it may be done. Never fails.
     *
     * @param told who hears what the server says about it on the way
     * @param here where to go on after something was waited for
     */
    public CompletableFuture<JsonRpcAnswer> make(
            Wanted wanted, Cancellation cancellation, Listener told, Executor here) {
        var heard = new Heard(told, asking(wanted, told, here));
        return decided(wanted, cancellation, before -> ask(wanted, before, heard), heard, here);
    }

    /**
     * The same of what takes several requests of the gateway's own.
     *
     * @param listed asks for it before then, once it may
     */
    public CompletableFuture<JsonRpcAnswer> list(
            Wanted wanted,
            Cancellation cancellation,
            Function<@Nullable Instant, CompletableFuture<JsonRpcAnswer>> listed,
            Executor here) {
        return decided(
                wanted, cancellation, before -> new Listing(listed.apply(before)), new Heard(Listener.NOBODY), here);
    }

    /** Null where the server may ask this client nothing: it can't, its operator doesn't let it, or whoever calls may not be asked so. */
    private @Nullable ServerQuestions asking(Wanted wanted, Listener client, Executor here) {
        var asked = asked(wanted.server(), wanted.caller(), client.asked());
        if (asked.isEmpty()) return null;
        return new ServerQuestions(
                wanted,
                client,
                asked,
                (question, shown, asking) -> decided(
                        question,
                        new Cancellation(),
                        before -> new Listing(asking.apply(before)),
                        Heard.of(shown),
                        here));
    }

    /**
     * What a server may ask of who calls.
     *
     * @param can what his client can be asked
     */
    public Set<Askable> asked(McpServer server, Caller caller, Set<Askable> can) {
        return can.stream()
                .filter(one -> server.asks().contains(one) && listed(caller, server.inCatalogue(one.tool())))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @param asking asks the server before then, once it may */
    private CompletableFuture<JsonRpcAnswer> decided(
            Wanted wanted,
            Cancellation cancellation,
            Function<@Nullable Instant, Upstream.Exchange> asking,
            Heard heard,
            Executor here) {
        var question = CallQuestions.of(wanted.caller(), wanted.tool(), wanted.arguments(), wanted.traceparent());
        return decisions
                .decide(question, List.of(), Function.identity(), here)
                .thenCompose(verdict -> verdict.allowed()
                        ? allowed(wanted, verdict, cancellation, asking, heard)
                        : done(denied(wanted, verdict)));
    }

    private JsonRpcAnswer denied(Wanted wanted, Verdict verdict) {
        if (visibility.hidden(verdict.question())) {
            count(wanted, "hidden");
            return JsonRpcAnswer.error(JsonRpcError.INVALID_PARAMS, wanted.unknown());
        }
        count(wanted, "denied");
        var page = pages.of(wanted, verdict);
        if (page != null) return page;
        return wanted.asResult() ? denials.asResult(verdict) : denials.asError(verdict);
    }

    private CompletableFuture<JsonRpcAnswer> allowed(
            Wanted wanted,
            Verdict verdict,
            Cancellation cancellation,
            Function<@Nullable Instant, Upstream.Exchange> asking,
            Heard heard) {
        var made = clock.instant();
        if (cancellation.cancelled()) // an allow owes an outcome, also that nothing was done
        return told(wanted, verdict, made, new ToolResult(Status.BLOCKED, 0, List.of(), null), cancelled());
        var permit = verdict.permit();
        var exchange = asking.apply(permit == null ? null : permit.until());
        cancellation.undoes(exchange::cancel);
        return exchange.answer()
                .handle((answer, failure) -> answer != null
                        ? shown(wanted, verdict, made, ResultFacts.of(answer, heard.whole()), answer)
                        : failed(wanted, verdict, made, heard, failure))
                .thenCompose(Function.identity());
    }

    private Upstream.Exchange ask(Wanted wanted, @Nullable Instant before, Listener told) {
        var task = Wanted.taskOf(wanted.caller());
        var asked = new UpstreamRequest(task, wanted.method(), wanted.params(), repeatable(wanted), before);
        return upstreams.of(wanted.server()).ask(asked, told);
    }

    /** It has no consequences, as far as its labels say: the decision is about one call of any other. */
    private boolean repeatable(Wanted wanted) {
        var tool = catalogue.tool(wanted.tool()).state();
        return tool != null && !CallFacts.consequential(tool.labels(), true);
    }

    private CompletableFuture<JsonRpcAnswer> shown(
            Wanted wanted, Verdict verdict, Instant made, ResultFacts facts, JsonRpcAnswer answer) {
        var told = fields.of(wanted.tool());
        var result = facts.isLong()
                ? offLoop.run(() -> facts.told(told, verdict.id(), receipts))
                : done(facts.told(told, verdict.id(), receipts));
        return result.thenCombine(
                        classifier.suspicious(wanted.tool(), facts.texts()), (it, said) -> it.judged(said.orElse(null)))
                .thenCompose(judged -> told(wanted, verdict, made, judged, answer));
    }

    private CompletableFuture<JsonRpcAnswer> failed(
            Wanted wanted, Verdict verdict, Instant made, Heard heard, @Nullable Throwable failure) {
        var why = UpstreamFailure.of(failure == null ? new IllegalStateException() : failure);
        var answer = JsonRpcAnswer.error(
                JsonRpcError.SERVER_UNAVAILABLE,
                "Server " + wanted.server().name() + ": " + why.getMessage() + ". Decision "
                        + verdict.id().value() + ".");
        var facts = ResultFacts.cutOff(why.sent() ? Status.FAILED : Status.BLOCKED, heard.whole());
        return facts.texts().isEmpty()
                ? told(wanted, verdict, made, facts.told(), answer)
                : shown(wanted, verdict, made, facts, answer);
    }

    private CompletableFuture<JsonRpcAnswer> told(
            Wanted wanted, Verdict verdict, Instant made, ToolResult result, JsonRpcAnswer answer) {
        count(wanted, result.status() == Status.SUCCEEDED ? "succeeded" : "failed");
        return outcomes.tell(verdict, made, result).thenApply(any -> answer);
    }

    private static JsonRpcAnswer cancelled() {
        return JsonRpcAnswer.error(JsonRpcError.SERVER_UNAVAILABLE, "The call was cancelled before it was made");
    }

    private void count(Wanted wanted, String outcome) {
        meters.counter("mandate.gateway.calls", "server", wanted.server().name(), "outcome", outcome)
                .increment();
    }

    private static <T> CompletableFuture<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }
}
