package dev.mandate.identity.scim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.cloudevents.EventJson;
import org.junit.jupiter.api.Test;

class ScimValuesTest {
    @Test
    void a_value_is_there_once_where_it_was_first() throws Exception {
        assertThat(once("{\"a\": [2, 1, 2], \"urn:x\": {\"b\": [\"x\", \"x\"]}, \"name\": {\"c\": [1, 1]}}"))
                .hasToString("{\"a\":[2,1],\"urn:x\":{\"b\":[\"x\"]},\"name\":{\"c\":[1,1]}}");
    }

    @Test
    void the_primary_one_stays_it_if_it_is_added_as_such_again() throws Exception {
        assertThat(
                        once(
                                "{\"emails\": [{\"value\": \"a\", \"primary\": false}, {\"value\": \"b\"}, {\"value\": \"a\", \"primary\": true}]}"))
                .hasToString("{\"emails\":[{\"value\":\"a\",\"primary\":true},{\"value\":\"b\"}]}");
    }

    private static ObjectNode once(String json) throws Exception {
        var resource = (ObjectNode) EventJson.mapper().readTree(json);
        ScimValues.once(resource);
        return resource;
    }
}
