package dev.mandate.messaging.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNameTest {
    private static final List<String> MEMBERS =
            List.of("action", "context", "resource", "subject", "type", "validUntil");

    @ParameterizedTest
    @CsvSource({
        "subjet, subject",
        "subjects, subject",
        "Subject, subject",
        "tpye, type",
        "reosurce, resource",
        "valid_until, validUntil",
        "until, validUntil",
        "acton, action"
    })
    void a_slip_of_the_pen_is_near_what_was_meant(String written, String meant) {
        assertThat(NearName.of(written, MEMBERS)).containsExactly(meant);
    }

    @ParameterizedTest
    @CsvSource({"id", "colour", "t", "''"})
    void what_is_something_else_is_near_nothing(String written) {
        assertThat(NearName.of(written, MEMBERS)).isEmpty();
        assertThat(NearName.said("member", written, MEMBERS)).contains("; there are `action`, `context`,");
    }

    @ParameterizedTest
    @CsvSource({
        "https://billing.example/cb, https://payroll.example/cb",
        "https://hr.example, https://crm.example",
        "https://idp.example, urn:example",
        "urn:ietf:params:oauth:grant-type:saml-bearer, urn:ietf:params:oauth:grant-type:token-exchange",
        "crm.read_contact, crm.drop_account",
        "tool:email.send, tool:files.read"
    })
    void what_only_begins_or_ends_alike_is_not_near(String written, String there) {
        assertThat(NearName.of(written, List.of(there))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://bilinlg.example/cb, https://billing.example/cb",
        "https://billing.exmaple, https://billing.example",
        "http://billing.example, https://billing.example",
        "https://idp.example, https://idp.example/realms/acme",
        "urn:ietf:params:oauth:grant-type:token-exchage, urn:ietf:params:oauth:grant-type:token-exchange",
        "crm.raed_cotnact, crm.read_contact",
        "emial.sned, email.send",
        "fs.gte, fs.get",
        "agents:browse, agents:read"
    })
    void what_differs_little_in_one_of_its_parts_is_near(String written, String meant) {
        assertThat(NearName.of(written, List.of("https://other.example", "urn:other:thing", "x.y", meant)))
                .containsExactly(meant);
    }

    @Test
    void a_name_with_more_words_is_not_misspelt() {
        assertThat(NearName.of("request_context", MEMBERS)).containsExactly("context");
        assertThat(NearName.misspelt("request_context", MEMBERS)).isEmpty();
        assertThat(NearName.misspelt("contxt", MEMBERS)).containsExactly("context");
        assertThat(NearName.misspelt("valid_until", MEMBERS)).containsExactly("validUntil");
    }

    @Test
    void several_that_are_equally_near_are_all_likely() {
        assertThat(NearName.said("scope", "agent:writ", List.of("agents:read", "agents:write")))
                .isEqualTo("there is no scope `agent:writ` here; did you mean `agents:write`?"
                        + " Of all there are `agents:read`, `agents:write`");
        assertThat(NearName.of("rule:rea", List.of("rule:reap", "rule:read", "rule:real", "rule:ream")))
                .containsExactly("rule:read", "rule:real", "rule:ream");
    }

    @Test
    void of_a_long_list_only_the_likely_ones_are_named_unless_none_is() {
        var scopes = Stream.concat(
                        Stream.of("clients:read"), IntStream.range(0, 40).mapToObj(it -> "thing" + it + ":use"))
                .toList();
        assertThat(NearName.said("scope", "client:read", scopes))
                .isEqualTo("there is no scope `client:read` here; did you mean `clients:read`?");
        assertThat(NearName.said("scope", "clients:browse", scopes)).endsWith("; did you mean `clients:read`?");
        assertThat(NearName.said("scope", "x", scopes)).contains("there are `clients:read`, `thing0:use`");
    }

    @Test
    void a_name_of_any_length_is_near_nothing_and_told_in_a_line() {
        assertThat(NearName.of("a".repeat(100_000), MEMBERS)).isEmpty();
        assertThat(NearName.shown("a".repeat(100_000))).hasSize(51);
        assertThat(NearName.shown("a\nb")).isEqualTo("a\\u000ab");
    }
}
