package dev.mandate.identity.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import dev.mandate.events.identity.HeldBack;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.SignInMethod;
import dev.mandate.events.identity.SignalEvent.SignInProblem;
import dev.mandate.events.identity.SignalEvent.SignInRefused;
import dev.mandate.events.identity.SignalEvent.SignInsHeldBack;
import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PasswordSignInIT {
    @Inject
    Attempts attempts;

    @ConfigProperty(name = "mandate.password-memory-kib")
    int memoryKib;

    @Test
    void he_signs_in_by_his_address_or_his_employee_id_whatever_their_case() {
        var ada = SignedIn.withPassword("Ada");
        for (var name : List.of(
                ada.person().email(),
                ada.person().email().toUpperCase(java.util.Locale.ROOT),
                " " + ada.person().employeeId() + " ")) {
            var browser = new TestBrowser();
            assertThat(SignedIn.byPassword(browser, name, SignedIn.PASSWORD).location())
                    .as(name)
                    .isEqualTo("/account");
            assertThat(browser.get("/account").body()).contains("Ada Example");
        }
    }

    @Test
    void whoever_is_unknown_wrong_without_a_password_or_gone_is_told_the_same() {
        var ada = SignedIn.withPassword("Ada");
        var bare = Workforce.joins("Bare");
        var gone = SignedIn.withPassword("Gone");
        Api.as(Api.admin())
                .body(Map.of("reason", "his laptop was stolen"))
                .post("/identities/" + gone.person().id() + "/stop")
                .then()
                .statusCode(200);
        var answers = new ArrayList<String>();
        for (var name : List.of(ada.person().email(), bare.email(), "nobody@corp.example"))
            answers.add(told(SignedIn.byPassword(new TestBrowser(), name, "not this one at all"), name));
        answers.add(told(
                SignedIn.byPassword(new TestBrowser(), gone.person().email(), SignedIn.PASSWORD),
                gone.person().email()));
        assertThat(answers).hasSize(4).containsOnly(answers.get(0));

        assertThat(refused(ada.person()).reason()).isEqualTo(SignInProblem.WRONG);
        assertThat(refused(bare).reason()).isEqualTo(SignInProblem.WRONG);
        assertThat(refused(gone.person()).reason()).isEqualTo(SignInProblem.INACTIVE);
        Topics.awaitOn(
                SignalEvent.FAMILY, it -> it instanceof SignInRefused no && no.reason() == SignInProblem.UNKNOWN);
    }

    /** Told by the work and not by a clock: Argon2id takes the memory that it is told to, anew for each password. */
    @Test
    void whoever_is_unknown_without_a_password_or_gone_costs_as_much_work_as_one_who_is_wrong_or_right() {
        var ada = SignedIn.withPassword("Ada");
        var bare = Workforce.joins("Bare");
        var gone = SignedIn.withPassword("Gone");
        gone.person().isStopped();
        var wrong = "not this one at all";
        workOf(ada.person().email(), wrong); // loads what is loaded once
        var known = workOf(ada.person().email(), wrong);
        assertThat(known).isGreaterThanOrEqualTo(1024L * memoryKib);
        var others = new LinkedHashMap<String, Long>();
        others.put("right", workOf(ada.person().email(), SignedIn.PASSWORD));
        others.put("without a password", workOf(bare.email(), wrong));
        others.put("gone", workOf(gone.person().email(), SignedIn.PASSWORD));
        others.put("unknown", workOf(UUID.randomUUID() + "@corp.example", wrong));
        assertThat(others.values())
                .as("bytes for %s; for a wrong password %d", others, known)
                .allMatch(bytes -> bytes > known * 3 / 4 && bytes < known * 5 / 4);
    }

    /** Bytes that the threads which hash took for it. */
    private static long workOf(String name, String password) {
        var elsewhere = new TestBrowser().sends("X-Forwarded-For", "198.51.100.8"); // nobody else's attempts count
        var before = takenByHashing();
        assertThat(SignedIn.byPassword(elsewhere, name, password).status()).isIn(303, 401);
        return takenByHashing() - before;
    }

    private static long takenByHashing() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("passwords-"))
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getId()))
                .sum();
    }

    /** The page with what differs from one showing to another left out. */
    private static String told(TestBrowser.Page page, String name) {
        assertThat(page.status()).isEqualTo(401);
        return page.body()
                .replace(name, "NAME")
                .replaceAll("name=\"form\" value=\"[^\"]*\"", "")
                .replaceAll("data-options=\"[^\"]*\"", "");
    }

    private static SignInRefused refused(Workforce person) {
        return (SignInRefused) Topics.awaitOn(
                SignalEvent.FAMILY,
                it -> it instanceof SignInRefused && person.id().equals(it.subject()));
    }

    @Test
    void from_where_he_comes_is_what_the_proxy_added_and_nothing_that_he_wrote_before() {
        var ada = Workforce.joins("Ada");
        var forged = new TestBrowser().sends("X-Forwarded-For", "10.9.9.9, 198.51.100.7");
        assertThat(SignedIn.byPassword(forged, ada.email(), "not this one at all")
                        .status())
                .isEqualTo(401);
        assertThat(refused(ada).address()).isEqualTo("198.51.100.7");
    }

    @Test
    void wrong_attempts_make_the_account_wait_and_the_right_password_too_whether_or_not_it_exists() {
        var ada = SignedIn.withPassword("Ada");
        for (var name : List.of(ada.person().email(), UUID.randomUUID() + "@corp.example")) {
            var browser = new TestBrowser();
            for (int i = 0; i < 4; i++)
                assertThat(SignedIn.byPassword(browser, name, "not this one at all")
                                .status())
                        .isEqualTo(401);
            // Each further wrong one doubles the wait, so that before long the right one meets it.
            await().atMost(Topics.SOON).until(() -> {
                SignedIn.byPassword(browser, name, "not this one at all");
                var page = SignedIn.byPassword(new TestBrowser(), name, SignedIn.PASSWORD);
                return page.status() == 429 && page.body().contains("Too many attempts");
            });
        }
        var held = heldBack(it -> ada.person().id().equals(it.subject()));
        assertThat(held.reason()).isEqualTo(HeldBack.TOO_MANY);
        assertThat(held.attempts()).isPositive();
        heldBack(it -> it.subject() == null && it.reason() == HeldBack.TOO_MANY);
    }

    private static SignInsHeldBack heldBack(Predicate<SignInsHeldBack> which) {
        return (SignInsHeldBack)
                Topics.awaitOn(SignalEvent.FAMILY, it -> it instanceof SignInsHeldBack held && which.test(held));
    }

    @Test
    void many_at_once_gain_no_attempts() throws Exception {
        var ada = SignedIn.withPassword("Ada");
        var threads = Executors.newFixedThreadPool(12);
        try {
            var tries = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 12; i++)
                tries.add(() -> SignedIn.byPassword(
                                new TestBrowser(), ada.person().email(), "not this one at all")
                        .status());
            var looked = 0;
            for (var done : threads.invokeAll(tries)) if (done.get() == 401) looked++;
            assertThat(looked).isLessThanOrEqualTo(8); // five, and those for which it waited meanwhile
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void an_address_waits_as_well_after_more_attempts_on_many_accounts() throws Throwable {
        var address = "203.0.113." + Math.floorMod(UUID.randomUUID().hashCode(), 250);
        for (int i = 0; i < 50; i++)
            assertThat(begins(UUID.randomUUID().toString(), address)).isTrue();
        assertThat(begins(UUID.randomUUID().toString(), address)).isFalse();
        assertThat(begins(
                        UUID.randomUUID().toString(),
                        "2001:db8::" + Integer.toHexString(UUID.randomUUID().hashCode() & 0xffff)))
                .isTrue();
    }

    private boolean begins(String name, String address) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> attempts.begin(name, address))
                .map(result -> result.<Boolean>fold(begun -> true, wait -> false)));
    }

    @Test
    void what_no_form_of_ours_sends_is_wrong_and_breaks_nothing() {
        for (var name : List.of("x".repeat(5_000), "\0", "%00", "<script>alert(1)</script>@x", "' OR 1=1 --")) {
            var page = SignedIn.byPassword(new TestBrowser(), name, "y".repeat(3_000));
            assertThat(page.status()).as(name).isIn(401);
            assertThat(page.body()).doesNotContain("<script>alert");
        }
        heldBack(it -> it.reason() == HeldBack.MALFORMED && it.method() == SignInMethod.PASSWORD);
    }
}
