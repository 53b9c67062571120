package dev.mandate.audit.risk.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtherReplicasTest {
    private final OtherReplicas others = new OtherReplicas(new ObjectMapper());

    @ParameterizedTest
    @ValueSource(strings = {"audit_1", "::1", "0.0.0.0:8084/elsewhere"})
    void whatever_a_replica_advertises_the_session_itself_is_still_told(String host) {
        assertThat(others.open(new HostInfo(host, 1), "a session", "Bearer token"))
                .isEmpty();
    }

    @Test
    void another_replica_is_asked_by_nobody_without_a_token_of_his_own() {
        assertThat(others.open(new HostInfo("localhost", 1), "a session", null)).isEmpty();
    }
}
