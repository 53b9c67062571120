package dev.mandate.identity.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.identity.upstream.Upstream.Said;
import dev.mandate.messaging.result.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00.700Z");
    private static final Duration SKEW = Duration.ofSeconds(30);

    @Test
    void says_who_came_back_and_when_he_signed_in_there() {
        var account = read(claims().claim("sid", "s1").claim("acr", "high"), 3600, false);
        assertThat(account.subject()).isEqualTo("ada");
        assertThat(account.signedInAt()).isEqualTo(NOW.minusMillis(700));
        assertThat(account.session()).isEqualTo("s1");
        assertThat(account.mail()).isNull();
    }

    @Test
    void whoever_signed_in_longer_ago_than_was_asked_didnt_as_far_as_we_know() {
        assertThat(refusal(claims().claim("auth_time", NOW.minusSeconds(3700).getEpochSecond()), 3600, false))
                .contains("longer ago");
        assertThat(refusal(claims().claim("auth_time", null), 3600, false)).contains("auth_time");
        assertThat(refusal(claims().claim("auth_time", NOW.plusSeconds(40).getEpochSecond()), 3600, false))
                .contains("future");
    }

    @Test
    void whoever_was_to_sign_in_anew_did_so_after_he_was_sent() {
        assertThat(read(claims().claim("auth_time", NOW.minusSeconds(20).getEpochSecond()), 3600, true)
                        .signedInAt())
                .as("clocks differ; he was sent five seconds ago")
                .isEqualTo(NOW.minusSeconds(5));
        assertThat(refusal(claims().claim("auth_time", NOW.minusSeconds(40).getEpochSecond()), 3600, true))
                .contains("anew");
    }

    @Test
    void an_address_counts_once_it_was_verified_and_only_for_its_own_domain() {
        var corp = Set.of("corp.example");
        assertThat(mail("ada@Corp.Example", true).hasMailOf(corp)).isTrue();
        assertThat(mail("ada@corp.example", "true").hasMailOf(corp)).isTrue();
        assertThat(mail("ada@corp.example", false).hasMailOf(corp)).isFalse();
        assertThat(mail("ada@corp.example", null).hasMailOf(corp)).isFalse();
        assertThat(mail("ada@sub.corp.example", true).hasMailOf(corp)).isFalse();
        assertThat(mail("ada@evil.example@corp.example", true).mail()).isNull();
        assertThat(mail("ada@corp.example", true).hasMailOf(Set.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\0b"})
    void a_subject_that_names_nobody_is_refused(String subject) {
        assertThat(refusal(claims().subject(subject), 3600, false)).contains("sub");
    }

    private static Account mail(String mail, Object verified) {
        return read(claims().claim("email", mail).claim("email_verified", verified), 3600, false);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().subject("ada").claim("auth_time", NOW.getEpochSecond());
    }

    private static Account read(JWTClaimsSet.Builder claims, long maxAge, boolean anew) {
        return ((Result.Done<Account, String>) result(claims, maxAge, anew)).value();
    }

    private static String refusal(JWTClaimsSet.Builder claims, long maxAge, boolean anew) {
        return ((Result.Refused<Account, String>) result(claims, maxAge, anew)).reason();
    }

    private static Result<Account, String> result(JWTClaimsSet.Builder claims, long maxAge, boolean anew) {
        var trip = new RoundTrip("idp_1", "s", "n", "v", NOW.minusSeconds(5), maxAge, anew, null, "");
        return Account.read(new Said(claims.build(), Set.of()), trip, NOW, SKEW);
    }
}
