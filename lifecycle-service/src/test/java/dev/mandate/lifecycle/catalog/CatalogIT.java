package dev.mandate.lifecycle.catalog;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.GovernanceEvent;
import dev.mandate.events.lifecycle.GovernanceEvent.CatalogChange;
import dev.mandate.events.lifecycle.GovernanceEvent.CatalogChanged;
import dev.mandate.lifecycle.HrSystem;
import dev.mandate.lifecycle.LifecycleStory;
import dev.mandate.messaging.outbox.Outbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "lifecycle"))
class CatalogIT extends LifecycleStory {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Inject
    CatalogStore store;

    @Inject
    RoleChanges roleChanges;

    @Inject
    Outbox outbox;

    @Test
    void the_example_is_imported_once_and_its_second_import_changes_nothing() throws Exception {
        ready();
        var example = Files.readString(Path.of("../deploy/catalogue/example.json"));
        as("catalog:write").body(example).post("/catalog/import").then().statusCode(200);
        as("catalog:write")
                .body(example)
                .post("/catalog/import")
                .then()
                .statusCode(200)
                .body("changed", equalTo(0))
                .body("entries.key", hasItem("tool:email.send"));
        assertThat(eventually(() -> entries("tool:email.send"), all -> !all.isEmpty()))
                .hasSize(1);
        as("catalog:read").get("/catalog/tool/email.send").then().body("labels", hasItem("egress"));
    }

    @Test
    void a_kind_is_listed_in_parts_without_what_was_deleted() {
        ready();
        for (var id : List.of("parts-a", "parts-b", "parts-c", "parts-d"))
            as("catalog:write").body("{}").put("/catalog/surface/" + id).then().statusCode(200);
        as("catalog:write").delete("/catalog/surface/parts-c").then().statusCode(200);
        var listed = new ArrayList<String>();
        String after = null;
        do {
            var page = as("catalog:read")
                    .queryParams(after == null ? Map.of("limit", 2) : Map.of("limit", 2, "after", after))
                    .get("/catalog/surface")
                    .then()
                    .statusCode(200)
                    .extract();
            List<String> ids = page.path("items.id");
            assertThat(ids).hasSizeLessThanOrEqualTo(2);
            listed.addAll(ids);
            after = page.path("next");
        } while (after != null);
        assertThat(listed).isSorted().contains("parts-a", "parts-b", "parts-d").doesNotContain("parts-c");
        as("catalog:read")
                .get("/catalog/surface?limit=0")
                .then()
                .statusCode(400)
                .body("field", equalTo("limit"));
    }

    @Test
    void an_import_with_one_fault_changes_nothing_and_names_the_field() {
        ready();
        as("catalog:write")
                .body("{\"applications\":[{\"id\":\"good\"}],\"tools\":[{\"id\":\"t\",\"application\":\"nowhere\","
                        + "\"argumentsSchema\":{\"type\":\"object\"}}]}")
                .post("/catalog/import")
                .then()
                .statusCode(400)
                .body("field", equalTo("/tools/0/application"));
        as("catalog:read").get("/catalog/application/good").then().statusCode(404);
        as("catalog:write")
                .body("{\"application\":\"crm\",\"labels\":[\"secret\"]}")
                .put("/catalog/tool/t")
                .then()
                .statusCode(400)
                .body("field", equalTo("/labels/0"))
                .body("title", containsString("private, untrusted, egress"));
    }

    @Test
    void a_deleted_entry_says_so_with_its_last_revision_and_a_needed_one_stays() {
        ready();
        as("catalog:write").body("{}").put("/catalog/application/gone").then().statusCode(200);
        as("catalog:write")
                .body("{\"application\":\"gone\",\"argumentsSchema\":{\"type\":\"object\"}}")
                .put("/catalog/tool/gone.read")
                .then()
                .statusCode(200)
                .body("revision", equalTo(1));
        as("catalog:write").delete("/catalog/application/gone").then().statusCode(409);
        as("catalog:write")
                .delete("/catalog/tool/gone.read")
                .then()
                .statusCode(200)
                .body("revision", equalTo(2));
        as("catalog:write").delete("/catalog/application/gone").then().statusCode(200);
        as("catalog:write").delete("/catalog/application/gone").then().statusCode(404);
        assertThat(eventually(() -> entries("tool:gone.read"), all -> all.size() == 2))
                .extracting(CatalogEntry::deleted)
                .containsExactly(false, true);
    }

