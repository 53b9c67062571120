package dev.mandate.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.gateway.jsonrpc.JsonRpcAnswer;
import dev.mandate.gateway.protocol.Askable;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Puts to a client what the server asks while it has a request of it, in the way of the client's version. */
interface Questions {
    /** What it can be asked, as it says itself. */
    Set<Askable> can();

    /** Fails if it isn't answered in time, or nobody is there any more. Any thread. */
    CompletableFuture<JsonRpcAnswer> put(String method, ObjectNode params);
}
