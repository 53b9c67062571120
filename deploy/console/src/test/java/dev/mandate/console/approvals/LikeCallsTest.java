package dev.mandate.console.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LikeCallsTest {
    @Test
    void no_value_ends_its_quotation_and_looks_like_two() {
        assertThat(new LikeCalls.Limit("subject", "ONE_OF", List.of("a” or “b", "c")).words())
                .isEqualTo("“a\" or \"b” or “c”");
    }
}
