package dev.mandate.console.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.pages.PageBrowser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Secrets that end, with identity-service and the sign-in played. */
@QuarkusTest
@TestSecurity(user = "ada")
class SecretPagesIT {
    @Inject
    PlayedSecrets secrets;

    @TestHTTPResource
    URI site;

    @BeforeEach
    void begin() {
        secrets.any(true);
    }

    @Test
    void what_ends_soon_stands_first_with_what_to_do() {
        assertThat(page())
                .contains(
                        "The agent <bdi>clerk &lt;b&gt;</bdi>",
                        "in 5 days",
                        "deploy/mandate secrets make agt_01jdm00000000000000000000a",
                        "<bdi>Ada Abel</bdi> answers for it",
                        "There are more than these")
                .doesNotContain("None ends soon");
    }

    @Test
    void who_answers_for_nothing_is_told_that_nothing_ends() {
        secrets.any(false);
        assertThat(page()).contains("None ends soon.", "There are no others.");
    }

    private String page() {
        return new PageBrowser(site).get("/secrets").body();
    }
}
