package dev.mandate.gateway.envoy;

import dev.mandate.gateway.grpc.BoundedChecks;
import dev.mandate.gateway.grpc.BoundedChecks.Obstacle;
import dev.mandate.gateway.loop.OffLoop;
import dev.mandate.gateway.servers.GatewayConfig;
import dev.mandate.messaging.draining.Drain;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.quarkus.grpc.RegisterInterceptor;

/**
 * Envoy's external authorization, over gRPC. Whoever asks needs no credential of his own but where
 * {@link EnvoyOnly} has one: a check shows the caller's access token, and whoever has that may ask for him anywhere. Answers that fail are refusals, and the proxy is to be told to refuse what isn't answered ({@code failure_mode_allow: false}).
 *
 * <p>That it can be bound it says itself, by which Quarkus finds it: to learn that its base class says so, each build and each start of a
 * test would go through the 10,702 classes of Envoy's interfaces.
 */
@GrpcService
@RegisterInterceptor(EnvoyOnly.class)
class EnvoyAuthorization extends AuthorizationGrpc.AuthorizationImplBase implements BindableService {
    private final BoundedChecks bounded;
    private final EnvoyChecks checks;

    EnvoyAuthorization(EnvoyConfig config, GatewayConfig gateway, EnvoyChecks checks, OffLoop offLoop, Drain drain) {
        this.bounded = new BoundedChecks(
                "mandate.envoy.enabled", config.enabled(), config.checksAtOnceInAll(), gateway, offLoop, drain);
        this.checks = checks;
    }

    @Override
    public void check(CheckRequest request, StreamObserver<CheckResponse> observer) {
        bounded.answer(
                observer,
                () -> checks.check(request.getAttributes()),
                why -> EnvoyAnswer.refused(why == Obstacle.FULL ? 429 : 500, why.words()));
    }
}
