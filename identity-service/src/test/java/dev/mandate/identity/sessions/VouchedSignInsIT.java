package dev.mandate.identity.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.SignalEvent.SessionEnded;
import dev.mandate.identity.Api;
import dev.mandate.identity.SignedIn;
import dev.mandate.identity.TestBrowser;
import dev.mandate.identity.Topics;
import dev.mandate.identity.Workforce;
import dev.mandate.identity.federation.UpstreamProvider;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sign-ins end with the word of the provider that vouched for them, however many there are. */
@QuarkusTest
class VouchedSignInsIT {
    @Inject
    Pool database;

    @Inject
    SessionSweep sweep;

    private final String sub = "sub-" + UUID.randomUUID();
    private UpstreamProvider corp;

    @BeforeEach
    void there_is_a_provider() {
        corp = new UpstreamProvider();
        corp.isTrusted(Map.of("mailDomains", List.of("corp.example")));
    }

    @AfterEach
    void there_is_none() {
        corp.close();
    }

    @Test
    void a_stop_ends_some_at_once_and_the_sweep_the_rest() throws Throwable {
        var ada = Workforce.joins("Ada");
        var browser = in(ada);
        others();
        corp.isStopped("its key was stolen");
        assertThat(kept()).as("hers is the last").isEqualTo(1);
        assertThat(browser.get("/account").location()).isEqualTo("/sign-in");
        swept();
        assertThat(kept()).isZero();
        assertThat(Topics.awaitOn(SignalEvent.FAMILY, it -> ends(it, ada, "provider_stopped")))
                .isNotNull();
    }

    @Test
    void one_that_doesnt_count_any_more_isnt_gone_on_with() {
        var ada = SignedIn.withPassword("Ada");
        var browser = in(ada.person());
        others();
        corp.isStopped("its key was stolen");
        assertThat(kept()).isEqualTo(1);
        SignedIn.byPassword(browser, ada.person().email(), SignedIn.PASSWORD);
        assertThat(browser.get("/account").status()).isEqualTo(200);
        Topics.awaitOn(SignalEvent.FAMILY, it -> ends(it, ada.person(), "replaced"));
    }

    @Test
    void those_of_an_issuer_by_which_nobody_signs_in_any_more_end_for_good() throws Throwable {
        var ada = Workforce.joins("Ada");
        var browser = in(ada);
        others();
        Api.as(Api.admin())
                .body(Map.of("issuer", corp.issuer(), "jwks", Api.jwks(Api.key("idp")), "subjectClaim", "employeeId"))
                .post("/issuers")
                .then()
                .statusCode(200);
        assertThat(browser.get("/account").location()).isEqualTo("/sign-in");
        corp.isTrusted(Map.of("mailDomains", List.of("corp.example")));
        assertThat(browser.get("/account").location())
                .as("its word of before stays void")
                .isEqualTo("/sign-in");
        // What ended ended until the next full second.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> corp.signsIn(new TestBrowser(), sub, said(ada))
                        .location()
                        .equals("/account"));
    }

    @Test
    void the_sweep_ends_those_of_an_issuer_by_which_nobody_signs_in_any_more() throws Throwable {
        var ada = Workforce.joins("Ada");
        in(ada);
        database.preparedQuery("UPDATE issuers SET jwks = $2, provider = NULL WHERE issuer = $1")
                .executeAndAwait(Tuple.of(corp.issuer(), "{\"keys\": []}"));
        swept();
        assertThat(kept()).isZero();
        Topics.awaitOn(SignalEvent.FAMILY, it -> ends(it, ada, "provider_stopped"));
    }

    private static boolean ends(SignalEvent event, Workforce person, String reason) {
        return event instanceof SessionEnded ended
                && ended.subject().equals(person.id())
                && ended.reasonAdmin().equals(reason);
    }

    private TestBrowser in(Workforce person) {
        var browser = new TestBrowser();
        assertThat(corp.signsIn(browser, sub, said(person)).location()).isEqualTo("/account");
        return browser;
    }

    private static Map<String, Object> said(Workforce person) {
        return Map.of("email", person.email(), "email_verified", true);
    }

    /** As many sign-ins of somebody else, all before hers, as end in one transaction. */
    private void others() {
        database.preparedQuery("INSERT INTO sign_in_sessions SELECT (jsonb_populate_record(his, jsonb_build_object("
                        + "'id', 'ses_00' || left(md5(n || his.issuer), 24), 'token_hash', '\\x' || md5(n || his.issuer),"
                        + " 'person_id', $3::text))).*"
                        + " FROM sign_in_sessions his, generate_series(1, $2) n WHERE his.issuer = $1")
                .executeAndAwait(Tuple.of(
                        corp.issuer(),
                        SignInSessions.MOST_AT_ONCE,
                        Workforce.joins("Emil").id().value()));
    }

    private int kept() {
        return database.preparedQuery("SELECT count(*) FROM sign_in_sessions WHERE issuer = $1")
                .executeAndAwait(Tuple.of(corp.issuer()))
                .iterator()
                .next()
                .getInteger(0);
    }

    private void swept() throws Throwable {
        VertxContextSupport.subscribeAndAwait(sweep::run);
    }
}
