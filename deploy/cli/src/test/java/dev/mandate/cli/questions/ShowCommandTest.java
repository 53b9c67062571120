package dev.mandate.cli.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.cli.client.PlayedServices;
import dev.mandate.cli.client.PlayedServices.Said;
import dev.mandate.cli.lookup.NearNames;
import dev.mandate.events.cloudevents.EventJson;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShowCommandTest {
    @Test
    void whoever_stands_in_it_by_id_is_named_beside_it() throws Exception {
        var shown = ShowCommand.named(
                EventJson.mapper().readTree("""
                        {"delegation": "del_1", "delegator": "per_ada", "agent": "agt_1", "chain": ["per_gone"],
                         "trail": [{"summary": "per_bo"}]}"""),
                "del_1",
                id -> Optional.ofNullable(
                        Map.of("per_ada", "Ada Abel", "agt_1", "researcher").get(id)));
        assertThat(shown.path("names")).isEqualTo(EventJson.mapper().readTree("""
                        {"agt_1": "researcher", "per_ada": "Ada Abel"}"""));
        var nobody = EventJson.mapper().readTree("""
                {"identity": "per_ada", "displayName": "Ada Abel"}""");
        assertThat(ShowCommand.named(nobody, "Ada Abel", id -> Optional.of("Ada Abel"))
                        .has("names"))
                .isFalse();
    }

    private static final Map<String, String> ANSWERS = Map.of(
            "/identities?near=Ada Able",
            "{\"items\": [{\"identity\": \"x\", \"kind\": \"PERSON\", \"displayName\": \"Ada Abel\"}]}",
            "/catalog/tool?limit=200",
            "{\"items\": [{\"id\": \"email.send\"}]}");

    @Test
    void what_it_does_not_find_is_a_name_that_may_be_misspelt_or_an_id() throws Exception {
        try (var services = new PlayedServices(asked -> {
            var known = ANSWERS.get(asked.path() + "?" + asked.uri().getQuery());
            return known == null ? new Said(404, "{\"title\": \"no\"}") : new Said(200, known);
        })) {
            var near = new NearNames(services.api(), "token");
            assertThat(ShowCommand.nothing("Ada Able", near))
                    .isEqualTo("nobody is named Ada Able; did you mean Ada Abel?");
            assertThat(ShowCommand.nothing("del_1", near)).isEqualTo("nothing that you may see has the id del_1");
            assertThat(ShowCommand.nothing("tool:email.sned", near))
                    .isEqualTo("nothing that you may see has the id tool:email.sned; did you mean tool:email.send?");
            assertThat(ShowCommand.nothing("https://idp.example", near)).endsWith("has the id https://idp.example");
        }
    }
}
