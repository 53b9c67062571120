package dev.mandate.messaging.http;

import io.vertx.core.http.HttpServerRequest;

/** A bean of a service for requests that it still takes while it ends, since what is under way waits for them. */
public interface AnsweredToTheEnd {
    /** On the event loop. */
    boolean takes(HttpServerRequest request);
}
