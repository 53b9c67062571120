package dev.mandate.lifecycle.workers;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.AccessState;
import dev.mandate.events.lifecycle.AccessState.Employment;
import dev.mandate.events.lifecycle.WorkerEvent;
import dev.mandate.lifecycle.HrSystem;
import dev.mandate.lifecycle.LifecycleStory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "lifecycle"))
class JoinerMoverLeaverIT extends LifecycleStory {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final String ada = HrSystem.newEmployee();

    @BeforeEach
    void company() {
        eventually(
                () -> as("catalog:read").get("/catalog/role").statusCode(),
                status -> status == 200); // the key has come
        role("jml-everyone", "*");
        role("jml-sales", "Jml-Sales");
        role("jml-finance", "Jml-Finance");
    }

    @Test
    void a_career_is_told_as_facts_and_as_access() {
        hr.joined(ada, START, "Jml-Sales");
        var joined = accessOf(ada, state -> state.employment() == Employment.ACTIVE);
        assertThat(roles(joined)).contains("jml-everyone", "jml-sales");
        assertThat(joined.revision()).isEqualTo(1);

        hr.moved(ada, START.plusSeconds(100), "Jml-Finance");
        var moved = accessOf(ada, state -> state.revision() == 2);
        assertThat(roles(moved)).contains("jml-everyone", "jml-finance").doesNotContain("jml-sales");

        hr.left(ada, START.plusSeconds(200));
        var left = accessOf(ada, state -> state.employment() == Employment.ENDED);
        assertThat(left.grants()).isEmpty();

        hr.rehired(ada, START.plusSeconds(300), "Jml-Sales");
        var rehired = accessOf(ada, state -> state.revision() == 4);
        assertThat(rehired.identity()).isEqualTo(joined.identity());
        assertThat(rehired.employmentFrom()).isEqualTo(START.plusSeconds(300));
        assertThat(roles(rehired)).contains("jml-everyone", "jml-sales");

        var told = eventually(() -> factsOf(ada), all -> all.size() == 4);
        assertThat(told)
                .hasExactlyElementsOfTypes(
                        WorkerEvent.Joined.class,
                        WorkerEvent.Moved.class,
                        WorkerEvent.Left.class,
                        WorkerEvent.Rehired.class);
    }

    @Test
    void whoever_brings_his_id_keeps_it_also_where_his_departure_is_heard_of_first() {
        var source = "urn:mandate:identity:scim:cli_directory";
        var id = IdentityId.nextPerson();
        var left = new HrEvent.Left(ada, START.plusSeconds(1), 2);
        hr.send(HrSystem.record(source, UUID.randomUUID().toString(), left));
        var joined = new HrEvent.Joined(ada, START, 1, HrSystem.in("Jml-Sales"), id);
        hr.send(HrSystem.record(source, UUID.randomUUID().toString(), joined));
        var ended = eventually(
                () -> access.events(AccessState.FAMILY, id.value()).stream()
                        .reduce((earlier, later) -> later)
                        .orElse(null),
                state -> state != null && state.employment() == Employment.ENDED);
        assertThat(ended.employeeId()).isEqualTo(ada);

        var rehired = new HrEvent.Rehired(ada, START.plusSeconds(2), 3, HrSystem.in("Jml-Sales"));
        hr.send(HrSystem.record(source, UUID.randomUUID().toString(), rehired));
        assertThat(accessOf(ada, state -> state.employment() == Employment.ACTIVE)
                        .identity())
                .isEqualTo(id);
    }

