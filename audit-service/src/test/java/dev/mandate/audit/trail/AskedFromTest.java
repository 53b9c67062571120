package dev.mandate.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.events.authz.Established;
import dev.mandate.events.network.IpAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AskedFromTest {
    @Test
    void the_address_is_told_where_it_is_known() {
        var office = IpAddress.of("::ffff:10.1.2.3").orElseThrow();
        assertThat(Narrator.from(new Established("cli_editor", false, office))).isEqualTo("; asked from 10.1.2.3");
        assertThat(Narrator.from(new Established("cli_editor", false))).isEmpty();
        assertThat(Narrator.from(null)).isEmpty();
    }

    @Test
    void so_is_who_stood_for_a_surface() {
        var attested = new Established("cli_editor", true, null, Map.of("desktop", "https://attester.example"));
        assertThat(Narrator.from(attested)).isEqualTo("; “https://attester.example” stood for the surface “desktop”");
    }
}
