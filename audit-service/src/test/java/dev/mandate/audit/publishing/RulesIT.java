package dev.mandate.audit.publishing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.mandate.audit.AuditStory;
import dev.mandate.audit.Tokens;
import dev.mandate.embedded.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A rule from its publication to the finding that names its version. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class RulesIT {
    private final String id = "rule-" + UUID.randomUUID();
    private final String rule = """
            title: Reads the secret drawer
            id: %s
            level: low
            logsource: {product: mandate}
            detection:
              selection: {input.drawer: %s}
              condition: selection
            x-tests:
              positive:
                - name: it does
                  events: [{at: "10:00", session: s, input.drawer: %s}]
            """.formatted(id, id, id);

    private final String chained = """
            title: Opens the drawer twice, then sends
            id: chain-%s
            level: low
            correlation:
              type: temporal_ordered
              rules: [opened-twice, sends]
              group-by: session
              timespan: 10m
            x-tests:
              positive:
                - name: opened twice, then something is sent
                  events:
                    - {at: "10:00", session: s, input.drawer: d, delegation: t, times: 2}
                    - {at: "10:01", session: s, tool.labels: egress}
            ---
            title: Opened twice
            name: opened-twice
            correlation:
              type: event_count
              rules: opens
              group-by: [session, task]
              aliases: {task: {opens: delegation}}
              timespan: 5m
              condition: {gte: 2}
            ---
            title: Opens
            name: opens
            logsource: {product: mandate}
            detection: {selection: {input.drawer: d}, condition: selection}
            ---
            title: Sends
            name: sends
            logsource: {product: mandate}
            detection: {selection: {tool.labels: egress}, condition: selection}
            """.formatted(id);

    private static final Matcher<Iterable<? super String>> IS_TOLD =
            hasItem(containsString("tool.labels never says 'privat'; did you mean 'private'?"));

    @BeforeAll
    static void a_key_that_tokens_are_signed_with_is_known() {
        Tokens.publishKey();
    }

    @Test
    void a_published_rule_is_watched_then_counts_is_rolled_back_and_retired_and_all_of_it_is_on_the_trail() {
        String digest =
                publish(rule).statusCode(201).body("version", is(1)).extract().path("digest");
        publish(rule).statusCode(200).body("version", is(1));
        publish(rule.replace("level: low", "level: high")).statusCode(201).body("version", is(2));

        writer().body(Map.of("version", 1))
                .put("/rules/" + id + "/shadow")
                .then()
                .statusCode(200);
        var watched = found(2);
        AuditStory.get("/findings/" + watched, "findings:read")
                .body("is_alert", is(false))
                .body("finding_info.analytic.state_id", is(3))
                .body("finding_info.analytic.version", is(digest));
        AuditStory.get("/rules/" + id + "/shadow/report", "rules:read")
                .statusCode(200)
                .body("watched", hasSize(1))
                .body("watched[0].digest", is(digest))
                .body("watched[0].findings", is(1))
                .body("newest.finding", is(java.util.List.of(watched)));

        given().auth()
                .oauth2(Tokens.of("cli_ops", "cli_ops", "rules:write"))
                .contentType("application/json")
                .body(Map.of("version", 1))
                .put("/rules/" + id + "/active")
                .then()
                .statusCode(202)
                .body("touches", hasItem(containsString("it would have raised 1 findings in 1 sessions")));
        writer().body(Map.of("version", 2))
                .put("/rules/" + id + "/active")
                .then()
                .statusCode(200);
        AuditStory.get("/findings/" + found(4), "findings:read").body("is_alert", is(true));
        AuditStory.get("/rules/" + id + "/versions/" + digest, "rules:read")
                .body("sigma", is(rule))
                .body("facts.version", is(1));

        writer().put("/rules/" + id + "/active").then().statusCode(400);
        writer().post("/rules/" + id + "/rollback")
                .then()
                .statusCode(200)
                .body("rule.active", is((Object) null))
                .body("stream", is("risk.rules.v1"));
        writer().body(Map.of("version", 1))
                .put("/rules/" + id + "/active")
                .then()
                .statusCode(200);
        writer().delete("/rules/" + id + "/active").then().statusCode(200).body("rule.retired", is(true));
        AuditStory.get("/rules/" + id, "rules:read")
                .body("versions", hasSize(2))
                .body("changes.kind", is(java.util.List.of("RETIRE", "ACTIVATE", "ROLL_BACK", "ACTIVATE", "WATCH")));
        AuditStory.eventuallyTrue(() -> AuditStory.get("/trail?subject=rule:" + id, "trail:read")
                .body(
                        "entries.summary",
                        hasItems(
                                containsString("admin published version 1 of the risk rule " + id),
                                containsString("admin published version 2 of the risk rule " + id),
                                containsString("admin: the risk rule " + id + " is retired"))));
    }

    @Test
    void a_rule_that_names_correlations_is_published_with_them_and_refused_where_they_don_t_fit() {
        publish(chained.replace("group-by: session", "group-by: agent"))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("findings", hasSize(1))
                .body("findings[0].line", is(7))
                .body("findings[0].column", is(13))
                .body("findings[0].message", containsString("has no 'agent', only what it groups by: session, task"));
        publish(chained.replace("rules: opens", "rules: [opens, opened-twice]"))
                .statusCode(422)
                .body("findings[0].line", is(20))
                .body("findings[0].message", containsString("a correlation can't wait for itself"));
        publish(chained.replace("times: 2", "times: 1"))
                .statusCode(422)
                .body("tests.test", is(java.util.List.of("opened twice, then something is sent")));
        publish(chained).statusCode(201).body("version", is(1));
        publish(chained.replace("timespan: 5m", "timespan: 6m")).statusCode(201).body("version", is(2));
    }

    @Test
    void a_shipped_rule_is_retired_and_comes_back_by_a_roll_back() {
        writer().delete("/rules/destructive-burst/active").then().statusCode(200);
        AuditStory.eventuallyTrue(() -> AuditStory.get("/rules?limit=200", "rules:read")
                .body("items.find { it.name == 'destructive-burst' }.inForce", is((Object) null)));
        writer().post("/rules/destructive-burst/rollback").then().statusCode(200);
        AuditStory.eventuallyTrue(() -> AuditStory.get("/rules?limit=200", "rules:read")
                .body("items.find { it.name == 'destructive-burst' }.inForce", not(is((Object) null))));
    }

    @Test
    void a_bad_rule_is_refused_with_its_place_or_its_test_and_nobody_without_the_scope_publishes() {
        publish(rule.replace("input.drawer: %s}\n  condition".formatted(id), "tool.nonsense: 1}\n  condition"))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("findings[0].line", is(6))
                .body("findings[0].message", containsString("tool.nonsense"));
        publish(rule.replace("positive", "negative"))
                .statusCode(422)
                .body("tests.test", is(java.util.List.of("it does")));
        publish(rule.replace("id: " + id, "id: %s\nname: data-exfiltration".formatted(id)))
                .statusCode(409);
        writer().body(Map.of("sigma", rule, "comment", "x".repeat(2_001)))
                .post("/rules")
                .then()
                .statusCode(422)
                .body("title", is("Shorten the comment to 2000 characters"));
        writer().body(Map.of("comment", "no text"))
                .post("/rules")
                .then()
                .statusCode(400)
                .body("field", is("/sigma"));
        writer().body(Map.of("version", 1)).put("/rules/nobody/active").then().statusCode(404);
        given().auth()
                .oauth2(Tokens.with("rules:read"))
                .contentType("application/json")
                .body(Map.of("sigma", rule))
                .post("/rules")
                .then()
                .statusCode(403);
        AuditStory.get("/rules", "findings:read").statusCode(403);
        writer().delete("/rules/{rule}/active", "nobody\0").then().statusCode(404);
    }

    @Test
    void a_misspelt_label_is_told_with_the_one_that_is_meant_wherever_the_rule_is_sent_and_it_is_taken_all_the_same() {
        var misspelt = rule.replace("input.drawer:", "tool.labels: privat, input.drawer:");
        for (var path : List.of("/rules/check", "/rules/simulation?hours=1", "/rules")) {
            if (path.equals("/rules/simulation?hours=1"))
                AuditStory.eventuallyTrue(() -> sent(misspelt, path).body("warnings.message", IS_TOLD));
            else sent(misspelt, path).body("warnings.message", IS_TOLD);
        }
        sent(rule, "/rules/check").body("warnings", hasSize(0));
    }

    private static ValidatableResponse sent(String sigma, String path) {
        return writer().body(Map.of("sigma", sigma)).post(path).then();
    }

    @Test
    void a_rule_is_tried_on_what_happened_before_it_counts_and_nothing_comes_of_it() {
        var story = AuditStory.begun();
        story.calls("crm.read_contact", Map.of("drawer", id));
        AuditStory.eventuallyTrue(() -> simulate(rule, 1)
                .statusCode(200)
                .body("rules.find { it.candidate }.name", is(id))
                .body("rules.find { it.candidate }.recorded", is(0))
                .body("rules.find { it.candidate }.inForce", is(0))
                .body("rules.find { it.candidate }.withCandidate", is(1))
                .body("rules.find { it.candidate }.newly", is(1))
                .body("rules", hasSize(1))
                .body("examples.agent", hasItem(containsString("Invoice helper (agt_")))
                .body("examples.person", hasItem(containsString("Ada Lovelace (per_")))
                .body("examples.session", is(List.of(story.session())))
                .body("examples.gone", is(List.of(false)))
                .body("cut", is(false))
                .body("late", is(false))
                .body("full", is(false))
                .body("unjudged", notNullValue()));
        AuditStory.get("/rules/" + id, "rules:read").statusCode(404);
        AuditStory.get("/findings?session=" + story.session(), "findings:read").body("findings", hasSize(0));

        simulate(rule.replace("positive", "negative"), 1).statusCode(422);
        simulate(rule, 0).statusCode(400).body("field", is("hours"));
        given().auth()
                .oauth2(Tokens.with("rules:read"))
                .contentType("application/json")
                .body(Map.of("sigma", rule))
                .post("/rules/simulation")
                .then()
                .statusCode(403);
    }

    private static ValidatableResponse simulate(String sigma, int hours) {
        return writer().body(Map.of("sigma", sigma))
                .post("/rules/simulation?hours=" + hours)
                .then();
    }

    @Test
    void rules_are_listed_in_pages_by_id() {
        publish(rule).statusCode(201);
        var whole = AuditStory.get("/rules?limit=200", "rules:read").extract().<List<String>>path("items.rule");
        var read = new ArrayList<String>();
        var after = "";
        do {
            var page = AuditStory.get("/rules?limit=7" + after, "rules:read")
                    .body("items.size()", lessThanOrEqualTo(7))
                    .extract();
            read.addAll(page.<List<String>>path("items.rule"));
            after = page.path("next") == null ? "" : "&after=" + page.path("next");
        } while (!after.isEmpty());

        assertThat(read).isEqualTo(whole).isSorted().contains(id).hasSizeGreaterThan(7);
        AuditStory.get("/rules?limit=0", "rules:read").statusCode(400);
        AuditStory.get("/rules?after=!", "rules:read").statusCode(400);
    }

    /** The finding of this severity that the rule raises about a new session. */
    private String found(int severity) {
        var story = AuditStory.begun();
        var query = "/findings?session=" + story.session() + "&shadow=" + (severity == 2);
        AuditStory.eventuallyTrue(() -> {
            story.calls("crm.read_contact", Map.of("drawer", id));
            AuditStory.get(query, "findings:read").body("findings.severity_id", hasItem(severity));
        });
        AuditStory.get(query, "findings:read").body("findings.finding_info.analytic.uid", everyItem(is(id)));
        return AuditStory.get(query, "findings:read").extract().path("findings[0].finding_info.uid");
    }

    private ValidatableResponse publish(String sigma) {
        return writer().body(Map.of("sigma", sigma)).post("/rules").then();
    }

    private static RequestSpecification writer() {
        return given().auth().oauth2(Tokens.ofAdmin("rules:write")).contentType("application/json");
    }
}
