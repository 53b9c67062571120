package dev.mandate.console.signins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.pages.PageBrowser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where somebody is signed in, with identity-service and the sign-in played. */
@QuarkusTest
@TestSecurity(user = "ada")
class SignInsPagesIT {
    private static final String BOS = "/sign-ins/" + PlayedSignIns.BO;

    @Inject
    PlayedSignIns signIns;

    @TestHTTPResource
    URI site;

    private PageBrowser browser;

    @BeforeEach
    void begin() {
        signIns.begin();
        browser = new PageBrowser(site);
    }

    @Test
    void a_person_is_found_by_name_or_by_one_like_it() {
        assertThat(browser.get("/sign-ins").body()).contains("Find").doesNotContain(BOS);
        assertThat(browser.get("/sign-ins?who=Bo%20%3Cb%3E").body())
                .contains(BOS, "<bdi>Bo &lt;b&gt;</bdi>", "employee E-2")
                .doesNotContain("Nobody is named");
        assertThat(browser.get("/sign-ins?who=Boo").body()).contains("Nobody is named", "a name like it", BOS);
    }

    @Test
    void who_is_no_administrator_looks_for_nobody_and_sees_nobody_s() {
        signIns.allowed(false);
        assertThat(browser.get("/sign-ins").body())
                .contains("mandate-administrator")
                .doesNotContain("role=\"search\"");
        assertThat(browser.get(BOS).status()).isEqualTo(404);
    }

    @Test
    void each_sign_in_is_told_with_browser_place_way_and_times() {
        assertThat(browser.get(BOS).body())
                .contains(
                        "Firefox on Linux",
                        "192.0.2.1, by password and code of an app",
                        "2 hours ago",
                        "on “laptop-17”, which is compliant",
                        "End all that was begun as <bdi>Bo &lt;b&gt;</bdi>");
    }

    @Test
    void one_ends_with_its_tasks_unless_they_are_to_go_on_and_all_end_with_a_reason() {
        assertThat(end("signIn", PlayedSignIns.ONE)).isEqualTo(303);
        assertThat(end("signIn", PlayedSignIns.ONE, "keep", "yes")).isEqualTo(303);
        assertThat(end("signIn", "all", "reason", "his laptop was stolen")).isEqualTo(303);
        assertThat(signIns.done())
                .containsExactly(
                        "end " + PlayedSignIns.BO + " " + PlayedSignIns.ONE + " with its tasks",
                        "end " + PlayedSignIns.BO + " " + PlayedSignIns.ONE + " alone",
                        "end all " + PlayedSignIns.BO + " his laptop was stolen");
    }

    @Test
    void without_saying_which_or_the_form_s_token_none_ends_and_what_is_refused_is_told() {
        assertThat(end("signIn", "nonsense")).isEqualTo(404);
        assertThat(end("signIn", "all", "reason", "a\u0000b")).isEqualTo(409);
        assertThat(browser.post(BOS + "/end", "signIn", "all").status()).isEqualTo(400);
        assertThat(signIns.done()).isEmpty();
        signIns.refusesWith("Ask an administrator, or name yourself.");
        assertThat(end("signIn", "all")).isEqualTo(409);
    }

    private int end(String... form) {
        var all = new String[form.length + 2];
        all[0] = "csrf-token";
        all[1] = browser.get(BOS).field("csrf-token");
        System.arraycopy(form, 0, all, 2, form.length);
        return browser.post(BOS + "/end", all).status();
    }
}
