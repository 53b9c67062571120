package dev.mandate.cli.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MandateSystemTest {
    @TempDir
    Path home;

    @Test
    void the_gateway_is_started_again_when_it_ends_where_it_was_told_what_stands_behind_it() throws IOException {
        var layout = new Layout(home, Files.createDirectory(home.resolve("data")));
        var system = new MandateSystem(layout, new Ports(19080));
        assertThat(system.parts())
                .extracting(Part::name)
                .contains("kafka", "postgres", "audit-service", "console")
                .doesNotContain("gateway");
        system.withServers(Files.writeString(home.resolve("servers.json"), "{\"mcpServers\": {}}"));
        assertThat(system.parts()).extracting(Part::name).contains("gateway");
    }

    @Test
    void whoever_is_denied_is_told_of_lifecycle_service_at_the_port_that_it_has() throws IOException {
        var layout = new Layout(home, Files.createDirectory(home.resolve("data")));
        assertThat(new ServiceStart(layout, new Ports(19080)).settings(Service.AUTHZ, Secrets.of(layout)))
                .containsEntry("mandate.approvals.address", "http://127.0.0.1:19082");
    }

    @Test
    void nobody_asks_the_one_broker_each_second_who_leads_instead_of_it() throws IOException {
        var layout = new Layout(home, Files.createDirectory(home.resolve("data")));
        assertThat(new ServiceStart(layout, new Ports(19080)).settings(Service.AUDIT, Secrets.of(layout)))
                .containsEntry("kafka.metadata.max.age.ms", "300000")
                .containsEntry("kafka-streams.producer.metadata.max.age.ms", "300000");
    }
}
