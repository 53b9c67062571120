package dev.mandate.gateway.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.gateway.loop.OffLoop;
import dev.mandate.gateway.servers.ConfiguredGateway;
import dev.mandate.messaging.draining.Drain;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.stub.StreamObserver;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds before anything of a check is read. */
class EnvoyAuthorizationTest {
    private final Vertx vertx = Vertx.vertx();
    private final Drain drain = new Drain(Duration.ofSeconds(8), Duration.ofSeconds(2));
    private final List<CompletableFuture<CheckResponse>> underWay = new ArrayList<>();
    private final OffLoop held = new OffLoop(vertx) {
        @Override
        @SuppressWarnings("unchecked")
        public <T> CompletableFuture<T> run(Callable<T> work) {
            var answer = new CompletableFuture<CheckResponse>();
            underWay.add(answer);
            return (CompletableFuture<T>) CompletableFuture.completedFuture(answer);
        }
    };

    @AfterEach
    void ends() {
        vertx.close();
    }

    @Test
    void one_check_more_than_there_is_room_for_is_refused_unread_and_the_next_has_the_room_of_one_that_is_over() {
        var authorization = new EnvoyAuthorization(envoy(1), ConfiguredGateway.with(), null, held, drain);
        var first = new Answer();
        var more = new Answer();
        authorization.check(CheckRequest.getDefaultInstance(), first);
        authorization.check(CheckRequest.getDefaultInstance(), more);
        assertThat(underWay).hasSize(1);
        assertThat(first.status).isZero();
        assertThat(more.status).isEqualTo(429);
        underWay.get(0).completeExceptionally(new IllegalStateException("of the test"));
        assertThat(first.status).isEqualTo(500);
        authorization.check(CheckRequest.getDefaultInstance(), new Answer());
        assertThat(underWay).hasSize(2);
    }

    @Test
    void who_takes_bound_tokens_only_can_t_answer_proxies() {
        assertThatThrownBy(() -> new EnvoyAuthorization(
                        envoy(1), ConfiguredGateway.with("require-bound-tokens", "true"), null, held, drain))
                .hasMessageContaining("mandate.envoy.enabled")
                .hasMessageContaining("mandate.mcp.require-bound-tokens");
    }

    @Test
    void a_secret_that_could_be_guessed_is_none_and_one_may_be_left_out() {
        var tooShort = "s".repeat(31);
        assertThatThrownBy(() -> new EnvoyOnly(envoy(1, tooShort)))
                .hasMessageContaining("mandate.envoy.secret")
                .hasMessageContaining("32")
                .hasMessageNotContaining(tooShort);
        assertThat(new EnvoyOnly(envoy(1, tooShort + "s"))).isNotNull();
        assertThat(new EnvoyOnly(envoy(1))).isNotNull();
    }

    private static EnvoyConfig envoy(int inAll, String... secret) {
        var builder = new SmallRyeConfigBuilder();
        for (var one : secret) builder.withDefaultValue("mandate.envoy.secret", one);
        return builder.withMapping(EnvoyConfig.class)
                .withDefaultValue("mandate.envoy.enabled", "true")
                .withDefaultValue("mandate.envoy.checks-at-once-in-all", Integer.toString(inAll))
                .addDiscoveredConverters()
                .build()
                .getConfigMapping(EnvoyConfig.class);
    }

    private static final class Answer implements StreamObserver<CheckResponse> {
        private int status;

        @Override
        public void onNext(CheckResponse answer) {
            status = answer.getDeniedResponse().getStatus().getCodeValue();
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onCompleted() {
            // answered
        }
    }
}
