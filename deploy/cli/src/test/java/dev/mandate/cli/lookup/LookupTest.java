package dev.mandate.cli.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.cli.client.PlayedServices;
import dev.mandate.cli.client.PlayedServices.Said;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Whom a name means, of several who have it. */
class LookupTest {
    @Test
    void a_name_means_the_newest_of_those_who_are_active() throws Exception {
        var three = """
                [{"identity": "per_2", "status": "ACTIVE"}, {"identity": "per_3", "status": "DISABLED"},
                 {"identity": "per_1", "status": "ACTIVE"}]
                """;
        assertThat(Lookup.meant(new ObjectMapper().readTree(three)))
                .extracting(Lookup::idOf)
                .containsExactly("per_1", "per_2");
    }

    @Test
    void a_name_means_who_has_left_where_nobody_else_has_it() throws Exception {
        var gone = "[{\"identity\": \"per_1\", \"status\": \"DISABLED\"}]";
        assertThat(Lookup.meant(new ObjectMapper().readTree(gone))).hasSize(1);
        assertThat(Lookup.meant(new ObjectMapper().readTree("[]"))).isEmpty();
    }

    @Test
    void the_newest_is_looked_for_on_all_pages() throws Exception {
        try (var identity = new PlayedServices(LookupTest::agents)) {
            var lookup = new Lookup(identity.api(), "token");
            assertThat(lookup.agent("clerk").path("id").asText()).isEqualTo("agt_2");
            assertThat(lookup.named("clerk")).contains("agt_2");
        }
    }

    @Test
    void a_client_is_meant_by_its_one_name_and_what_is_typed_wrong_is_told() throws Exception {
        try (var identity = new PlayedServices(LookupTest::clients)) {
            var lookup = new Lookup(identity.api(), "token");
            assertThat(lookup.client("cli_9")).isEqualTo("cli_9");
            assertThat(lookup.client("Directory")).isEqualTo("cli_1");
            assertThat(lookup.client("admin")).isEqualTo("admin");
            assertThatThrownBy(() -> lookup.client("Two")).hasMessageContaining("several clients are named Two");
            assertThatThrownBy(() -> lookup.client("Directry")).hasMessageContaining("did you mean Directory?");
        }
    }

    @Test
    void a_person_is_meant_by_the_employee_id_that_his_hr_system_gave_him_whatever_its_form() throws Exception {
        try (var identity = new PlayedServices(LookupTest::people)) {
            var lookup = new Lookup(identity.api(), "token");
            assertThat(lookup.named("H1")).contains("per_1");
            assertThat(lookup.person("H1").path("employeeId").asText()).isEqualTo("H1");
            assertThat(lookup.named("Gwen")).as("a name of one word").contains("per_2");
            assertThat(lookup.named("Gwen Gold")).contains("per_1");
        }
    }

    @Test
    void a_name_that_a_list_has_in_many_lines_is_asked_for_once() throws Exception {
        var asked = new ConcurrentLinkedQueue<String>();
        try (var identity = new PlayedServices(question -> {
            asked.add(question.path());
            return question.path().endsWith("per_1")
                    ? new Said(200, "{\"displayName\": \"Ada Abel\"}")
                    : new Said(404, "{\"title\": \"Not found\"}");
        })) {
            var lookup = new Lookup(identity.api(), "token");
            for (var line = 0; line < 3; line++)
                assertThat(lookup.nameOf("per_1")).isEqualTo("Ada Abel");
            assertThat(lookup.nameOf("per_2")).as("whom nobody knows").isEqualTo("per_2");
        }
        assertThat(asked).containsExactly("/identities/per_1", "/identities/per_2");
    }

    private static Said people(PlayedServices.Asked asked) {
        var query = asked.uri().getRawQuery();
        var found = query.endsWith("employeeId=H1") || query.endsWith("name=Gwen%20Gold")
                ? "{\"identity\": \"per_1\", \"employeeId\": \"H1\", \"status\": \"ACTIVE\"}"
                : query.endsWith("&name=Gwen") && asked.path().equals("/identities")
                        ? "{\"identity\": \"per_2\", \"status\": \"ACTIVE\"}"
                        : "";
        return new Said(200, asked.path().equals("/agents") ? "{\"items\": []}" : "{\"items\": [" + found + "]}");
    }

    private static Said clients(PlayedServices.Asked asked) {
        var directory = "{\"client\": \"cli_1\", \"name\": \"Directory\"}";
        var query = asked.uri().getRawQuery();
        var found = query.equals("limit=200") || query.equals("name=Directory")
                ? directory
                : query.equals("name=Two") ? directory + ", " + directory : "";
        return new Said(200, "{\"items\": [" + found + "]}");
    }

    private static Said agents(PlayedServices.Asked asked) {
        if (!asked.path().equals("/agents")) return new Said(404, "");
        var first = !asked.uri().getRawQuery().endsWith("&after=p%202");
        return new Said(
                200,
                first
                        ? "{\"items\": [{\"id\": \"agt_1\", \"status\": \"ACTIVE\"}], \"next\": \"p 2\"}"
                        : "{\"items\": [{\"id\": \"agt_2\", \"status\": \"ACTIVE\"}]}");
    }
}
