package dev.mandate.identity.workloads.imported;

import static dev.mandate.identity.workloads.Workload.tokenOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.WorkloadEvent;
import dev.mandate.identity.Api;
import dev.mandate.identity.Held;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.workloads.Workload;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts of other systems become workloads by file: each somebody's only once he accepts it, and each once. */
@QuarkusTest
class ImportIT {
    private static final String NAMES = "system,externalId,name,kind,purpose,owner,end,lastUsed\n";

    private final String account = "kv/" + UUID.randomUUID();

    @Inject
    AgroalDataSource database;

    @BeforeEach
    void issuer() {
        Api.issuerIsRegistered();
    }

    @Test
    void what_is_new_is_staged_and_offered_to_its_owner_and_else_nobodys() {
        var ada = Workforce.joins("Ada");
        var file = NAMES + line(account, "Pay", ada.email(), "2027-03-31", "2026-11-02")
                + "vault," + account + "/b,Fee,SERVICE,fees,nobody@corp.example,,\n"
                + "vault," + account + "/c,Fee,SERVICE,fees,,,\n"
                + "vault,,Fee,SERVICE,fees,,,\n";
        var planned = imported(file, "?plan=true");
        assertThat(planned.path("counts").path("CREATED").asInt()).isEqualTo(3);
        assertThat(planned.path("lines").path(0).path("offeredTo").asText())
                .isEqualTo(ada.id().value());
        assertThat(planned.path("lines").path(0).has("workload")).isFalse();

        var lines = imported(file, "").path("lines");
        assertThat(outcomes(lines))
                .as("nothing stayed of the plan")
                .containsExactly("CREATED", "CREATED", "CREATED", "REFUSED");
        assertThat(lines.path(1).path("note").asText()).contains("nobody@corp.example");
        assertThat(lines.path(3).path("line").asInt()).isEqualTo(5);
        assertThat(lines.path(3).path("note").asText()).contains("externalId is missing");

        var workload = lines.path(0).path("workload").asText();
        var seen = Api.body(new Workload(workload).seen());
        assertThat(seen.path("status").asText()).isEqualTo("STAGED");
        assertThat(seen.path("confirmed").asBoolean()).isFalse();
        assertThat(seen.has("owner")).isFalse();
        assertThat(seen.path("validUntil").asText()).startsWith("2027-03-31T00:00:00");
        assertThat(seen.path("system").asText()).isEqualTo("vault");
        assertThat(seen.path("externalId").asText()).isEqualTo(account);
        assertThat(seen.path("lastUsed").asText()).startsWith("2026-11-02T00:00:00");
        assertThat(seen.path("offeredTo").asText()).isEqualTo(ada.id().value());
        var nobodys = lines.path(1).path("workload").asText();
        assertThat(Api.body(new Workload(nobodys).seen()).has("offeredTo")).isFalse();
        assertThat(ownerless()).contains(nobodys, workload);
        var fact = fact(workload, it -> it.changed().isEmpty());
        assertThat(fact.system()).isEqualTo("vault");
        assertThat(fact.externalId()).isEqualTo(account);
        assertThat(fact.by().subject()).isEqualTo("admin");

        accepts(ada, workload);
        assertThat(Api.body(new Workload(workload).seen()).path("owner").asText())
                .isEqualTo(ada.id().value());
        assertThat(outcomes(imported(file, "").path("lines")))
                .containsExactly("UNCHANGED", "UNCHANGED", "UNCHANGED", "REFUSED");
    }

    @Test
    void a_changed_line_changes_its_end_its_last_use_and_who_is_asked_while_it_is_nobodys() {
        var ada = Workforce.joins("Ada");
        var grace = Workforce.joins("Grace");
        var first = NAMES + line(account, "Pay", ada.email(), "2027-03-31", "");
        var workload =
                imported(first, "").path("lines").path(0).path("workload").asText();
        var second = NAMES + line(account, "Pay", grace.id().value(), "2027-06-30", "2026-11-02");
        var changed = only(second);
        assertThat(changed.path("outcome").asText()).isEqualTo("CHANGED");
        assertThat(changed.path("offeredTo").asText()).isEqualTo(grace.id().value());
        assertThat(until(workload)).startsWith("2027-06-30");
        assertThat(fact(workload, it -> !it.changed().isEmpty()).changed()).containsExactly("owner", "end", "lastUsed");
        assertThat(outcomes(imported(second, "").path("lines"))).containsExactly("UNCHANGED");

        var renamed = only(NAMES + line(account, "Other", "", "", ""));
        assertThat(renamed.path("outcome").asText()).isEqualTo("REFUSED");
        assertThat(renamed.path("note").asText()).contains("name can't be changed");
        assertThat(only(NAMES + line(account, "Pay", "", "", ""))
                        .path("outcome")
                        .asText())
                .as("what is left out is not said otherwise")
                .isEqualTo("UNCHANGED");
        assertThat(until(workload)).startsWith("2027-06-30");
    }

