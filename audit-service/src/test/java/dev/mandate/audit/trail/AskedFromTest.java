package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.authz.Established;
import dev.mandate.events.network.IpAddress;
import org.junit.jupiter.api.Test;

class AskedFromTest {
    @Test
    void the_address_is_told_where_it_is_known() {
        var office = IpAddress.of("::ffff:10.1.2.3").orElseThrow();
        assertThat(Narrator.from(new Established("cli_editor", false, office))).isEqualTo("; asked from 10.1.2.3");
        assertThat(Narrator.from(new Established("cli_editor", false))).isEmpty();
        assertThat(Narrator.from(null)).isEmpty();
    }
}
