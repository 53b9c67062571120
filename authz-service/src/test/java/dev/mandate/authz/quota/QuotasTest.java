package dev.mandate.authz.quota;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class QuotasTest {
    private static final MemorySize MIB = new MemorySize(BigInteger.ONE.shiftLeft(20));

    @Test
    void a_burst_in_which_the_largest_request_finds_no_room_is_refused_at_the_start() {
        assertThatThrownBy(() -> Quotas.shares(MIB, MIB, 2, 100)).isInstanceOf(IllegalArgumentException.class);
    }
}
