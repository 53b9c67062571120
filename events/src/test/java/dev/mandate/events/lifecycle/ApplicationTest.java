package dev.mandate.events.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationTest {
    @Test
    void an_application_from_before_there_were_resource_types_has_none_and_nobody_asks_for_it() throws Exception {
        var application = read("{'id':'mail/eu','revision':1,'deleted':false,'title':'Mail'}");
        assertThat(application.resourceTypes()).isEmpty();
        assertThat(application.clients()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tool",
                "person",
                "role",
                "application",
                "string",
                "action",
                "Invoice",
                "a--b",
                "a-1",
                "in voice",
                "an-invoice-whose-name-is-longer-than-36"
            })
    void a_type_is_not_named_like_what_is_something_else(String type) {
        assertThatThrownBy(() -> type(type, Set.of("view"), Map.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"call", "use", "tools/call", "invoice:approve", ""})
    void an_action_is_not_named_like_one_of_ours(String action) {
        assertThatThrownBy(() -> type("invoice", Set.of(action), Map.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parents", "1st", "a.b", "a b", "_a"})
    void an_attribute_has_a_name_that_policies_can_write(String attribute) {
        assertThatThrownBy(() -> type("invoice", Set.of("view"), Map.of(attribute, AttributeType.LONG), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_may_be_left_out_is_an_attribute() {
        assertThatThrownBy(() -> type("invoice", Set.of("view"), Map.of(), Set.of("amount")))
                .hasMessageContaining("optional");
    }

    @Test
    void a_type_has_an_action_and_not_too_many_of_anything() {
        assertThatThrownBy(() -> type("invoice", Set.of(), Map.of(), Set.of())).hasMessageContaining("actions");
        assertThatThrownBy(() -> type("invoice", many(17), Map.of(), Set.of())).hasMessageContaining("actions");
        var attributes = many(33).stream().collect(Collectors.toMap(name -> name, name -> AttributeType.LONG));
        assertThatThrownBy(() -> type("invoice", Set.of("view"), attributes, Set.of()))
                .hasMessageContaining("attributes");
        var type = type("invoice", Set.of("view"), Map.of(), Set.of());
        assertThatThrownBy(() -> new CatalogEntry.Application(
                        "invoicing", 1, false, "Invoices", Collections.nCopies(17, type), Set.of()))
                .hasMessageContaining("resourceTypes");
        assertThatThrownBy(() -> new CatalogEntry.Application(
                        "invoicing", 1, false, "Invoices", Collections.nCopies(1, type), many(17)))
                .hasMessageContaining("clients");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mandate", "Invoicing", "invoicing.eu", "invoicing_eu"})
    void an_application_with_resource_types_has_an_id_that_policies_can_write(String id) {
        var type = "{'type':'invoice','actions':['view']}";
        assertThatThrownBy(
                        () -> read("{'id':'" + id + "','revision':1,'deleted':false,'resourceTypes':[" + type + "]}"))
                .hasMessageContaining("id of an application");
    }

    @ParameterizedTest
    @ValueSource(strings = {"per_ada", "agt_researcher", "", "a client"})
    void neither_people_nor_agents_speak_for_an_application(String client) {
        assertThatThrownBy(() -> read("{'id':'a','revision':1,'deleted':false,'clients':['" + client + "']}"))
                .hasMessageContaining("clients");
    }

    private static Set<String> many(int count) {
        return IntStream.range(0, count).mapToObj(i -> "n" + i).collect(Collectors.toSet());
    }

    private static ResourceType type(
            String type, Set<String> actions, Map<String, AttributeType> attributes, Set<String> optional) {
        return new ResourceType(type, actions, attributes, optional, Set.of());
    }

    private static CatalogEntry.Application read(String json) throws JsonProcessingException {
        return EventJson.mapper().readValue(json.replace('\'', '"'), CatalogEntry.Application.class);
    }
}
