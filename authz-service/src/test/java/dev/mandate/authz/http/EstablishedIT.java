package dev.mandate.authz.http;

import static dev.mandate.authz.http.Ask.ask;
import static dev.mandate.authz.http.Ask.awaitKnown;
import static dev.mandate.authz.http.Ask.body;
import static dev.mandate.authz.http.Ask.post;
import static dev.mandate.authz.http.Ask.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.authz.organisation.Approver;
import dev.mandate.authz.organisation.Organisation;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.authz.Established;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.CatalogEntry.Surface;
import dev.mandate.events.network.IpAddress;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** From where somebody asks is what his own token shows, and on record. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "authz"))
class EstablishedIT {
    private static final IpAddress LOOPBACK = IpAddress.of("127.0.0.1").orElseThrow();

    @Test
    void which_surfaces_one_may_use_is_answered_with_from_where_it_was_asked() {
        RestAssured.port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        try (var organisation = new Organisation(ShiftedClock::now)) {
            organisation.told(
                    CatalogEntry.FAMILY,
                    new Surface("here", 1, false, "here", Set.of("general"), null, Set.of("127.0.0.0/8")));
            organisation.told(
                    CatalogEntry.FAMILY,
                    new Surface("elsewhere", 1, false, "elsewhere", Set.of("general"), null, Set.of("10.0.0.0/8")));
            var ada = organisation.person("sales");
            var hers = organisation.tokens.through("cli_editor", ada.value(), "decisions:evaluate");
            var asked = question(ada, "use", "surface", "");
            awaitKnown(hers);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> body(post("/access/v1/search/resource", hers, asked))
                            .<String>getList("results.id")
                            .containsAll(List.of("here", "elsewhere")));
            var found = post("/access/v1/search/resource", hers, asked).jsonPath();
            assertThat(found.<String>getList("context.surfaces")).containsExactly("here");
            assertThat(found.<Object>get("context.established"))
                    .isEqualTo(Map.of("client", "cli_editor", "bound", false, "address", "127.0.0.1"));

            var gateway = organisation.tokens.of("gateway", "decisions:gateway");
            var handed = question(ada, "use", "surface", "", Map.of("token", hers));
            var byAnother = post("/access/v1/search/resource", gateway, handed).jsonPath();
            assertThat(byAnother.<String>getList("context.surfaces")).isEmpty();
            assertThat(byAnother.<Object>get("context.established"))
                    .isEqualTo(Map.of("client", "cli_editor", "bound", false));
        }
    }

    @Test
    void the_client_that_got_the_token_is_established_and_one_that_a_gateway_only_says_is_not() {
        RestAssured.port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        try (var organisation = new Organisation(ShiftedClock::now);
                var approver = new Approver(organisation, ShiftedClock::now)) {
            var ada = organisation.person("sales");
            var hers = organisation.tokens.through("cli_editor", ada.value(), "decisions:evaluate");
            var asked = question(ada, "use", "model", "general-small");
            awaitKnown(hers);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> body(ask(hers, asked)).getBoolean("decision"));
            var shown = approver.record(body(ask(hers, asked)).getString("context.id"));
            assertThat(shown.established()).isEqualTo(new Established("cli_editor", false, LOOPBACK));

            for (var header : List.of("X-Forwarded-For", "Forwarded")) {
                var forged = RestAssured.given()
                        .auth()
                        .oauth2(hers)
                        .contentType("application/json")
                        .header(header, "X-Forwarded-For".equals(header) ? "10.0.0.1" : "for=10.0.0.1")
                        .body(asked)
                        .post("/access/v1/evaluation");
                assertThat(approver.record(body(forged).getString("context.id")).established())
                        .as(header)
                        .isEqualTo(new Established("cli_editor", false));
            }

            var gateway = organisation.tokens.of("gateway", "decisions:gateway");
            var handed = question(ada, "use", "model", "general-small", Map.of("token", hers));
            assertThat(approver.record(body(ask(gateway, handed)).getString("context.id"))
                            .established())
                    .isEqualTo(new Established("cli_editor", false));
            var said =
                    question(ada, "use", "model", "general-small", Map.of("asserted", Map.of("client", "cli_editor")));
            assertThat(approver.record(body(ask(gateway, said)).getString("context.id"))
                            .established())
                    .isNull();
        }
    }
}
