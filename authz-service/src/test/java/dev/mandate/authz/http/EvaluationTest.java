package dev.mandate.authz.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.messaging.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {
    private static final String WHOLE =
            "{'subject':{'type':'person','id':'per_a'},'action':{'name':'call'},'resource':{'type':'tool','id':'t'},'context':%s}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'subject':{'type':'person'}} | /subject/id",
                "{'subject':7} | /subject",
                "{'subject':{'type':'person','id':7}} | /subject/id",
                "{'subject':{'type':'person','id':''}} | /subject/id",
                "{'subject':{'type':'person','id':'a','properties':1}} | /subject/properties",
                "{'subject':{'type':'person','id':'a'}} | /action",
                "{'subject':{'type':'person','id':'a'},'action':{'name':[]}} | /action/name",
                "{'subject':{'type':'person','id':'a'},'action':{'name':'call'}} | /resource",
                "{'subject':{'type':'person','id':'a'},'action':{'name':'call'},'resource':{'type':'tool'}} | /resource/id",
            })
    void the_first_wrong_member_is_named(String body, String field) {
        assertThatThrownBy(() -> Evaluation.of(Member.body(bytes(body))))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().status()).isEqualTo(400);
                    assertThat(e.problem().field()).isEqualTo(field);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{`subjet`:{}} | subject is missing; did you mean it by `subjet`?",
                "{`subject`:{`tpye`:`person`,`id`:`a`}} | type is missing; did you mean it by `tpye`?",
                "{`subject`:{`type`:`person`,`ID`:`a`}} | id is missing; did you mean it by `ID`?",
                "{`subject`:{`type`:`person`,`id`:`a`},`acton`:{`name`:`call`}} | action is missing; did you mean it by `acton`?",
                "{`subject`:null,`surprise`:1} | subject is missing",
                "{`subject`:{`id`:`a`,`properties`:{}}} | type is missing",
            })
    void of_one_that_is_missing_it_is_said_which_other_was_probably_meant_for_it(String body, String said) {
        assertThatThrownBy(
                        () -> Evaluation.of(Member.body(body.replace('`', '"').getBytes(UTF_8))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().title()).isEqualTo(said));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "`action`: | `contxt`:{`token`:`t`},`action`: | /contxt | `contxt` isn't known; did you mean `context`?",
                "`action`: | `Context`:{},`action`: | /Context | `Context` isn't known; did you mean `context`?",
                "`id`:`per_a` | `id`:`per_a`,`proprties`:{} | /subject/proprties | `proprties` isn't known; did you mean `properties`?",
                "`id`:`t` | `id`:`t`,`property`:{} | /resource/property | `property` isn't known; did you mean `properties`?",
                "`name`:`call` | `name`:`call`,`propertes`:{} | /action/propertes | `propertes` isn't known; did you mean `properties`?",
            })
    void what_may_be_left_out_and_was_misspelt_is_refused_and_not_left_out(
            String at, String instead, String field, String said) {
        var body = WHOLE.replace(",'context':%s", "").replace('\'', '"');
        body = body.replace(at.replace('`', '"'), instead.replace('`', '"'));
        var asked = Member.body(body.getBytes(UTF_8));
        assertThatThrownBy(() -> Evaluation.of(asked)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().status()).isEqualTo(400);
            assertThat(e.problem().field()).isEqualTo(field);
            assertThat(e.problem().title()).isEqualTo(said);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{},'contxt':1",
                "{'proprties':1,'context':{},'asserted':{'properties':{},'contxt':1}}",
                "{},'request_context':{},'context_id':1,'surprise':1,'subjects':[],'options':{},'page':{}"
            })
    void whatever_else_a_request_has_is_ignored_as_the_standard_has_it(String context) {
        assertThat(Evaluation.of(Member.body(bytes(WHOLE.formatted(context)))).action())
                .isEqualTo("call");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | /context",
                "{'arguments':[]} | /context/arguments",
                "{'token':1} | /context/token",
                "{'delegation_id':'x'} | /context/delegation_id",
            })
    void so_is_one_of_the_context(String context, String field) {
        assertThatThrownBy(() -> Evaluation.of(Member.body(bytes(WHOLE.formatted(context)))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().field()).isEqualTo(field));
    }

    @Test
    void a_token_is_in_no_text_of_it() {
        var evaluation = Evaluation.of(Member.body(bytes(WHOLE.formatted("{'token':'secret','surprise':1}"))));
        assertThat(evaluation.token()).isEqualTo("secret");
        assertThat(evaluation.toString()).doesNotContain("secret");
    }

    @Test
    void numbers_are_read_as_they_were_sent() {
        var context = "{'arguments':{'amount':500.00000000000000000001}}";
        assertThat(Evaluation.of(Member.body(bytes(WHOLE.formatted(context)))).arguments())
                .hasToString("{amount=500.00000000000000000001}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'type':'person'", "'id':'per_a'", "'name':'call'", "'type':'tool'", "'id':'t'"})
    void a_name_is_no_longer_than_a_record_can_repeat_it(String member) {
        var longer = member.substring(0, member.length() - 1) + "x".repeat(1024) + "'";
        assertThatThrownBy(() ->
                        Evaluation.of(Member.body(bytes(WHOLE.formatted("{}").replace(member, longer)))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(400));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'arguments':{'amount':1e400}} | /context/arguments",
                "{'arguments':{'lines':[{'amount':-1e400}]}} | /context/arguments",
                "{'asserted':{'amount':1e400}} | /context/asserted",
            })
    void a_number_that_no_reader_of_its_record_can_hold_is_refused(String context, String field) {
        assertThatThrownBy(() -> Evaluation.of(Member.body(bytes(WHOLE.formatted(context)))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().field()).isEqualTo(field));
    }

    private static byte[] bytes(String body) {
        return body.replace('\'', '"').getBytes(UTF_8);
    }
}
