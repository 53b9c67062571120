package dev.mandate.gateway.calls;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.servers.GatewayConfig;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** A no, in words that a model and its person can act on, and with the decision's id for whoever wants to know more. */
@Singleton
public class Denials {
    /** In {@code _meta} of a result, in {@code data} of an error. */
    static final String DECISION = "dev.mandate/decision";

    private final @Nullable String approvals;

    Denials(GatewayConfig config) {
        this.approvals = config.consoleUrl()
                .map(console -> console.toString().replaceAll("/+$", "") + "/approvals/")
                .orElse(null);
    }

    /** Where people answer for it; null where nobody said where people see the console. */
    @Nullable
    String pageOf(HeldCall held) {
        return approvals == null ? null : approvals + held.approval().value();
    }

    /** As the result of a tool, which models read. */
    public JsonRpcAnswer asResult(Verdict verdict) {
        var result = ServerJson.object();
        result.putArray("content").addObject().put("type", "text").put("text", words(verdict));
        result.put("isError", true);
        result.putObject("_meta").set(DECISION, facts(verdict));
        return JsonRpcAnswer.of(result);
    }

    public JsonRpcAnswer asError(Verdict verdict) {
        var data = ServerJson.object();
        data.set(DECISION, facts(verdict));
        return JsonRpcAnswer.of(new JsonRpcError(JsonRpcError.DENIED, words(verdict), data));
    }

    /** For a model and its person. */
    public String words(Verdict verdict) {
        var explanation = verdict.explanation() == null ? "" : verdict.explanation() + " ";
        var held = HeldCall.of(verdict);
        var beginning = held == null ? "Not done: this call is not allowed. " : HeldCall.BEGINNING;
        return beginning + explanation + (held == null ? "" : held.words(pageOf(held))) + "Decision "
                + verdict.id().value() + ".";
    }

    /** The same for programs. */
    public ObjectNode facts(Verdict verdict) {
        var facts = ServerJson.object().put("id", verdict.id().value());
        var reason = verdict.reason();
        if (reason != null) facts.put("reason", reason.code());
        var held = HeldCall.of(verdict);
        if (held != null) facts.set("approval", held.facts(pageOf(held)));
        var remedies = facts.putArray("remedies");
        for (var proposal : verdict.proposals()) {
            var remedy = remedies.addObject().put("kind", proposal.kind().code());
            if (proposal.about() != null) remedy.put("about", proposal.about());
            if (proposal.value() != null) remedy.put("value", proposal.value());
        }
        return facts;
    }
}
