package dev.mandate.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.jsonrpc.ServerJson;
import dev.mandate.gateway.protocol.Askable;
import dev.mandate.gateway.sessions.ClientSession;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Of the versions with sessions: the question goes to the client in the stream of events that answers its request, and the answer comes in a POST of its
 * own, in the same session.
 *
 * @param can nothing of a client that takes no stream
 * @param stream is told the question
 */
record SessionQuestions(ClientSession session, Set<Askable> can, Duration patience, Stream stream)
        implements Questions {
    /** To the client, as the answer of its request. */
    interface Stream {
        /** @param gone run where nobody is there any more */
        void tell(ObjectNode question, Runnable gone);
    }

    @Override
    public CompletableFuture<JsonRpcAnswer> put(String method, ObjectNode params) {
        var question = session.asks();
        var message = ServerJson.object()
                .put("jsonrpc", "2.0")
                .put("id", question.id())
                .put("method", method);
        message.set("params", params);
        stream.tell(message, () -> question.answer().cancel(false));
        return question.answer().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
