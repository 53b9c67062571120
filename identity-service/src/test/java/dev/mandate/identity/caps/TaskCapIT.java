package dev.mandate.identity.caps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.TaskCapEvent;
import dev.mandate.events.identity.TaskCapEvent.Of;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.catalogue.Catalogue;
import dev.mandate.identity.consent.Asker;
import dev.mandate.identity.consent.CataloguedTools;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a task lasts at most, as an administrator says of agents, clients and roles. */
@QuarkusTest
class TaskCapIT {
    @Inject
    Pool database;

    @Inject
    Catalogue catalogue;

    private Asker agent;
    private SignedIn ada;

    @BeforeEach
    void an_agent_asks_ada() {
        CataloguedTools.has("caps", "caps.tool", "Pay what is due");
        agent = Asker.of(Workforce.joins("Emil"), "Clerk", "EVERYBODY");
        ada = SignedIn.withPassword("Ada");
    }

    @AfterEach
    void nothing_is_said_any_more() {
        database.query("DELETE FROM task_caps").executeAndAwait();
    }

    @Test
    void of_an_agent_it_holds_at_the_page_and_for_who_delegates_by_his_own_token_and_is_on_record() {
        says(Of.CLIENT, agent.id(), "PT10M").statusCode(200).body("items.name", hasItem(agent.id()));
        assertThat(page())
                .contains("<option value=\"10\" selected>10 minutes</option>")
                .contains("<s>1 hour</s>");
        delegates(60)
                .statusCode(400)
                .body("field", equalTo("/expiresAt"))
                .body("title", containsString("within PT10M: tasks of this agent or client last no longer"));
        delegates(9).statusCode(200);
        says(Of.CLIENT, agent.id(), null).statusCode(200).body("items.name", not(hasItem(agent.id())));
        assertThat(page()).contains("<option value=\"60\" selected>1 hour</option>");
        var told = (TaskCapEvent.Changed) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof TaskCapEvent.Changed changed
                        && changed.name().equals(agent.id())
                        && changed.longest() == null);
        assertThat(told.before()).isEqualTo(600);
    }

    @Test
    void of_a_role_it_holds_for_whoever_has_it() {
        var role = "cap-" + UUID.randomUUID();
        thereIs(role, List.of());
        says(Of.ROLE, role, "PT5M").statusCode(200);
        assertThat(page()).contains("1 hour</option>");
        ada.person().holds(2, List.of(role), Instant.now().plusSeconds(3_600));
        Awaitility.await()
                .atMost(Topics.SOON)
                .untilAsserted(() -> assertThat(page()).contains("<option value=\"5\" selected>5 minutes</option>"));
    }

    @Test
    void of_a_role_it_holds_for_who_has_one_that_inherits_it_by_another() {
        var role = "cap-" + UUID.randomUUID();
        thereIs(role + "-chief", List.of(role + "-lead"));
        thereIs(role + "-lead", List.of(role));
        thereIs(role, List.of());
        says(Of.ROLE, role, "PT5M").statusCode(200);
        var leo = SignedIn.withPassword("Leo");
        leo.person().holds(2, List.of(role + "-chief"), Instant.now().plusSeconds(3_600));
        Awaitility.await()
                .atMost(Topics.SOON)
                .untilAsserted(() -> assertThat(page(leo)).contains("<option value=\"5\" selected>5 minutes</option>"));
        assertThat(page()).as("whoever holds neither").contains("1 hour</option>");
    }

    @Test
    void where_it_is_not_known_whether_he_has_the_role_it_holds() {
        var role = "cap-" + UUID.randomUUID();
        thereIs(role, List.of());
        says(Of.ROLE, role, "PT5M").statusCode(200);
        var token = Api.accessToken(Api.signIn(ada.person()));
        delegates(token, 60).statusCode(200);
        database.preparedQuery("UPDATE identities SET roles = 'lost' WHERE id = $1")
                .execute(Tuple.of(ada.person().id().value()))
                .await()
                .indefinitely();
        delegates(token, 60)
                .statusCode(400)
                .body("title", containsString("within PT5M"))
                .body("title", containsString("or of whose roles not all is known now"));
        delegates(token, 4).statusCode(200);
    }

    @Test
    void of_what_agents_are_it_holds_for_all_of_which_nobody_has_confirmed_that_they_are_something_else() {
        says(Of.AUTONOMY, "AUTONOMOUS", "PT7M").statusCode(200);
        assertThat(page()).contains("<option value=\"7\" selected>7 minutes</option>");
        Api.as(Api.admin())
                .body(Map.of("autonomy", "SUPERVISED", "protocols", List.of()))
                .put("/agents/" + agent.id() + "/description")
                .then()
                .statusCode(200);
        assertThat(page()).contains("<option value=\"60\" selected>1 hour</option>");
    }

    @Test
    void what_no_task_could_be_of_or_would_last_no_time_is_refused_and_so_is_who_is_no_administrator() {
        says(Of.AUTONOMY, "FREE", "PT7M").statusCode(400).body("field", equalTo("/name"));
        thereIs("finance-" + agent.id(), List.of());
        says(Of.ROLE, "finanse-" + agent.id(), "PT7M")
                .statusCode(400)
                .body("field", equalTo("/name"))
                .body("title", containsString("finance-" + agent.id()));
        for (var nobody : List.of("cli_nobody", "agt_nobody", "https://nobody.example"))
            says(Of.CLIENT, nobody, "PT7M").statusCode(400).body("field", equalTo("/name"));
        says(Of.CLIENT, "cli_nobody", null).statusCode(200);
        for (var longest : List.of("PT30S", "P2D", "soon"))
            says(Of.ROLE, "finance", longest).statusCode(400).body("field", equalTo("/longest"));
        Api.as(Api.accessToken(Api.signIn(ada.person())))
                .body(Map.of("of", "ROLE", "name", "finance", "longest", "PT30M"))
                .put("/task-caps")
                .then()
                .statusCode(403);
    }

    @Test
    void administrators_who_speak_of_the_same_name_at_once_are_each_heard() {
        thereIs("cap-at-once", List.of());
        var token = Api.admin();
        var administrators = Executors.newFixedThreadPool(6);
        try {
            var said = IntStream.range(0, 6)
                    .mapToObj(n -> CompletableFuture.supplyAsync(
                            () -> Api.as(token)
                                    .body(Map.of("of", "ROLE", "name", "cap-at-once", "longest", "PT" + (5 + n) + "M"))
                                    .put("/task-caps")
                                    .statusCode(),
                            administrators))
                    .toList();
            assertThat(said).extracting(CompletableFuture::join).containsOnly(200);
        } finally {
            administrators.shutdown();
        }
    }

    private void thereIs(String role, List<String> inherits) {
        Topics.publish(CatalogEntry.FAMILY, new CatalogEntry.Role(role, 1, false, role, inherits, List.of()));
        Awaitility.await().atMost(Topics.SOON).until(() -> catalogue.roles().contains(role));
    }

    private String page() {
        return page(ada);
    }

    private String page(SignedIn who) {
        return who.browser()
                .get(who.browser()
                        .get(agent.request(Asker.details("PT1H", "caps.tool")))
                        .location())
                .body();
    }

    private static ValidatableResponse says(Of of, String name, String longest) {
        var body = new HashMap<String, Object>(Map.of("of", of, "name", name));
        if (longest != null) body.put("longest", longest);
        return Api.as(Api.admin()).body(body).put("/task-caps").then();
    }

    private ValidatableResponse delegates(int minutes) {
        return delegates(Api.accessToken(Api.signIn(ada.person())), minutes);
    }

    private ValidatableResponse delegates(String token, int minutes) {
        var body = new HashMap<>(Api.delegation(new Api.Agent(agent.id(), agent.secret()), "caps.tool"));
        body.put("expiresAt", Instant.now().plusSeconds(60L * minutes).toString());
        return Api.as(token).body(body).post("/delegations").then();
    }
}
