package dev.mandate.audit.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.audit.recordings.Recording.ShownValue;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Values of a recording that aren't shown, and which of them are equal. */
class ShownValuesTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private final ShownValues values = values(Optional.of(KEY));

    @Test
    void spellings_of_one_address_have_one_digest_and_another_key_makes_another() {
        var first = values.arguments(1, null, "t", json("{'to':'Eve@Outside.example'}"))
                .get(0);
        var again = values.arguments(4, null, "t", json("{'cc':['x','<eve@outside.example>']}"))
                .get(1);
        assertThat(again.digest()).isEqualTo(first.digest()).hasSize(4 + 1 + 4 + 1 + 24);
        assertThat(again.sameAs()).isEqualTo(1);
        assertThat(again.host()).isEqualTo("outside.example");
        assertThat(again.name()).isEqualTo("cc[1]");
        var other = values(Optional.of(KEY + "2")).arguments(1, null, "t", json("{'to':'eve@outside.example'}"));
        assertThat(other.get(0).digest()).isNotEqualTo(first.digest());
    }

    @Test
    void without_a_key_nothing_stands_for_a_value_but_what_is_equal_is_still_said() {
        var keyless = values(Optional.empty());
        assertThat(keyless.arguments(1, null, "t", json("{'to':'eve@outside.example'}"))
                        .get(0)
                        .digest())
                .isNull();
        assertThat(keyless.arguments(2, null, "t", json("{'to':'eve@outside.example'}"))
                        .get(0)
                        .sameAs())
                .isEqualTo(1);
        assertThatThrownBy(() -> values(Optional.of("short"))).hasMessageContaining("mandate.recordings.key");
    }

    @Test
    void a_text_tells_what_it_mentions_and_a_secret_tells_nothing() {
        var shown = values.arguments(1, null, "t", json("{'body':'ask bo@partner.example now','otp':'a@b.example'}"));
        assertThat(shown.get(0).mentions())
                .singleElement()
                .satisfies(it -> assertThat(it.host()).isEqualTo("partner.example"));
        assertThat(shown.get(0).length()).isEqualTo(26);
        assertThat(shown.get(1).host()).isNull();
        assertThat(shown.get(1).mentions()).isEmpty();
    }

    @Test
    void a_secret_has_no_digest_by_which_it_could_be_tried_out_and_is_the_same_as_secrets_alone() {
        values.arguments(1, tool(), "t", json("{'note':'4711','other':'0815'}"));
        var first = values.arguments(2, tool(), "t", json("{'pin':'4711'}")).get(0);
        assertThat(first.digest()).isNull();
        assertThat(first.sameAs()).isNull();
        var again = values.arguments(3, tool(), "t", json("{'passcode':'4711','note':'4711'}"));
        assertThat(again.get(0).sameAs()).isEqualTo(2);
        assertThat(again.get(1).sameAs()).isEqualTo(1);
    }

    @Test
    void names_of_members_that_are_somebody_s_are_not_shown_either_and_there_is_an_end_to_them() {
        var shown = values.arguments(1, null, "t", json("{'rights':{'eve@outside.example':'read'}}"));
        assertThat(shown.get(0).name()).isEqualTo("rights.(withheld)");
        assertThat(values.arguments(1, tool(), "t", json("{'rights':{'eve@outside.example':'read'}}")))
                .extracting(ShownValue::kept)
                .containsExactly(Disclosure.DIGEST);
        assertThat(values.arguments(1, tool(), "t", json("{'" + "long_".repeat(20) + "password':'read'}")))
                .extracting(ShownValue::kept)
                .containsExactly(Disclosure.SECRET);
        assertThat(values.arguments(1, null, "t", json("[" + "1,".repeat(500) + "1]")))
                .hasSize(ShownValues.MOST);
        assertThat(values.arguments(1, null, "t", json("[".repeat(30) + "{'pin':'1234'}" + "]".repeat(30))))
                .singleElement()
                .satisfies(it -> assertThat(it.kept()).isEqualTo(Disclosure.SECRET));
    }

    @Test
    void words_of_people_lose_addresses_and_what_can_t_be_taken_out_is_withheld() {
        assertThat(values.masked("write to Bo@Partner.example today"))
                .startsWith("write to […@partner.example hmac:")
                .endsWith("] today");
        assertThat(values.masked("pay the invoice")).isEqualTo("pay the invoice");
        assertThat(values.masked("call 030 123 456 789")).isEqualTo("(withheld)");
        assertThat(values.masked("use password: hunter22")).isEqualTo("(withheld)");
    }

    @Test
    void brackets_that_people_write_hide_nothing_and_each_place_of_an_address_is_masked() {
        assertThat(values.masked("ssn [078-05-1120]")).isEqualTo("(withheld)");
        assertThat(values.masked("bo@partner.example [078-05-1120]")).isEqualTo("(withheld)");
        assertThat(values.masked("see [page 4]")).isEqualTo("see [page 4]");
        assertThat(values.masked("bo@partner.example, or Bo@Partner.example [at home]"))
                .startsWith("[…@partner.example hmac:")
                .contains("], or […@partner.example hmac:")
                .endsWith("] [at home]");
    }

    private static Tool tool() {
        return new Tool("t", 1, false, "t", "app", Set.of(), Map.of());
    }

    private static ShownValues values(Optional<String> key) {
        return new ShownValues(new FieldPolicy(List.of(), List.of()), KeyedDigest.of(key));
    }

    private static JsonNode json(String text) {
        try {
            return EventJson.mapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
