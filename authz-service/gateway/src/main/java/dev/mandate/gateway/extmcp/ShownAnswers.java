package dev.mandate.gateway.extmcp;

import dev.mandate.gateway.extmcp.wire.ExtMcpGrpc;
import dev.mandate.messaging.http.AnsweredToTheEnd;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/** An answer to what this gateway let through is looked at while it ends: no other gateway knows its ticket. */
@Singleton
class ShownAnswers implements AnsweredToTheEnd {
    private static final String PATH = "/" + ExtMcpGrpc.getCheckResponseMethod().getFullMethodName();

    @Override
    public boolean takes(HttpServerRequest request) {
        return PATH.equals(request.path());
    }
}
