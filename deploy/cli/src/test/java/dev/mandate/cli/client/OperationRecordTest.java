package dev.mandate.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationRecordTest {
    private static final Map<String, String> WHY = Map.of("account", "hr", "reason", "its password leaked");

    private final List<String> told = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void what_is_on_record_is_done_without_a_word() {
        var record = new OperationRecord((path, body) -> told.add(path + " " + body));
        record.tellIfPossible("/account-stops", WHY);
        assertThat(told).containsExactly("/account-stops " + WHY);
        assertThat(record.orSay(new PrintStream(out, true, UTF_8))).isZero();
        assertThat(out.size()).isZero();
    }

    @Test
    void what_has_to_be_done_is_done_and_it_says_that_nobody_was_told() {
        var record = away();
        record.tellIfPossible("/account-stops", WHY);
        assertThat(record.orSay(new PrintStream(out, true, UTF_8))).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("isn't on record", "identity-service is away");
    }

    @Test
    void what_can_wait_is_refused_while_nobody_can_be_told() {
        assertThatThrownBy(() -> away().tell("/accepted-tools", Map.of())).hasMessageContaining("away");
    }

    private static OperationRecord away() {
        return new OperationRecord((path, body) -> {
            throw new IllegalStateException("identity-service is away");
        });
    }
}
