package dev.mandate.gateway.envoy;

import dev.mandate.gateway.loop.OffLoop;
import dev.mandate.gateway.servers.GatewayConfig;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Envoy's external authorization, over gRPC. Whoever asks needs no credential of his own: a check shows the caller's access token, and whoever has that may
 * ask for him anywhere. Answers that fail are refusals, and the proxy is to be told to refuse what isn't answered ({@code failure_mode_allow: false}).
 */
@GrpcService
class EnvoyAuthorization extends AuthorizationGrpc.AuthorizationImplBase {
    private static final Logger LOG = Logger.getLogger(EnvoyAuthorization.class);

    private final EnvoyConfig config;
    private final EnvoyChecks checks;
    private final OffLoop offLoop;
    private final Semaphore room;

    EnvoyAuthorization(EnvoyConfig config, GatewayConfig gateway, EnvoyChecks checks, OffLoop offLoop) {
        if (config.enabled() && gateway.requireBoundTokens())
            throw new IllegalArgumentException(
                    "mandate.envoy.enabled and mandate.mcp.require-bound-tokens exclude each other: for a proxy's address nobody can prove to hold a token's key");
        this.config = config;
        this.checks = checks;
        this.offLoop = offLoop;
        this.room = new Semaphore(config.checksAtOnceInAll());
    }

    @Override
    public void check(CheckRequest request, StreamObserver<CheckResponse> observer) {
        if (!config.enabled()) {
            observer.onError(Status.UNIMPLEMENTED
                    .withDescription("Set mandate.envoy.enabled=true at the gateway")
                    .asRuntimeException());
            return;
        }
        if (!room.tryAcquire()) {
            observer.onNext(EnvoyAnswer.refused(429, "Too many requests are under way; try again"));
            observer.onCompleted();
            return;
        }
        offLoop.run(() -> checks.check(request.getAttributes()))
                .thenCompose(checked -> checked)
                .whenComplete((answer, failure) -> {
                    room.release();
                    if (failure != null) LOG.errorf(failure, "a check of a proxy failed");
                    observer.onNext(
                            failure == null
                                    ? answer
                                    : EnvoyAnswer.refused(
                                            500, "Something went wrong here; the log of the gateway says what"));
                    observer.onCompleted();
                });
    }
}
