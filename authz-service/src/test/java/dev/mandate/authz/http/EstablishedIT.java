package dev.mandate.authz.http;

import static dev.mandate.authz.http.Ask.ask;
import static dev.mandate.authz.http.Ask.body;
import static dev.mandate.authz.http.Ask.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.authz.organisation.Approver;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.authz.Established;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** From where somebody asks is what his own token shows, and on record. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "authz"))
class EstablishedIT {
    @Test
    void the_client_that_got_the_token_is_established_and_one_that_a_gateway_only_says_is_not() {
        RestAssured.port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        try (var organisation = new Organisation(ShiftedClock::now);
                var approver = new Approver(organisation, ShiftedClock::now)) {
            var ada = organisation.person("sales");
            var hers = organisation.tokens.through("cli_editor", ada.value(), "decisions:evaluate");
            var asked = question(ada, "use", "model", "general-small");
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> body(ask(hers, asked)).getBoolean("decision"));
            var shown = approver.record(body(ask(hers, asked)).getString("context.id"));
            assertThat(shown.established()).isEqualTo(new Established("cli_editor", false));

            var gateway = organisation.tokens.of("gateway", "decisions:gateway");
            var said =
                    question(ada, "use", "model", "general-small", Map.of("asserted", Map.of("client", "cli_editor")));
            assertThat(approver.record(body(ask(gateway, said)).getString("context.id"))
                            .established())
                    .isNull();
        }
    }
}
