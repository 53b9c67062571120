package dev.mandate.messaging.health;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Singleton;

/**
 * The management interface listens on a loop of its own, the one that takes connections and has little else to do: on one that requests,
 * batches and the database share, a probe waits for whatever is done there, such as for the classes of a first decision, and longer the busier
 * the machine is. Whether those loops stand still is told by {@link LoopsAlive}.
 */
@Singleton
class ManagementLoop implements HttpServerOptionsCustomizer {
    private final VertxInternal vertx;

    ManagementLoop(Vertx vertx) {
        this.vertx = (VertxInternal) vertx;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        listenApart();
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        listenApart();
    }

    /** Quarkus has no setting for it. It asks this on the thread that opens the management interface right after, which listens on the loop of its context. */
    private void listenApart() {
        if (Vertx.currentContext() != null) return;
        vertx.createEventLoopContext(
                        vertx.getAcceptorEventLoopGroup().next(),
                        vertx.getWorkerPool(),
                        Thread.currentThread().getContextClassLoader())
                .beginDispatch();
    }
}
