package dev.mandate.chaos.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvisioningTest {
    @Test
    void while_two_versions_run_nobody_is_given_receipts_and_all_other_settings_stay(@TempDir Path directory)
            throws Exception {
        var settings = Files.writeString(
                directory.resolve("authz.properties"),
                "kafka.security.protocol=SASL_SSL\nmandate.receipts.secret=abc\nquarkus.datasource.username=authz\n");
        Provisioning.emptyReceipts(settings);
        assertThat(settings)
                .hasContent(
                        "kafka.security.protocol=SASL_SSL\nmandate.receipts.secret=\nquarkus.datasource.username=authz\n");
    }
}
