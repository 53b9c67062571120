package dev.mandate.console.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.console.PlayedVisitor;
import dev.mandate.events.lifecycle.MandateRole;
import dev.mandate.pages.PageBrowser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the bar leads whom, with the sign-in played. */
@QuarkusTest
@TestSecurity(user = "ada")
class BarIT {
    private static final Pattern PLACE = Pattern.compile("<li><a href=\"/([a-z-]+)\"");

    @Inject
    PlayedVisitor visitor;

    @TestHTTPResource
    URI site;

    @AfterEach
    void everything_again() {
        visitor.holds(EnumSet.allOf(MandateRole.class));
    }

    @Test
    void who_holds_no_role_is_led_to_what_everybody_has() {
        assertThat(ledTo(Set.of())).containsExactly("approvals", "agents", "secrets");
    }

    @Test
    void and_who_holds_one_to_what_it_is_for_however_he_signed_in() {
        assertThat(ledTo(Set.of(MandateRole.INVESTIGATOR)))
                .containsExactly("approvals", "agents", "secrets", "findings");
        assertThat(ledTo(Set.of(MandateRole.APPROVER)))
                .containsExactly("approvals", "proposals", "agents", "secrets", "clients", "cross-app");
        assertThat(ledTo(Set.of(MandateRole.ADMINISTRATOR)))
                .containsExactly(
                        "approvals",
                        "proposals",
                        "agents",
                        "secrets",
                        "clients",
                        "cross-app",
                        "task-caps",
                        "sign-ins",
                        "findings");
    }

    @Test
    void a_page_that_he_opens_by_its_address_answers_by_its_own_check() {
        visitor.holds(Set.of());
        assertThat(new PageBrowser(site).get("/findings").status()).isEqualTo(200);
    }

    private List<String> ledTo(Set<MandateRole> roles) {
        visitor.holds(roles);
        var nav =
                new PageBrowser(site).get("/approvals").body().split("<nav")[1].split("</nav")[0];
        return PLACE.matcher(nav)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }
}
