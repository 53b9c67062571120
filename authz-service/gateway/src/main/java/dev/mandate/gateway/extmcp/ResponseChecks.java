package dev.mandate.gateway.extmcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Value;
import dev.mandate.authz.engine.recording.Decisions;
import dev.mandate.authz.engine.sessions.Receipts;
import dev.mandate.authz.recording.OutcomeSender;
import dev.mandate.authz.recording.ResultFields;
import dev.mandate.events.actions.ToolResult;
import dev.mandate.events.actions.ToolResult.Status;
import dev.mandate.gateway.calls.ResultFacts;
import dev.mandate.gateway.content.ContentClassifier;
import dev.mandate.gateway.extmcp.wire.AuthorizationError.Code;
import dev.mandate.gateway.extmcp.wire.McpResponse;
import dev.mandate.gateway.extmcp.wire.McpResponseResult;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.OwnSigns;
import dev.mandate.gateway.jsonrpc.ServerJson;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Looks at what servers behind agentgateway answered: what became of a call is told before its client has the answer, so that his next call is decided by it;
 * lists are filtered. An answer to nothing that was let through here is withheld.
 */
@Singleton
class ResponseChecks {
    private static final Logger LOG = Logger.getLogger(ResponseChecks.class);
    private static final String ELSEWHERE =
            "Another replica of the gateway let this request through, or this one before it was started anew, so that its answer is"
                    + " withheld and told as one that nobody saw; one agentgateway must ask one replica in both phases";

    private final AtomicBoolean elsewhereLogged = new AtomicBoolean();
    private final AwaitedAnswers answers;
    private final ShownResults results;
    private final OutcomeSender outcomes;
    private final ResultFields fields;
    private final Receipts receipts;
    private final ContentClassifier classifier;

    ResponseChecks(
            AwaitedAnswers answers,
            ShownResults results,
            OutcomeSender outcomes,
            ResultFields fields,
            Receipts receipts,
            ContentClassifier classifier) {
        this.answers = answers;
        this.results = results;
        this.outcomes = outcomes;
        this.fields = fields;
        this.receipts = receipts;
        this.classifier = classifier;
    }

    CompletableFuture<McpResponseResult> check(McpResponse response) {
        var method = response.getMethod();
        var ticket = response.getMetadataContext()
                .getFieldsOrDefault(Answers.TICKET, Value.getDefaultInstance())
                .getStringValue();
        if (ticket.isEmpty())
            return withheld(
                    method
                            + " wasn't let through here before it was sent: this method isn't taken, or agentgateway lacks methods: {\"*\": full} or metadata: {mandate: mcpGuardrails.mandate}");
        var awaited = answers.take(ticket, method, List.copyOf(response.getServiceNamesList()));
        if (awaited.isEmpty() && answers.isElsewhere(ticket)) {
            if (elsewhereLogged.compareAndSet(false, true)) LOG.warn(ELSEWHERE);
            return withheld(ELSEWHERE);
        }
        if (awaited.isEmpty())
            return withheld("This answer came too late, a second time, or is of no request that was let through here");
        return awaited(awaited.get(), response);
    }

    private CompletableFuture<McpResponseResult> awaited(Awaited one, McpResponse response) {
        ObjectNode result;
        try {
            result = ServerJson.read(response.getMcpResponse().toByteArray());
        } catch (IOException e) {
            return failed(one, "The server's answer can't be read");
        }
        if (OwnSigns.asksForInput(result))
            return failed(one, "The server asks for more input, which is passed on to nobody");
        var answer = results.shown(one, result);
        return told(one, result).thenApply(any -> answer);
    }

    /** @param shown what the client gets */
    private CompletableFuture<?> told(Awaited one, ObjectNode shown) {
        if (one.owed().isEmpty()) return CompletableFuture.completedFuture(null);
        var facts = ResultFacts.of(JsonRpcAnswer.of(shown)); // of several calls, none has fields or is the answer alone
        var told = one.owed().size() == 1
                ? facts.told(
                        fields.of(one.owed().get(0).question().resourceId()),
                        one.owed().get(0).id(),
                        receipts)
                : facts.told();
        return classifier
                .suspicious(one.owed().get(0).question().resourceId(), facts.texts())
                .thenCompose(verdict -> told(one, told.judged(verdict.orElse(null))));
    }

    private CompletableFuture<?> told(Awaited one, ToolResult result) {
        return Decisions.all(one.owed().stream()
                .map(call -> outcomes.tell(call, one.made(), result))
                .toList());
    }

    /** It was made, and nobody gets what came of it. */
    private CompletableFuture<McpResponseResult> failed(Awaited one, String why) {
        if (one.owed().isEmpty()) return withheld(why);
        var decision = one.owed().get(0).id().value();
        return told(one, new ToolResult(Status.FAILED, 0, List.of(), null))
                .thenCompose(any -> withheld(why + ". Decision " + decision + "."));
    }

    private static CompletableFuture<McpResponseResult> withheld(String why) {
        return CompletableFuture.completedFuture(Answers.withheld(Code.PERMISSION_DENIED, why));
    }
}
