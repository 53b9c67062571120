package dev.mandate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.AgentEvent;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.IdentityState.Status;
import dev.mandate.events.identity.OfferEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OfferIT {
    @BeforeEach
    void issuer() {
        Api.issuerIsRegistered();
    }

    @Test
    void an_agent_registered_for_another_does_nothing_until_he_accepts_it_with_a_token_of_his_own() {
        var ada = Workforce.joins("Ada");
        var offered = registeredFor(ada);
        offered.agent().ownToken().statusCode(401).body("error", equalTo("invalid_client"));
        var token = Api.accessToken(Api.signIn(ada));
        Api.as(token)
                .body(Api.delegation(offered.agent(), "crm.read_contact"))
                .post("/delegations")
                .then()
                .statusCode(400)
                .body("field", equalTo("/agent"));
        Api.as(token)
                .get("/offers")
                .then()
                .statusCode(200)
                .body(
                        "items",
                        hasSize(1),
                        "items[0].offer",
                        equalTo(offered.id()),
                        "items[0].agentName",
                        equalTo("desk"),
                        "items[0].owner",
                        nullValue());
        offered.acceptedWith(Api.admin()).statusCode(403);
        offered.acceptedWith(Api.accessToken(Api.signIn(Workforce.joins("Grace"))))
                .statusCode(404);

        offered.acceptedWith(token)
                .statusCode(200)
                .body("status", equalTo("ACTIVE"), "owner", equalTo(ada.id().value()));

        offered.agent().ownToken().statusCode(200);
        Api.as(token).get("/offers").then().body("items", hasSize(0));
        var state = Topics.awaitOn(
                IdentityState.FAMILY,
                s -> s.identity().value().equals(offered.agent().id()) && s.status() == Status.ACTIVE);
        assertThat(state.owner()).isEqualTo(ada.id());
        var registered = (AgentEvent.Registered) factOf(offered, AgentEvent.Registered.class);
        assertThat(registered.owner()).isNull();
        assertThat(registered.by().subject()).isEqualTo("admin");
        var accepted = (OfferEvent.Accepted) factOf(offered, OfferEvent.Accepted.class);
        assertThat(accepted.owner()).isEqualTo(ada.id());
        assertThat(accepted.by().subject()).isEqualTo(ada.id().value());
    }

    @Test
    void whoever_registers_an_agent_himself_answers_for_it_at_once_and_registers_none_for_another() {
        var ada = Workforce.joins("Ada");
        var grace = Workforce.joins("Grace");
        Api.agentOf(ada, "mine").ownToken().statusCode(200);
        Api.register(Api.accessToken(Api.signIn(ada)), "hers", grace)
                .statusCode(403)
                .body("field", equalTo("/owner"));
        var leaver = Workforce.joins("Emil");
        var token = Api.accessToken(Api.signIn(leaver));
        leaver.leaves();
        Api.register(token, "late", leaver).statusCode(400).body("field", equalTo("/owner"));
    }

    @Test
    void an_owner_hands_over_and_answers_for_the_agent_until_the_other_accepts() {
        var ada = Workforce.joins("Ada");
        var grace = Workforce.joins("Grace");
        var agent = Api.agentOf(ada, "clerk");
        var adas = Api.accessToken(Api.signIn(ada));
        var graces = Api.accessToken(Api.signIn(grace));
        Offered.made(grace, agent, graces, Map.of()).statusCode(403);
        Offered.made(ada, agent, adas, Map.of()).statusCode(409);

        var refused = Offered.to(grace, agent, adas);
        refused.does("refuse", graces).statusCode(200).body("status", equalTo("REFUSED"));
        refused.acceptedWith(graces).statusCode(409);
        var withdrawn = Offered.to(grace, agent, adas);
        withdrawn.does("withdraw", graces).statusCode(403);
        withdrawn.does("withdraw", adas).statusCode(200).body("status", equalTo("WITHDRAWN"));
        withdrawn.acceptedWith(graces).statusCode(409);
        agent.ownToken().statusCode(200);
        assertThat(ownerOf(agent)).isEqualTo(ada.id().value());

        Offered.to(grace, agent, adas).accepted();
        assertThat(ownerOf(agent)).isEqualTo(grace.id().value());
        Offered.made(ada, agent, adas, Map.of()).statusCode(403);
    }

    @Test
    void of_two_offers_only_the_later_one_can_be_accepted() {
        var ada = Workforce.joins("Ada");
        var grace = Workforce.joins("Grace");
        var hana = Workforce.joins("Hana");
        var agent = Api.agentOf(ada, "clerk");
        var first = Offered.to(grace, agent, Api.admin());
        var second = Offered.to(hana, agent, Api.admin());
        first.acceptedWith(Api.accessToken(Api.signIn(grace))).statusCode(404);
        second.accepted();
        assertThat(ownerOf(agent)).isEqualTo(hana.id().value());
        var replaced = (OfferEvent.Withdrawn) factOf(first, OfferEvent.Withdrawn.class);
        assertThat(replaced.why()).isEqualTo(OfferEvent.Why.REPLACED);
    }

    @Test
    void an_offer_ends_by_itself() {
        var ada = Workforce.joins("Ada");
        var grace = Workforce.joins("Grace");
        var agent = Api.agentOf(ada, "clerk");
        var admin = Api.admin();
        Offered.made(grace, agent, admin, Map.of("endsAt", Instant.now().toString()))
                .statusCode(400)
                .body("field", equalTo("/endsAt"));
        Offered.made(
                        grace,
                        agent,
                        admin,
                        Map.of("endsAt", Instant.now().plusSeconds(1_300_000).toString()))
                .statusCode(400)
                .body("field", equalTo("/endsAt"));
        String id = Offered.made(
                        grace,
                        agent,
                        admin,
                        Map.of("endsAt", Instant.now().plusSeconds(2).toString()))
                .statusCode(200)
                .extract()
                .path("offer");
        var graces = Api.accessToken(Api.signIn(grace));
        await().atMost(Topics.SOON)
                .untilAsserted(() -> Api.as(graces).get("/offers/" + id).then().body("status", equalTo("EXPIRED")));
        new Offered(id, grace, agent).acceptedWith(graces).statusCode(409);
        Api.as(graces).get("/offers").then().body("items", hasSize(0));
        assertThat(ownerOf(agent)).isEqualTo(ada.id().value());
    }

    @Test
    void a_leavers_agents_are_offered_to_his_manager_and_to_the_managers_own_when_he_leaves_as_well() {
        var director = Workforce.joins("Dara");
        var manager = Workforce.joins("Milo", director);
        var ada = Workforce.joins("Ada", manager);
        var agent = Api.agentOf(ada, "clerk");
        var kept = Api.agentOf(ada, "kept");
        var grace = Workforce.joins("Grace");
        var keptOffer = Offered.to(grace, kept, Api.accessToken(Api.signIn(ada)));

        ada.leaves();

        var toManager = offerTo(manager, agent);
        manager.leaves();
        var withdrawn = (OfferEvent.Withdrawn) factOf(toManager, OfferEvent.Withdrawn.class);
        assertThat(withdrawn.why()).isEqualTo(OfferEvent.Why.RECIPIENT_LEFT);
        assertThat(withdrawn.by()).isNull();
        agent.ownToken().statusCode(401);
        offerTo(director, agent).accepted();
        agent.ownToken().statusCode(200);
        kept.ownToken().statusCode(401);
        keptOffer.accepted();
        kept.ownToken().statusCode(200);
    }

    @Test
    void a_person_pages_through_what_he_is_offered() {
        var ada = Workforce.joins("Ada");
        var token = Api.accessToken(Api.signIn(ada));
        var made = new ArrayList<String>();
        for (var i = 0; i < 5; i++) made.add(0, registeredFor(ada).id());
        var seen = new ArrayList<String>();
        String after = "";
        for (var pages = 0; after != null && pages < 4; pages++) {
            var page = Api.as(token)
                    .get("/offers?limit=2" + after)
                    .then()
                    .statusCode(200)
                    .extract();
            seen.addAll(page.<List<String>>path("items.offer"));
            after = page.path("next") == null ? null : "&after=" + page.path("next");
        }
        assertThat(seen).isEqualTo(made);
        Api.as(token).get("/offers?after=%2F").then().statusCode(400).body("field", equalTo("after"));
        Api.as(token).get("/offers?limit=0").then().statusCode(400).body("field", equalTo("limit"));
        Api.as(Api.accessToken(Api.signIn(Workforce.joins("Grace"))))
                .get("/offers?to=" + ada.id())
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void whoever_leaves_while_he_accepts_never_answers_for_a_running_agent() throws Exception {
        for (var i = 0; i < 8; i++) {
            var ada = Workforce.joins("Ada");
            var offered = registeredFor(ada);
            var token = Api.accessToken(Api.signIn(ada));
            var statuses = atOnce(() -> offered.acceptedWith(token).extract().statusCode(), () -> {
                ada.leaves();
                return 0;
            });
            assertThat(statuses.get(0)).isIn(200, 400, 403, 409);
            await().atMost(Topics.SOON)
                    .untilAsserted(() -> assertThat(Api.as(Api.admin())
                                    .get("/agents/" + offered.agent().id())
                                    .<String>path("status"))
                            .isEqualTo("SUSPENDED"));
            offered.agent().ownToken().statusCode(401);
        }
    }

    @Test
    void an_offer_that_is_accepted_and_withdrawn_at_once_is_one_of_the_two() throws Exception {
        for (var i = 0; i < 8; i++) {
            var ada = Workforce.joins("Ada");
            var offered = registeredFor(ada);
            var token = Api.accessToken(Api.signIn(ada));
            var admin = Api.admin();
            var statuses = atOnce(
                    () -> offered.acceptedWith(token).extract().statusCode(),
                    () -> offered.does("withdraw", admin).extract().statusCode());
            assertThat(statuses).containsExactlyInAnyOrder(200, 409);
            offered.agent().ownToken().statusCode(statuses.get(0) == 200 ? 200 : 401);
        }
    }

    private static List<Integer> atOnce(Callable<Integer> first, Callable<Integer> second) throws Exception {
        var pool = Executors.newFixedThreadPool(2);
        var together = new CyclicBarrier(2);
        try {
            var results = new ArrayList<Integer>();
            for (var result : pool.invokeAll(List.of(after(together, first), after(together, second))))
                results.add(result.get());
            return results;
        } finally {
            pool.shutdown();
        }
    }

    private static Callable<Integer> after(CyclicBarrier together, Callable<Integer> act) {
        return () -> {
            together.await();
            return act.call();
        };
    }

    private static Offered registeredFor(Workforce person) {
        var registered = Api.register(Api.admin(), "desk", person)
                .statusCode(200)
                .body("status", equalTo("SUSPENDED"))
                .extract();
        return new Offered(
                registered.path("offer.offer"),
                person,
                new Api.Agent(registered.path("id"), registered.path("clientSecret")));
    }

    /** Of a departure, once it has been made. */
    private static Offered offerTo(Workforce person, Api.Agent agent) {
        var made = (OfferEvent.Made) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                fact -> fact instanceof OfferEvent.Made it
                        && it.agent().value().equals(agent.id())
                        && it.to().equals(person.id()));
        assertThat(made.cause()).isEqualTo(OfferEvent.Cause.OWNER_LEFT);
        return new Offered(made.offer().value(), person, agent);
    }

    private static AdministrationEvent factOf(Offered offered, Class<? extends AdministrationEvent> type) {
        return Topics.awaitOn(
                AdministrationEvent.FAMILY,
                fact -> type.isInstance(fact)
                        && fact.subject().equals(offered.agent().id())
                        && (!(fact instanceof OfferEvent it)
                                || it.offer().value().equals(offered.id())));
    }

    private static String ownerOf(Api.Agent agent) {
        return Api.as(Api.admin()).get("/agents/" + agent.id()).path("owner");
    }
}
