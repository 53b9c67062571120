package dev.mandate.authz.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.authz.engine.decisions.questions.Demand;
import dev.mandate.messaging.http.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemandsTest {
    @Test
    void are_what_write_apis_answer_and_more_members_of_it_do_no_harm() {
        var context = context(
                "[{\"stream\": \"lifecycle.access.v1\", \"key\": \"per_ada\", \"revision\": 7, \"grant\": {}}]");
        assertThat(Demands.of(context)).containsExactly(new Demand("lifecycle.access.v1", "per_ada", 7));
        assertThat(Demands.of(context("[]"))).isEmpty();
        assertThat(Demands.of(context("null"))).isEmpty();
        assertThat(Demands.of(null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /context/at_least_as_fresh",
                "[7] | /context/at_least_as_fresh/0",
                "[{\"key\": \"a\", \"revision\": 1}] | /context/at_least_as_fresh/0/stream",
                "[{\"stream\": \"hr.workers.v1\", \"key\": \"a\", \"revision\": 1}] | /context/at_least_as_fresh/0/stream",
                "[{\"stream\": \"lifecycle.access.v1\", \"revision\": 1}] | /context/at_least_as_fresh/0/key",
                "[{\"stream\": \"lifecycle.access.v1\", \"key\": \"a\"}] | /context/at_least_as_fresh/0/revision",
                "[{\"stream\": \"lifecycle.access.v1\", \"key\": \"a\", \"revision\": 0}] | /context/at_least_as_fresh/0/revision",
                "[{\"stream\": \"lifecycle.access.v1\", \"key\": \"a\", \"revision\": 1.5}] | /context/at_least_as_fresh/0/revision",
                "[{\"stream\": \"lifecycle.access.v1\", \"key\": \"a\", \"revision\": \"1\"}] | /context/at_least_as_fresh/0/revision",
                "[{\"stream\": \"lifecycle.access.v1\", \"key\": \"a\", \"revision\": 99999999999999999999}] | /context/at_least_as_fresh/0/revision",
            })
    void what_is_no_such_answer_is_a_400_that_names_the_member(String demands, String field) {
        assertThatThrownBy(() -> Demands.of(context(demands)))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.problem().status()).isEqualTo(400);
                    assertThat(refused.problem().field()).isEqualTo(field);
                });
    }

    private static Member context(String demands) {
        var body = "{\"context\": {\"at_least_as_fresh\": " + demands + "}}";
        return Member.body(body.getBytes(StandardCharsets.UTF_8)).object("context");
    }
}
