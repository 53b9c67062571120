package dev.mandate.gateway.extmcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.gateway.extmcp.wire.AuthorizationError.Code;
import dev.mandate.gateway.extmcp.wire.McpRequest;
import dev.mandate.gateway.extmcp.wire.McpRequestResult;
import dev.mandate.gateway.loop.OffLoop;
import dev.mandate.gateway.servers.ConfiguredGateway;
import dev.mandate.messaging.draining.Drain;
import io.grpc.Status;
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

/** What holds before anything of a message is read. */
class ExtMcpPoliciesTest {
    private final Vertx vertx = Vertx.vertx();
    private final Drain drain = new Drain(Duration.ofSeconds(8), Duration.ofSeconds(2));
    private final List<CompletableFuture<Object>> underWay = new ArrayList<>();
    private final OffLoop held = new OffLoop(vertx) {
        @Override
        @SuppressWarnings("unchecked")
        public <T> CompletableFuture<T> run(Callable<T> work) {
            var answer = new CompletableFuture<>();
            underWay.add(answer);
            return (CompletableFuture<T>) CompletableFuture.completedFuture(answer);
        }
    };

    @AfterEach
    void ends() {
        vertx.close();
    }

    @Test
    void one_message_more_than_there_is_room_for_is_refused_unread_and_what_fails_is_a_no() {
        var policies = new ExtMcpPolicies(config(true), ConfiguredGateway.with(), null, null, held, drain);
        var first = ask(policies);
        assertThat(ask(policies).code).isEqualTo(Code.RESOURCE_EXHAUSTED);
        assertThat(underWay).hasSize(1);
        assertThat(first.code).isNull();
        underWay.get(0).completeExceptionally(new IllegalStateException("of the test"));
        assertThat(first.code).isEqualTo(Code.UNKNOWN);
        ask(policies);
        assertThat(underWay).hasSize(2);
    }

    @Test
    void it_is_off_by_default_and_takes_no_bound_tokens() {
        var off = ask(new ExtMcpPolicies(
                config(false), ConfiguredGateway.with("require-bound-tokens", "true"), null, null, held, drain));
        assertThat(Status.fromThrowable(off.failure).getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
        assertThatThrownBy(() -> new ExtMcpPolicies(
                        config(true), ConfiguredGateway.with("require-bound-tokens", "true"), null, null, held, drain))
                .hasMessageContaining("mandate.ext-mcp.enabled")
                .hasMessageContaining("mandate.mcp.require-bound-tokens");
    }

    @Test
    void without_a_secret_by_which_agentgateway_is_known_it_does_not_start() {
        assertThatThrownBy(() -> new AgentgatewayOnly(config(true)))
                .hasMessageContaining("mandate.ext-mcp.secret")
                .hasMessageContaining("32");
        var tooShort = "s".repeat(31);
        assertThatThrownBy(() -> new AgentgatewayOnly(config(true, "secret", tooShort)))
                .hasMessageContaining("32")
                .hasMessageNotContaining(tooShort);
        assertThat(new AgentgatewayOnly(config(true, "secret", tooShort + "s"))).isNotNull();
        assertThat(new AgentgatewayOnly(config(false))).isNotNull();
    }

    private static Answer ask(ExtMcpPolicies policies) {
        var answer = new Answer();
        policies.checkRequest(McpRequest.getDefaultInstance(), answer);
        return answer;
    }

    private static ExtMcpConfig config(boolean enabled, String... more) {
        var builder = new SmallRyeConfigBuilder()
                .withMapping(ExtMcpConfig.class)
                .withDefaultValue("mandate.ext-mcp.checks-at-once-in-all", "1")
                .addDiscoveredConverters();
        for (var i = 0; i < more.length; i += 2) builder.withDefaultValue("mandate.ext-mcp." + more[i], more[i + 1]);
        if (enabled) builder.withDefaultValue("mandate.ext-mcp.enabled", "true");
        return builder.build().getConfigMapping(ExtMcpConfig.class);
    }

    private static final class Answer implements StreamObserver<McpRequestResult> {
        private Code code;
        private Throwable failure;

        @Override
        public void onNext(McpRequestResult answer) {
            code = answer.getError().getCode();
        }

        @Override
        public void onError(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public void onCompleted() {
            // answered
        }
    }
}