    @Test
    void whom_a_directory_has_adopted_either_ends_and_only_both_take_back() {
        var directory = "urn:mandate:identity:scim:cli_directory";
        hr.joined(ada, START, "Jml-Sales");
        hr.send(HrSystem.record(
                directory, UUID.randomUUID().toString(), new HrEvent.Adopted(ada, START.plusSeconds(1), 1)));
        hr.send(HrSystem.record(
                directory, UUID.randomUUID().toString(), new HrEvent.Deprovisioned(ada, START.plusSeconds(2), 2)));
        accessOf(ada, state -> state.employment() == Employment.ENDED);
        hr.moved(ada, START.plusSeconds(3), "Jml-Finance");
        hr.send(HrSystem.record(
                directory, UUID.randomUUID().toString(), new HrEvent.Adopted(ada, START.plusSeconds(4), 3)));
        var back = accessOf(ada, state -> state.employment() == Employment.ACTIVE && state.employmentNumber() == 2);
        assertThat(roles(back)).contains("jml-everyone", "jml-finance").doesNotContain("jml-sales");
        hr.left(ada, START.plusSeconds(5));
        accessOf(ada, state -> state.employment() == Employment.ENDED && state.employmentNumber() == 2);
        assertThat(eventually(() -> factsOf(ada), all -> all.size() == 4))
                .hasExactlyElementsOfTypes(
                        WorkerEvent.Joined.class,
                        WorkerEvent.Left.class,
                        WorkerEvent.Rehired.class,
                        WorkerEvent.Left.class);
    }

    @Test
    void lag_and_freshness_are_among_the_metrics() {
        hr.joined(ada, START, "Jml-Sales");
        accessOf(ada, state -> state.employment() == Employment.ACTIVE);
        var port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        assertThat(get("http://127.0.0.1:" + port + "/q/metrics").asString())
                .containsPattern(
                        "kafka_consumer_fetch_manager_records_lag_max\\{[^}]*client_id=\"[^\"]*hr-workers[^\"]*\"[^}]*} [0-9]")
                .containsPattern("mandate_projection_lag_records\\{[^}]*identity.keys.v1[^}]*} 0")
                .containsPattern("mandate_freshness_seconds\\{[^}]*identity.keys.v1[^}]*} [0-9]")
                .containsPattern("mandate_outbox_pending(\\{[^}]*})? [0-9]");
    }

    @Test
    void what_changes_nothing_is_not_told() {
        hr.joined(ada, START, "Jml-Sales");
        accessOf(ada, state -> state.revision() == 1);
        for (int i = 1; i <= 20; i++) hr.moved(ada, START.plusSeconds(i), "Jml-Sales");
        hr.moved(ada, START.plusSeconds(100), "Jml-Finance");
        accessOf(ada, state -> state.attributes().department().equals("Jml-Finance"));
        assertThat(accessHistory(ada)).extracting(AccessState::revision).containsExactly(1L, 2L);
    }

    @Test
    void what_lies_ahead_takes_effect_at_its_time() {
        hr.joined(ada, START, "Jml-Sales");
        accessOf(ada, state -> state.employment() == Employment.ACTIVE);
        var end = Instant.now().plusSeconds(4);
        hr.left(ada, end);
        accessOf(ada, state -> state.employment() == Employment.ENDED);
        assertThat(Instant.now()).isAfterOrEqualTo(end);
    }

    @Test
    void every_order_of_arrival_ends_in_the_same_access() {
        var employees = new ArrayList<String>();
        for (var order : permutations(List.of(0, 1, 2, 3))) {
            var employee = HrSystem.newEmployee();
            employees.add(employee);
            for (var step : order) {
                if (step == 0) hr.joined(employee, START, "Jml-Sales");
                if (step == 1) hr.moved(employee, START.plusSeconds(1), "Jml-Finance");
                if (step == 2) hr.left(employee, START.plusSeconds(2));
                if (step == 3) hr.rehired(employee, START.plusSeconds(3), "Jml-Sales");
            }
        }
        for (var employee : employees) {
            var state = accessOf(
                    employee,
                    last -> last.employment() == Employment.ACTIVE
                            && last.employmentFrom().equals(START.plusSeconds(3)));
            assertThat(roles(state)).contains("jml-everyone", "jml-sales").doesNotContain("jml-finance");
            assertThat(state.attributes()).isEqualTo(HrSystem.in("Jml-Sales"));
        }
    }

    private static List<List<Integer>> permutations(List<Integer> steps) {
        if (steps.isEmpty()) return List.of(List.of());
        var all = new ArrayList<List<Integer>>();
        for (var first : steps) {
            var others = new ArrayList<>(steps);
            others.remove(first);
            for (var tail : permutations(others)) {
                var order = new ArrayList<Integer>();
                order.add(first);
                order.addAll(tail);
                all.add(order);
            }
        }
        return all;
    }
}
