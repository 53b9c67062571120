package dev.mandate.messaging.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultTest {
    private static final Result<String, Integer> DONE = Result.done("paid");
    private static final Result<String, Integer> REFUSED = Result.refused(7);

    @Test
    void whoever_folds_has_an_answer_for_both() {
        assertThat(DONE.<String>fold(value -> value, why -> "no " + why)).isEqualTo("paid");
        assertThat(REFUSED.<String>fold(value -> value, why -> "no " + why)).isEqualTo("no 7");
    }

    @Test
    void what_is_done_goes_on_and_what_is_refused_stays_so() {
        assertThat(DONE.map(String::length)).isEqualTo(Result.done(4));
        assertThat(DONE.then(value -> Result.refused(8))).isEqualTo(Result.refused(8));
        assertThat(REFUSED.map(String::length)).isEqualTo(Result.refused(7));
        assertThat(REFUSED.because(why -> "seven")).isEqualTo(Result.refused("seven"));
    }

    @Test
    void what_no_rule_is_against_is_done() {
        assertThat(Result.unless(Optional.empty(), "paid")).isEqualTo(DONE);
        assertThat(Result.unless(Optional.of(7), "paid")).isEqualTo(REFUSED);
    }

    @Test
    void nothing_further_is_asked_once_it_is_refused() {
        var asked = new ArrayList<String>();
        REFUSED.<String>chain(value -> {
                    asked.add(value);
                    return Result.nowDone(value);
                })
                .await()
                .indefinitely();
        assertThat(asked).isEmpty();
        assertThat(DONE.<String>chain(Result::nowDone).await().indefinitely()).isEqualTo(DONE);
    }

    @Test
    void what_follows_from_it_follows_where_it_was_done() {
        var told = new ArrayList<String>();
        for (var result : List.of(DONE, REFUSED))
            result.followedBy(value -> Uni.createFrom().voidItem().invoke(() -> told.add(value)))
                    .await()
                    .indefinitely();
        assertThat(told).containsExactly("paid");
    }
}