    @Test
    void an_end_that_has_passed_is_told_before_and_when_it_is_taken() {
        var file = NAMES + line(account, "Pay", "", "2020-01-01", "");
        for (var query : List.of("?plan=true", "")) {
            var told = imported(file, query).path("lines").path(0);
            assertThat(told.path("outcome").asText()).isEqualTo("CREATED");
            assertThat(told.path("note").asText())
                    .isEqualTo("names no owner; its end has passed, so that it does nothing");
        }
    }

    @Test
    void a_list_neither_hands_over_what_is_somebodys_or_confirmed_nor_lengthens_what_was_shortened_here() {
        var ada = Workforce.joins("Ada");
        var mallory = Workforce.joins("Mallory");
        var first = NAMES + line(account, "Pay", ada.email(), "2027-03-31", "");
        var workload = new Workload(only(first).path("workload").asText());
        accepts(ada, workload.id());
        ends(workload, "2027-01-01T00:00:00Z");

        var his = only(NAMES + line(account, "Pay", mallory.email(), "2027-06-30", ""));
        assertThat(his.has("offeredTo")).isFalse();
        assertThat(his.path("note").asText()).contains("offer it by hand");
        var longer = only(NAMES + line(account, "Pay", ada.email(), "2027-06-30", ""));
        assertThat(longer.path("note").asText()).contains("only shortens");
        assertThat(until(workload.id())).startsWith("2027-01-01");
        only(NAMES + line(account, "Pay", ada.email(), "2026-12-31", ""));
        assertThat(until(workload.id())).startsWith("2026-12-31");

        var other = NAMES + line(account + "/b", "Pay", "", "", "");
        var confirmed = new Workload(only(other).path("workload").asText());
        confirmed.does("confirm", Api.admin()).statusCode(200);
        var named = only(NAMES + line(account + "/b", "Pay", mallory.email(), "", ""));
        assertThat(named.has("offeredTo")).isFalse();
        assertThat(named.path("note").asText()).contains("confirmed");
    }

    @Test
    void an_instant_that_nobody_keeps_is_told_of_its_line() {
        var file = NAMES
                + line(account, "Pay", "", "-9999-01-01T00:00:00Z", "")
                + line(account + "/b", "Pay", "", "", "+999999-01-01T00:00:00Z")
                + line(account + "/c", "Pay", "", "", "");
        var lines = imported(file, "").path("lines");
        assertThat(outcomes(lines)).containsExactly("REFUSED", "REFUSED", "CREATED");
        assertThat(lines.path(0).path("note").asText()).contains("from 1970 to 9999");
        Api.as(Api.admin())
                .body("{\"validUntil\": \"+999999-01-01T00:00:00Z\"}")
                .put("/workloads/" + lines.path(2).path("workload").asText() + "/validity")
                .then()
                .statusCode(400);
    }

    private static void ends(Workload workload, String at) {
        Api.as(Api.admin())
                .body("{\"validUntil\": \"" + at + "\"}")
                .put("/workloads/" + workload.id() + "/validity")
                .then()
                .statusCode(200);
    }

    @Test
    void what_is_fixed_is_changed_by_deleting_what_was_taken_over_and_an_environment_that_was_not_said_is_filled_in() {
        var ada = Workforce.joins("Ada");
        var file = NAMES + line(account, "Pay", ada.email(), "", "");
        var workload = new Workload(
                imported(file, "").path("lines").path(0).path("workload").asText());
        var names = "system,externalId,name,kind,purpose,environment\n";
        var said = names + "vault," + account + ",Pay,API_KEY,payments,";
        assertThat(outcomes(imported(said + "production\n", "").path("lines"))).containsExactly("CHANGED");
        assertThat(Api.body(workload.seen()).path("environment").asText()).isEqualTo("production");
        assertThat(fact(workload.id(), it -> !it.changed().isEmpty()).changed()).containsExactly("environment");
        assertThat(outcomes(imported(said + "production\n", "").path("lines"))).containsExactly("UNCHANGED");
        assertThat(only(said + "test\n").path("note").asText())
                .contains("environment can't be changed")
                .contains("delete it")
                .doesNotContain("retire");

        accepts(ada, workload.id());
        workload.does("activate", Api.admin()).statusCode(200);
        assertThat(only(said + "test\n").path("note").asText()).contains("retire and delete it");
        workload.does("retire", Api.admin()).statusCode(200);
        workload.does("delete", Api.admin()).statusCode(200);
        assertThat(outcomes(imported(said + "test\n", "").path("lines"))).containsExactly("CREATED");

        var other = account + "/b";
        var unsaid = NAMES + line(other, "Pay", "", "", "");
        var confirmed = new Workload(only(unsaid).path("workload").asText());
        confirmed.does("confirm", Api.admin()).statusCode(200);
        var filled = only(said.replace(account, other) + "production\n");
        assertThat(filled.path("outcome").asText())
                .as("policies go by what was confirmed")
                .isEqualTo("REFUSED");
    }