    @Test
    void a_day_after_it_was_deleted_an_entry_is_forgotten_once_and_its_revision_goes_on_if_it_comes_back()
            throws Throwable {
        ready();
        as("catalog:write").body("{}").put("/catalog/surface/kiosk").then().statusCode(200);
        as("catalog:write").delete("/catalog/surface/kiosk").then().statusCode(200);
        as("catalog:write").body("{}").put("/catalog/surface/desk").then().statusCode(200);
        var early = forgetting(Duration.ofHours(23));
        var inTime = forgetting(Duration.ofHours(24));
        VertxContextSupport.subscribeAndAwait(early::run);
        VertxContextSupport.subscribeAndAwait(inTime::run);
        VertxContextSupport.subscribeAndAwait(inTime::run);

        as("catalog:write")
                .body("{}")
                .put("/catalog/surface/kiosk")
                .then()
                .statusCode(200)
                .body("revision", equalTo(3));
        var records = eventually(() -> ofKey("surface:kiosk"), all -> all.size() == 4);
        assertThat(records).extracting(record -> record.value() == null).containsExactly(false, false, true, false);
        VertxContextSupport.subscribeAndAwait(inTime::run);
        as("catalog:write")
                .body("{\"title\":\"Kiosk\"}")
                .put("/catalog/surface/kiosk")
                .then()
                .statusCode(200);
        eventually(() -> ofKey("surface:kiosk"), all -> all.size() == 5);
        assertThat(ofKey("surface:kiosk").get(4).value()).isNotNull();
        assertThat(ofKey("surface:desk"))
                .extracting(record -> record.value() == null)
                .containsExactly(false);
    }

    private DeletedSweep forgetting(Duration later) {
        return new DeletedSweep(
                new Catalog(store, roleChanges, outbox, () -> Instant.now().plus(later)));
    }

    private List<ConsumerRecord<byte[], byte[]>> ofKey(String key) {
        return catalog.records().stream()
                .filter(record -> record.key() != null && key.equals(new String(record.key(), UTF_8)))
                .toList();
    }

    @Test
    void who_changed_which_tool_of_the_catalogue_why_is_a_fact() {
        ready();
        var tool = "told." + System.nanoTime();
        var entry = "{\"application\":\"told\",\"labels\":[%s],\"argumentsSchema\":{\"type\":\"object\"}}";
        as("catalog:write")
                .body("{\"applications\":[{\"id\":\"told\"}],\"tools\":[{\"id\":\"" + tool + "\","
                        + entry.formatted("\"private\"").substring(1) + "]}")
                .post("/catalog/import?reason=first tools")
                .then()
                .statusCode(200);
        for (var twice = 0; twice < 2; twice++)
            as("catalog:write")
                    .body(entry.formatted("\"egress\""))
                    .put("/catalog/tool/" + tool + "?reason=it sends outside")
                    .then()
                    .statusCode(200);
        as("catalog:write").delete("/catalog/tool/" + tool).then().statusCode(200);
        var told = eventually(() -> governance.events(GovernanceEvent.FAMILY, "tool:" + tool), all -> all.size() == 3);
        var admin = new Actor("admin", "admin", List.of());
        assertThat(told)
                .containsExactly(
                        new CatalogChanged(
                                "tool:" + tool, 1, CatalogChange.CREATED, List.of(), true, "first tools", admin),
                        new CatalogChanged(
                                "tool:" + tool,
                                2,
                                CatalogChange.CHANGED,
                                List.of("labels"),
                                false,
                                "it sends outside",
                                admin),
                        new CatalogChanged("tool:" + tool, 3, CatalogChange.DELETED, List.of(), false, null, admin));
        as("catalog:write")
                .queryParam("reason", "two\nlines")
                .delete("/catalog/tool/" + tool)
                .then()
                .statusCode(400)
                .body("field", equalTo("reason"));
    }

    @Test
    void a_changed_birthright_reaches_those_who_work_there() {
        ready();
        var ada = HrSystem.newEmployee();
        hr.joined(ada, START, "Laboratory");
        accessOf(ada, state -> true);
        role("chemist", "Laboratory");
        accessOf(ada, state -> roles(state).contains("chemist"));
        as("catalog:write").delete("/catalog/role/chemist").then().statusCode(200);
        accessOf(ada, state -> state.revision() > 2 && !roles(state).contains("chemist"));
    }

    @Test
    void nobody_gets_in_without_a_token_that_has_the_scope() {
        ready();
        given().get("/catalog/role").then().statusCode(401);
        given().auth().oauth2("nonsense").get("/catalog/role").then().statusCode(401);
        as("workers:read").get("/catalog/role").then().statusCode(403).body("title", containsString("catalog:read"));
        as("catalog:read").body("{}").put("/catalog/role/x").then().statusCode(403);
        as("catalog:read").get("/workers?employeeId=x").then().statusCode(403);
        as("workers:read").body("{}").post("/grants").then().statusCode(403);
    }

    private static void ready() {
        eventually(() -> as("catalog:read").get("/catalog/role").statusCode(), status -> status == 200);
    }
}
