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
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/**
 * What the gateway adds to a call, with its decision and its outcome acknowledged, beside the same call of the server itself, in turn.
 * Printed. A measurement and no test, hence by command, warm and with the compiler that is in production:
 * {@code mvn -pl authz-service/gateway verify -Dit.test=AddedLatency "-DargLine=-Xmx2g -Dlatency.warm=18000 -Dlatency.calls=4000"}.
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
                    .until(() -> through.askStateless("tools/call", "{'name':'look','arguments':{}}", "look")
                            .text()
                            .equals("a page"));
            print("one call after the other", () -> call(direct), () -> call(through));
            assertThat(server.calls("look")).isGreaterThanOrEqualTo(2L * (WARM + CALLS));
        }
    }

    @Test
    void what_it_adds_to_the_use_of_a_model_is_printed() {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        try (var organisation = new Organisation();
                var provider = new FakeModels(FakeServers.models())) {
            var ada = organisation.person("sales");
            var delegation = organisation.delegation(ada, organisation.agent(ada), "crm.read_contact");
            var through = new ModelClient(port, "openai", organisation.tokens.calling(ada.value(), delegation));
            var direct = new ModelClient(FakeServers.models());
            await().atMost(Duration.ofSeconds(60)).until(() -> through.models().contains("general-small"));
            print(
                    "one use of a model after the other",
                    () -> assertThat(direct.chat("up-small").status()).isEqualTo(200),
                    () -> assertThat(through.chat("general-small").status()).isEqualTo(200));
            assertThat(provider.asked("up-small")).isEqualTo(2L * (WARM + CALLS));
        }
    }

    private static void print(String what, Runnable direct, Runnable through) {
        var with = new long[CALLS];
        var without = new long[CALLS];
        for (var i = 0; i < WARM + CALLS; i++) {
            var one = timed(direct);
            var other = timed(through);
            if (i < WARM) continue;
            without[i - WARM] = one;
            with[i - WARM] = other;
        }
        Arrays.sort(with);
        Arrays.sort(without);
        System.out.printf(
                "%s, %d: direct p50 %.2f ms, p99 %.2f ms; through the gateway p50 %.2f ms, p99 %.2f ms; added p50 %.2f ms, p95 %.2f ms, p99 %.2f ms; ratio %.1f%n",
                what,
                CALLS,
                at(without, 50),
                at(without, 99),
                at(with, 50),
                at(with, 99),
                at(with, 50) - at(without, 50),
                at(with, 95) - at(without, 95),
                at(with, 99) - at(without, 99),
                at(with, 50) / at(without, 50));
    }

    private static McpClient.Answer call(McpClient client) {
        var answer = client.askStateless("tools/call", "{'name':'look','arguments':{}}", "look");
        assertThat(answer.text()).isEqualTo("a page");
        return answer;
    }

    private static long timed(Runnable call) {
        var began = System.nanoTime();
        call.run();
        return System.nanoTime() - began;
    }

    private static double at(long[] sorted, int percent) {
        return sorted[sorted.length * percent / 100] / 1e6;
    }
}