    @Test
    void each_time_it_is_told_why_nobody_is_asked() throws Exception {
        var gone = NAMES + line(account, "Pay", "nobody@corp.example", "", "");
        var hers = new Workload(only(gone).path("workload").asText());
        assertThat(only(gone).path("note").asText()).contains("nobody@corp.example");
        var changed = only(gone.replace(",\n", ",2026-11-02\n"));
        assertThat(changed.path("outcome").asText()).isEqualTo("CHANGED");
        assertThat(changed.path("note").asText()).contains("nobody@corp.example");

        var ada = Workforce.joins("Ada");
        var named = gone.replace("nobody@corp.example", ada.email());
        assertThat(only(named).path("offeredTo").asText()).isEqualTo(ada.id().value());
        accepts(ada, hers.id());
        var late = only(NAMES + line(account + "/b", "Pay", ada.email(), "", ""));
        try (var connection = database.getConnection();
                var fill = connection.createStatement()) {
            fill.executeUpdate("INSERT INTO identities (id, revision, kind, status, display_name, owner_id, created_at,"
                    + " phase, workload_kind, environment) SELECT 'wkl_fill' || n || '"
                    + ada.employeeId().toLowerCase() + "', 1, kind, status, display_name, owner_id, created_at,"
                    + " 'IN_USE', workload_kind, environment FROM identities, generate_series(1, 199) n WHERE id = '"
                    + hers.id() + "'");
        }
        var full = NAMES + line(account + "/c", "Pay", ada.email(), "", "");
        assertThat(only(full).path("note").asText()).contains("as many workloads as one may");
        assertThat(only(full).path("note").asText()).contains("as many workloads as one may");
        assertThat(only(named).has("note"))
                .as("what is his anyway takes no room")
                .isFalse();
        Api.as(tokenOf(ada))
                .post("/offers/" + offer(ada, late.path("workload").asText()) + "/accept")
                .then()
                .statusCode(409)
                .body("type", endsWith(":too-many-workloads"), "title", containsString("at most 200 workloads"));
    }

    @Test
    void who_accepts_while_it_is_taken_over_again_does_so_and_both_are_answered() throws Exception {
        var ada = Workforce.joins("Ada");
        var file = NAMES + line(account, "Pay", ada.email(), "", "");
        var workload = only(file).path("workload").asText();
        var hers = tokenOf(ada);
        var offer = offer(ada, workload);
        try (var held = held(workload)) {
            var accepted = CompletableFuture.supplyAsync(
                    () -> Api.as(hers).post("/offers/" + offer + "/accept").statusCode());
            held.awaitSomebodyWaiting();
            var again = CompletableFuture.supplyAsync(() -> sent(Api.admin(), "text/csv", file, ""));
            held.awaitWaiting(2);
            held.isDone();
            assertThat(accepted.get()).isEqualTo(200);
            assertThat(outcomes(Api.body(again.get().statusCode(200)).path("lines")))
                    .containsExactly("UNCHANGED");
        }
    }

    @Test
    void a_line_that_the_database_fails_is_told_and_the_others_are_taken() throws Exception {
        var file = NAMES + line(account, "Pay", "", "", "");
        var workload = only(file).path("workload").asText();
        try (var held = held(workload)) {
            var again = CompletableFuture.supplyAsync(
                    () -> sent(Api.admin(), "text/csv", file + line(account + "/b", "Pay", "", "", ""), ""));
            held.awaitAndCancelWhoWaits();
            var lines = Api.body(again.get().statusCode(200)).path("lines");
            assertThat(outcomes(lines)).containsExactly("REFUSED", "CREATED");
            assertThat(lines.path(0).path("note").asText()).contains("take the file over again");
        }
    }

    /** Nobody else changes it until the transaction ends. */
    private Held held(String workload) throws SQLException {
        return Held.by(database, "UPDATE identities SET revision = revision WHERE id = ?", workload);
    }

