package dev.mandate.gateway.calls;

import dev.mandate.authz.engine.decisions.answers.Verdict;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.JsonRpcError;
import dev.mandate.gateway.jsonrpc.ServerJson;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Leads the person for whom a client acts to the page on which he is asked for his yes. The address alone gives nobody anything: the page wants
 * him to sign in, and shows the call to whom it concerns.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/client/elicitation">MCP, elicitation</a>
 */
@Singleton
class ApprovalPages {
    private final Denials denials;

    ApprovalPages(Denials denials) {
        this.denials = denials;
    }

    /** Null where the client is to be told in words: it opens no pages, nobody is asked, or somebody else than its person is. */
    @Nullable
    JsonRpcAnswer of(Wanted wanted, Verdict verdict) {
        if (wanted.asks() == AsksOnPage.NO) return null;
        var held = HeldCall.of(verdict);
        if (held == null || held.person() == null) return null;
        var where = denials.pageOf(held);
        if (where == null) return null;
        if (!held.person().value().equals(wanted.caller().subject())) return null;
        var page = ServerJson.object()
                .put("mode", "url")
                .put("url", where)
                .put(
                        "message",
                        "An agent of yours wants to call " + wanted.tool() + ", which waits for your yes or no.");
        if (wanted.asks() == AsksOnPage.BY_ERROR) {
            var data = ServerJson.object();
            data.putArray("elicitations")
                    .add(page.put("elicitationId", held.approval().value()));
            data.set(Denials.DECISION, denials.facts(verdict));
            return JsonRpcAnswer.of(
                    new JsonRpcError(JsonRpcError.URL_ELICITATION_REQUIRED, denials.words(verdict), data));
        }
        var result = ServerJson.object().put("resultType", JsonRpcAnswer.INPUT_REQUIRED);
        result.putObject("inputRequests")
                .putObject("approval")
                .put("method", "elicitation/create")
                .set("params", page);
        result.putObject("_meta").set(Denials.DECISION, denials.facts(verdict));
        return JsonRpcAnswer.of(result);
    }
}
