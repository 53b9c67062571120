package dev.mandate.messaging.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private final ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());

    StrictJsonTest() {
        new StrictJson().customize(mapper);
    }

    record Body(String name, List<String> tags, Map<String, Object> free) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"a\\u0000\"}",
                "{\"name\":\"\\ud800\"}",
                "{\"tags\":[\"a\",\"\\udc00b\"]}",
                "{\"free\":{\"deep\":{\"er\":\"\\u0000\"}}}"
            })
    void text_that_no_database_keeps_as_it_is_is_refused_with_its_place(String body) {
        assertThatThrownBy(() -> mapper.readValue(body, Body.class))
                .isInstanceOfSatisfying(
                        JsonMappingException.class, e -> assertThat(e.getPath()).isNotEmpty());
    }

    enum Colour {
        @JsonProperty("dark_red")
        DARK_RED,
        BLUE
    }

    record Terms(Instant validFrom, Instant validUntil, List<Named> scope, Colour colour, Boolean now, Long version) {}

    record Named(IdentityId tool, Map<String, Object> where) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Open(String name, Named inside) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'validTo': '2027-01-01T00:00:00Z'}  | /validTo        | there is no member `validTo` here; there are `colour`, `now`, `scope`, `validFrom`, `validUntil`, `version`
        {'valid_until': null}                | /valid_until    | there is no member `valid_until` here; did you mean `validUntil`? Of all there are `colour`,
        {'until': null}                      | /until          | did you mean `validUntil`?
        {'scopes': []}                       | /scopes         | did you mean `scope`?
        {'terms': {'now': true}}             | /terms          | there is no member `terms` here; there are `colour`,
        {'a/~b': 1}                          | /a~1~0b         | there is no member `a/~b` here
        {'': 1}                              | /               | there is no member `` here
        {'scope': [{'wher': {}}]}            | /scope/0/wher   | there is no member `wher` here; did you mean `where`? Of all there are `tool`, `where`
        """)
    void a_member_that_a_record_has_not_is_refused_with_those_that_it_has(String body, String field, String said) {
        var problem = problem(body, Terms.class);
        assertThat(problem.type()).isEqualTo("urn:mandate:problem:unknown-member");
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.field()).isEqualTo(field);
        assertThat(problem.detail()).contains(said);
    }

    @Test
    void a_record_that_leaves_room_takes_other_members_and_what_it_holds_does_not() throws Exception {
        assertThat(mapper.readValue("{\"name\":\"a\",\"later\":{\"any\":1}}", Open.class)
                        .name())
                .isEqualTo("a");
        assertThat(problem("{'inside':{'later':1}}", Open.class).field()).isEqualTo("/inside/later");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'validUntil': 'tomorrow'}  | `validUntil` must be a time such as 2026-11-28T12:00:00Z
        {'validUntil': [1]}         | `validUntil` must be a time such as 2026-11-28T12:00:00Z
        {'scope': 'email.send'}     | `scope` must be a list
        {'scope': [5]}              | `scope/0` must be an object
        {'scope': [{'tool': []}]}   | `scope/0/tool` must be a text
        {'scope': [{'where': []}]}  | `scope/0/where` must be an object
        {'colour': 'GREEN'}         | `colour` must be one of dark_red, BLUE
        {'colour': 1}               | `colour` must be one of dark_red, BLUE
        {'now': 'yes'}              | `now` must be true or false
        {'version': 1.5}            | `version` must be a whole number
        []                          | the body must be an object
        """)
    void a_member_of_another_kind_is_refused_in_words(String body, String said) {
        assertThat(problem(body, Terms.class).detail()).isEqualTo(said);
    }

    @Test
    void a_name_of_any_length_and_kind_is_told_in_a_line() {
        assertThat(problem("{'" + "a".repeat(40_000) + "':1}", Terms.class).detail())
                .startsWith("there is no member `" + "a".repeat(50) + "…` here; there are ");
        assertThat(problem("{'a\\nb':1}", Terms.class).detail()).startsWith("there is no member `a\\u000ab` here");
    }

    private Problem problem(String body, Class<?> type) {
        var refused =
                catchThrowableOfType(JsonMappingException.class, () -> mapper.readValue(body.replace('\'', '"'), type));
        return BodyProblem.problem(refused);
    }

    @Test
    void all_other_text_is_read_as_it_is() throws Exception {
        var body = mapper.readValue("{\"name\":\"Zo\\u00eb \\ud83d\\ude00\",\"tags\":[\"\"]}", Body.class);
        assertThat(body.name()).isEqualTo("Zoë \uD83D\uDE00");
        assertThat(body.tags()).containsExactly("");
    }
}