    @Test
    void an_account_is_taken_over_once_though_two_do_so_at_a_time() throws Exception {
        var file = NAMES + line(account, "Pay", "", "", "");
        var pool = Executors.newFixedThreadPool(2);
        try {
            Callable<List<String>> take = () -> outcomes(imported(file, "").path("lines"));
            var both = pool.invokeAll(List.of(take, take));
            assertThat(List.of(both.get(0).get().get(0), both.get(1).get().get(0)))
                    .containsExactlyInAnyOrder("CREATED", "UNCHANGED");
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void what_is_deleted_here_comes_anew_and_what_is_retired_does_not() {
        var ada = Workforce.joins("Ada");
        var file = NAMES + line(account, "Pay", ada.email(), "", "");
        var first = imported(file, "").path("lines").path(0).path("workload").asText();
        new Workload(first).does("delete", Api.admin()).statusCode(200);
        var again = imported(file, "").path("lines").path(0);
        assertThat(again.path("outcome").asText()).isEqualTo("CREATED");
        var second = new Workload(again.path("workload").asText());
        assertThat(second.id()).isNotEqualTo(first);

        accepts(ada, second.id());
        second.does("activate", Api.admin()).statusCode(200);
        second.does("retire", Api.admin()).statusCode(200);
        var retired = imported(file, "").path("lines").path(0);
        assertThat(retired.path("outcome").asText()).isEqualTo("UNCHANGED");
        assertThat(retired.path("note").asText()).contains("retired");
    }

    @Test
    void only_an_administrator_takes_over_a_file_that_is_one() {
        var hers = tokenOf(Workforce.joins("Ada"));
        var good = NAMES + line(account, "Pay", "", "", "");
        sent(hers, "text/csv", good, "").statusCode(403);
        assertThat(field(sent(Api.admin(), "text/csv", "a,b\n1,2\n", ""))).isEqualTo("/");
        assertThat(field(sent(Api.admin(), "text/csv", good, "?plan=perhaps"))).isEqualTo("plan");
        sent(Api.admin(), "text/csv", NAMES + " ".repeat(ImportFile.MOST_BYTES), "")
                .statusCode(413);
        sent(Api.admin(), "application/json", "{}", "").statusCode(415);
        var elsewhere = NAMES + line(account, "M\u00fcller", "", "", "");
        var latin = sent(Api.admin(), "text/csv", elsewhere.getBytes(StandardCharsets.ISO_8859_1), "");
        assertThat(field(latin.body("title", containsString("UTF-8")))).isEqualTo("/");
        var json = Api.body(sent(
                        Api.admin(),
                        "application/jsonl",
                        "{\"system\": \"vault\", \"externalId\": \"" + account
                                + "\", \"name\": \"Pay\", \"kind\": \"CI_JOB\", \"purpose\": \"payments\"}\n",
                        "")
                .statusCode(200));
        assertThat(outcomes(json.path("lines"))).containsExactly("CREATED");
    }

    private static String line(String account, String name, String owner, String end, String lastUsed) {
        return "vault," + account + "," + name + ",API_KEY,payments," + owner + "," + end + "," + lastUsed + "\n";
    }

    private static JsonNode imported(String file, String query) {
        return Api.body(sent(Api.admin(), "text/csv", file, query).statusCode(200));
    }

    private static JsonNode only(String file) {
        return imported(file, "").path("lines").path(0);
    }

    private static ValidatableResponse sent(String token, String type, String file, String query) {
        return sent(token, type, file.getBytes(StandardCharsets.UTF_8), query);
    }

    private static ValidatableResponse sent(String token, String type, byte[] file, String query) {
        return Api.as(token)
                .contentType(type)
                .body(file)
                .post("/workloads/import" + query)
                .then();
    }

    private static String field(ValidatableResponse answer) {
        return Api.body(answer.statusCode(400)).path("field").asText();
    }

    private static List<String> outcomes(JsonNode lines) {
        return lines.findValuesAsText("outcome");
    }

    private static String until(String workload) {
        return Api.body(new Workload(workload).seen()).path("validUntil").asText();
    }

    private static List<String> ownerless() {
        return Api.body(Api.as(Api.admin())
                        .get("/workloads?ownerless=true&limit=200")
                        .then()
                        .statusCode(200))
                .findValuesAsText("id");
    }

    private static void accepts(Workforce person, String workload) {
        Api.as(tokenOf(person))
                .post("/offers/" + offer(person, workload) + "/accept")
                .then()
                .statusCode(200);
    }

    private static String offer(Workforce person, String workload) {
        return Api.as(tokenOf(person))
                .get("/offers")
                .then()
                .statusCode(200)
                .extract()
                .path("items.find { it.agent == '" + workload + "' }.offer");
    }

    private static WorkloadEvent.Imported fact(String workload, Predicate<WorkloadEvent.Imported> condition) {
        return (WorkloadEvent.Imported) Topics.awaitOn(
                AdministrationEvent.FAMILY,
                it -> it instanceof WorkloadEvent.Imported told
                        && told.subject().equals(workload)
                        && condition.test(told));
    }
}
