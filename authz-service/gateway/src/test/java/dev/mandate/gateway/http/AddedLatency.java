package dev.mandate.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.authz.organisation.Organisation;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.lifecycle.ToolLabel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/**
 * What the gateway adds to a call, with its decision and its outcome acknowledged, beside the same call of the server itself, in turn.
 * Printed. A measurement and no test, hence by command: {@code mvn -pl authz-service/gateway verify -Dit.test=AddedLatency}.
 */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@QuarkusTestResource(FakeServers.class)
class AddedLatency {
    private static final int WARM = Integer.getInteger("latency.warm", 300);
    private static final int CALLS = Integer.getInteger("latency.calls", 500);

    @Test
    void what_it_adds_is_printed() throws Exception {
        var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        try (var organisation = new Organisation();
                var server = new FakeServer(FakeServers.stateless(), true).tool("look", "a page")) {
            var ada = organisation.person("sales");
            organisation.tool("web.look", "web", ToolLabel.UNTRUSTED);
            var delegation = organisation.delegation(ada, organisation.agent(ada), "web.look");
            Acceptance.accept(port, organisation, "web");
            var through = new McpClient(port, "web", organisation.tokens.calling(ada.value(), delegation));
            var direct = new McpClient(server.url());
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> call(through).text().equals("a page"));
            var with = new long[CALLS];
            var without = new long[CALLS];
            for (var i = 0; i < WARM + CALLS; i++) {
                var one = timed(() -> call(direct));
                var other = timed(() -> call(through));
                if (i < WARM) continue;
                without[i - WARM] = one;
                with[i - WARM] = other;
            }
            Arrays.sort(with);
            Arrays.sort(without);
            System.out.printf(
                    "one call after the other, %d: direct p50 %.2f ms, p99 %.2f ms; through the gateway p50 %.2f ms, p99 %.2f ms; added p50 %.2f ms, p99 %.2f ms; ratio %.1f%n",
                    CALLS,
                    at(without, 50),
                    at(without, 99),
                    at(with, 50),
                    at(with, 99),
                    at(with, 50) - at(without, 50),
                    at(with, 99) - at(without, 99),
                    at(with, 50) / at(without, 50));
            assertThat(server.calls("look")).isGreaterThanOrEqualTo(2L * (WARM + CALLS));
        }
    }

    private static McpClient.Answer call(McpClient client) {
        return client.askStateless("tools/call", "{'name':'look','arguments':{}}", "look");
    }

    private static long timed(Supplier<McpClient.Answer> call) {
        var began = System.nanoTime();
        assertThat(call.get().text()).isEqualTo("a page");
        return System.nanoTime() - began;
    }

    private static double at(long[] sorted, int percent) {
        return sorted[sorted.length * percent / 100] / 1e6;
    }
}
