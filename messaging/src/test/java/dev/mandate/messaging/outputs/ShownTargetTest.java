package dev.mandate.messaging.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ShownTargetTest {
    @Test
    void people_read_where_it_goes_and_not_what_lets_one_in_there() {
        var hook = ShownTarget.of(URI.create("https://ada:pass@hooks.example:8443/services/T1/secret?key=other"));
        assertThat(hook)
                .startsWith("https://hooks.example:8443/… (")
                .doesNotContain("ada", "pass", "services", "secret", "other");
        assertThat(ShownTarget.of(URI.create("https://hooks.example:8443/services/T2/secret")))
                .as("another address there")
                .isNotEqualTo(hook);
        assertThat(ShownTarget.of(URI.create("https://siem.example/"))).isEqualTo("https://siem.example");
    }

    @Test
    void that_it_is_sent_nowhere_is_said_too() {
        assertThat(new Outputs().asSet("findings").summary()).isEqualTo("send findings nowhere, as its settings say");
    }
}
