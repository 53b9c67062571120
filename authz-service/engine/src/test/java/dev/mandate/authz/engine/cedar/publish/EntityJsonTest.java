package dev.mandate.authz.engine.cedar.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.authz.engine.cedar.DecimalValue;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.IpValue;
import dev.mandate.authz.engine.cedar.SetValue;
import dev.mandate.authz.engine.cedar.StringValue;
import dev.mandate.authz.engine.cedar.json.EntityJson;
import dev.mandate.authz.engine.cedar.json.MalformedCedarJson;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityJsonTest {

    private static final EntityUid ALICE = new EntityUid("Acme::User", "alice");
    private static final EntityUid BOB = new EntityUid("Acme::User", "bob");

    @Test
    void ancestors_are_transitive_also_through_a_cycle() throws Exception {
        var known = EntityJson.withoutSchema().entities(json("""
                [{"uid": {"type": "A", "id": "1"}, "attrs": {}, "parents": [{"type": "A", "id": "2"}]},
                 {"uid": {"__entity": {"type": "A", "id": "2"}}, "attrs": {}, "parents": [{"type": "A", "id": "3"}, {"type": "A", "id": "2"}]}]"""));

        assertThat(known.get(new EntityUid("A", "1")).ancestors())
                .containsExactlyInAnyOrder(new EntityUid("A", "2"), new EntityUid("A", "3"));
    }

    @Test
    void a_schema_tells_what_is_written_without_escapes() throws Exception {
        var schema = OfficialCedar.json(OfficialCedar.schema("""
                namespace Acme {
                  type Address = ipaddr;
                  entity User = {ip: Address, peers: Set<User>, limits: {spend: decimal}, name: String} tags Address;
                }"""));

        var alice = EntityJson.withSchema(schema).entities(json("""
                [{"uid": {"type": "Acme::User", "id": "alice"}, "parents": [], "tags": {"home": "::1"},
                  "attrs": {"ip": "10.0.0.1", "peers": [{"type": "Acme::User", "id": "bob"}], "name": "10.0.0.1",
                            "limits": {"spend": {"fn": "decimal", "arg": "1.5"}}}}]""")).get(ALICE);

        assertThat(alice.attribute("ip")).isEqualTo(IpValue.parse("10.0.0.1"));
        assertThat(alice.attribute("name")).isEqualTo(new StringValue("10.0.0.1"));
        assertThat(alice.attribute("peers")).isEqualTo(new SetValue(Set.of(BOB)));
        assertThat(alice.attribute("limits"))
                .hasToString("RecordValue[attributes={spend=" + DecimalValue.parse("1.5") + "}]");
        assertThat(alice.tag("home")).isEqualTo(IpValue.parse("::1"));
        assertThat(alice.tag("away")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "1.5",
                "9223372036854775808",
                "{\"__extn\": {\"fn\": \"ip\", \"arg\": \"nowhere\"}}",
                "{\"__extn\": {\"fn\": \"shout\", \"arg\": \"a\"}}",
                "{\"__entity\": \"alice\"}",
                "{\"__expr\": \"1 + 1\"}"
            })
    void refuses_what_is_no_cedar_value(String value) throws Exception {
        var context = json("{\"a\": " + value + "}");

        assertThatThrownBy(() -> EntityJson.withoutSchema().context(ALICE, context))
                .isInstanceOf(MalformedCedarJson.class);
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
