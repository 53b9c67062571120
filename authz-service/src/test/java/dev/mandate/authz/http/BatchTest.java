package dev.mandate.authz.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.messaging.http.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {
    @Test
    void a_small_request_does_not_become_many_large_records() {
        assertThat(Batch.of(batch(200, 4 * 1024)).items()).hasSize(200);
        assertThat(Batch.of(batch(2, 64 * 1024)).items()).hasSize(2);
        assertThatThrownBy(() -> Batch.of(batch(200, 64 * 1024))).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().status()).isEqualTo(400);
            assertThat(e.problem().field()).isEqualTo("/evaluations");
        });
    }

    @Test
    void of_a_member_that_an_item_lacks_it_is_said_which_of_its_own_or_of_the_defaults_was_probably_meant() {
        for (var body : List.of(
                "{'subjet':{},'evaluations':[{'action':{'name':'call'}}]}",
                "{'action':{'name':'call'},'evaluations':[{'subjet':{}}]}")) {
            var item = Batch.of(Member.body(body.replace('\'', '"').getBytes(UTF_8)))
                    .items()
                    .get(0);
            assertThatThrownBy(() -> Evaluation.of(item)).isInstanceOfSatisfying(ProblemException.class, e -> {
                assertThat(e.problem().field()).isEqualTo("/evaluations/0/subject");
                assertThat(e.problem().title()).isEqualTo("subject is missing; did you mean it by `subjet`?");
            });
        }
    }

    @Test
    void what_was_misspelt_beside_the_items_is_refused_and_what_was_in_one_is_that_items_failure() {
        for (var slip :
                List.of("{'evaluation':[{}]}", "{'option':{},'evaluations':[{}]}", "{'contxt':{},'evaluations':[{}]}"))
            assertThatThrownBy(() -> Batch.of(read(slip))).isInstanceOfSatisfying(ProblemException.class, e -> {
                assertThat(e.problem().status()).isEqualTo(400);
                assertThat(e.problem().title()).contains("isn't known; did you mean `");
            });
        assertThatThrownBy(() -> Batch.of(read("{'options':{'evaluation_semantic':'deny_on_first_deny'}}")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().field()).isEqualTo("/options/evaluation_semantic"));
        var question =
                "'subject':{'type':'person','id':'a'},'action':{'name':'call'},'resource':{'type':'tool','id':'t'}";
        for (var slip : List.of("subjct", "actoin", "resorce", "contxt")) {
            var batch = Batch.of(read("{" + question + ",'context':{},'evaluations':[{},{'" + slip + "':{}}]}"));
            assertThat(Evaluation.of(batch.items().get(0)).action()).isEqualTo("call");
            assertThatThrownBy(() -> Evaluation.of(batch.items().get(1)))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().field()).isEqualTo("/evaluations/1/" + slip));
        }
    }

    private static Member read(String body) {
        return Member.body(body.replace('\'', '"').getBytes(UTF_8));
    }

    private static Member batch(int items, int characters) {
        return Member.body(("{\"context\":{\"arguments\":{\"text\":\"" + "x".repeat(characters)
                        + "\"}},\"evaluations\":[" + "{},".repeat(items - 1) + "{}]}")
                .getBytes(UTF_8));
    }
}
