package dev.mandate.authz.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.messaging.http.ProblemException;
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

    private static Member batch(int items, int characters) {
        return Member.body(("{\"context\":{\"arguments\":{\"text\":\"" + "x".repeat(characters)
                        + "\"}},\"evaluations\":[" + "{},".repeat(items - 1) + "{}]}")
                .getBytes(UTF_8));
    }
}
