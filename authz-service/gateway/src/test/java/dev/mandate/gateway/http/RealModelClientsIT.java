package dev.mandate.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.identity.DelegationState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Providers' own clients, unmodified, with the gateway in between; skipped where Node or its registry isn't there. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "gateway"))
@QuarkusTestResource(FakeServers.class)
class RealModelClientsIT {
    private static Organisation organisation;
    private static FakeModels provider;
    private static DelegationState delegation;
    private static String token;
    private static String base;

    @BeforeAll
    static void an_agent_has_a_task_and_models() {
        Assumptions.assumeTrue(FakeServers.peersAbsent().isEmpty(), "skipped: " + FakeServers.peersAbsent());
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        base = "http://127.0.0.1:" + port + "/models";
        organisation = new Organisation();
        provider = new FakeModels(FakeServers.models());
        organisation.model("embed-small", "general");
        organisation.model("model-cut", "general");
        var ada = organisation.person("sales");
        delegation = organisation.delegation(ada, organisation.agent(ada), "crm.read_contact");
        token = organisation.tokens.calling(ada.value(), delegation);
        var client = new ModelClient(port, "", token);
        await().atMost(Duration.ofSeconds(60)).until(() -> client.models().contains("model-cut"));
    }

    @AfterAll
    static void close() {
        if (organisation == null) return;
        organisation.close();
        provider.close();
    }

    @Test
    void openais_client_lists_asks_streams_and_shows_why_not() throws Exception {
        var seen = RealPeers.models("openai", base + "/openai/v1", token, "general-small", "frontier-large");
        assertThat(texts(seen.path("models"))).contains("general-small").doesNotContain("frontier-large");
        assertThat(seen.path("text").asText()).isEqualTo("hello");
        assertThat(seen.path("tool").asText()).isEqualTo("send_mail");
        assertThat(seen.path("request").asText()).startsWith("dec_");
        assertThat(seen.path("streamed").asText()).isEqualTo("hello");
        assertThat(seen.path("usageShown").asBoolean()).isFalse();
        assertThat(seen.path("response").asText()).isEqualTo("hello");
        assertThat(seen.path("goneOn").asText()).isEqualTo("hello");
        assertThat(seen.path("toolTold").asText()).isEqualTo("hello");
        assertThat(seen.path("responded").asText()).isEqualTo("hello");
        assertThat(seen.at("/embedding/1").asDouble()).isEqualTo(0.25);
        assertThat(seen.at("/refused/kind").asText()).isEqualTo("NotFoundError");
        assertThat(seen.at("/refused/message").asText())
                .isEqualTo("404 There is no model frontier-large that you could use here");
        assertThat(seen.at("/cut/message").asText()).contains("Provider openai: ", "Decision dec_");
    }

    @Test
    void anthropics_client_lists_asks_streams_and_shows_why_not() throws Exception {
        for (var address : new String[] {base + "/anthropic", base}) {
            var seen = RealPeers.models("anthropic", address, token, "general-large", "frontier-large");
            assertThat(texts(seen.path("models"))).contains("general-large");
            assertThat(seen.path("text").asText()).isEqualTo("hello");
            assertThat(seen.path("tool").asText()).isEqualTo("send_mail");
            assertThat(seen.path("request").asText()).startsWith("dec_");
            assertThat(seen.path("toolTold").asText()).isEqualTo("hello");
            assertThat(seen.path("streamed").asText()).isEqualTo("hello");
            assertThat(seen.path("usage").asInt()).isEqualTo(7);
            assertThat(seen.at("/refused/kind").asText()).isEqualTo("NotFoundError");
            assertThat(seen.at("/refused/message").asText()).contains("There is no model frontier-large");
        }
    }

    private static java.util.List<String> texts(JsonNode list) {
        var texts = new java.util.ArrayList<String>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
