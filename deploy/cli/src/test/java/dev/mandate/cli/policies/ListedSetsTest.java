package dev.mandate.cli.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.cli.client.ApiRefused;
import dev.mandate.cli.client.PlayedServices;
import dev.mandate.cli.client.PlayedServices.Said;
import dev.mandate.cli.client.Suggested;
import dev.mandate.cli.running.Service;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ListedSetsTest {
    private static final String STAND_INS = """
            "standIns": [{"set": "governance", "version": "sha256:b", "policies": 2, "shipped": true},
              {"set": "main", "version": "sha256:a", "policies": 29, "shipped": %s}]""";

    @Test
    void what_is_shipped_is_listed_beside_what_somebody_published() throws Exception {
        var overview = read("{\"version\": \"sha256:a,extra/3\", " + STAND_INS.formatted("true") + "}");
        var sets = List.of(
                read("{\"set\": \"extra\", \"active\": 3, \"versions\": 4}"),
                read("{\"set\": \"main\", \"active\": null, \"shadow\": 1, \"versions\": 1}"));
        assertThat(ListedSets.of(overview, sets)
                        .lines()
                        .map(line -> line.strip().replaceAll("  +", " | ")))
                .containsExactly(
                        "in force: sha256:a,extra/3",
                        "set | counts | watched | versions",
                        "---------- | --------------------- | ------- | --------",
                        "extra | 3 | - | 4",
                        "governance | shipped (2 policies) | - | 0",
                        "main | shipped (29 policies) | 1 | 1");
    }

    @Test
    void a_set_that_is_none_is_answered_with_one_that_may_be_meant() throws Exception {
        var overview = read("{" + STAND_INS.formatted("true") + "}");
        var names = ListedSets.names(overview, List.of(read("{\"set\": \"invoicing\"}")));
        assertThat(names).containsExactly("invoicing", "governance", "main");
        try (var services = new PlayedServices(asked -> new Said(404, ""))) {
            var call = (Supplier<JsonNode>) () ->
                    services.api().get(Service.AUTHZ, "/policies/x", "token").orRefuse();
            assertThatThrownBy(() -> Suggested.or("mian", () -> names, call))
                    .hasMessage("there is no mian; did you mean main?");
            for (var name : List.of("main", "else"))
                assertThatThrownBy(() -> Suggested.or(name, () -> names, call)).isInstanceOf(ApiRefused.class);
        }
    }

    @Test
    void of_a_set_that_nobody_published_it_is_said_what_counts() throws Exception {
        var files = "{\"facts\": {\"set\": \"main\"}, \"standIn\": {\"set\": \"main\", \"version\": \"sha256:a\","
                + " \"policies\": 29, \"shipped\": false}}";
        assertThat(ListedSets.standIn(read(files)))
                .isEqualTo("  counts: files of the directory (29 policies), sha256:a;"
                        + " a version that is activated counts instead\n");
        assertThat(ListedSets.standIn(read("{\"facts\": {\"set\": \"extra\"}}")))
                .isEmpty();
    }

    private static JsonNode read(String json) throws Exception {
        return new ObjectMapper().readTree(json);
    }
}
