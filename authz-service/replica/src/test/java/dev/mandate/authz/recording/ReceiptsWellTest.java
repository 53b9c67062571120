package dev.mandate.authz.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class ReceiptsWellTest {
    @Test
    void it_is_not_well_where_anybody_who_writes_may_tell_of_any_call() {
        assertThat(with(Optional.of("0123456789012345678901234567890123456789")).getStatus())
                .isEqualTo(Status.UP);
        var without = with(Optional.empty());
        assertThat(without.getStatus()).isEqualTo(Status.DOWN);
        assertThat(without.getName()).isEqualTo("receipts");
        assertThat(without.getData()).contains(Map.of("missing", "mandate.receipts.secret"));
    }

    private static HealthCheckResponse with(Optional<String> secret) {
        return new ReceiptsWell(() -> secret).call();
    }
}
