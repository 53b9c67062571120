package dev.mandate.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.authz.Authentication;
import dev.mandate.identity.assertions.AssertionRefusal;
import dev.mandate.messaging.result.Result;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthenticationClaimsTest {
    private static final Instant AT = Instant.ofEpochSecond(1_790_000_000);

    @Test
    void what_is_written_is_read_again_and_nothing_is_made_up() {
        var strong = new Authentication("urn:mandate:acr:mfa", Set.of("pwd", "otp"), AT);
        var said = List.of(strong, new Authentication("low", Set.of(), null), new Authentication(null, Set.of(), AT));
        for (var authentication : said) assertThat(again(authentication)).isEqualTo(authentication);
        var silent = new JWTClaimsSet.Builder().issueTime(java.util.Date.from(AT));
        AuthenticationClaims.write(Authentication.UNKNOWN, silent);
        assertThat(silent.build().getClaims()).containsOnlyKeys("iat");
        assertThat(AuthenticationClaims.read(silent.build())).isEqualTo(Result.done(Authentication.UNKNOWN));
    }

    @Test
    void a_fraction_of_a_second_is_cut_off_so_that_nobody_signed_in_later_than_he_did() {
        assertThat(read("auth_time", 1_790_000_000.9).at()).isEqualTo(AT);
    }

    @Test
    void claims_of_another_type_or_without_bounds_are_refused() {
        for (var acr : new Object[] {1, true, "", " ", "x\0", "x".repeat(201), List.of("mfa"), Map.of()}) {
            refused("acr", acr);
        }
        for (var amr : new Object[] {
            "pwd", 1, List.of(1), List.of(""), List.of("x".repeat(201)), Arrays.asList("pwd", null), many(21)
        }) {
            refused("amr", amr);
        }
        var huge = BigInteger.TWO.pow(64).add(BigInteger.valueOf(AT.getEpochSecond()));
        for (var time : new Object[] {"1790000000", true, -1, 1e300, Double.NaN, huge, List.of(1)}) {
            refused("auth_time", time);
        }
        assertThat(read("acr", "x".repeat(200)).acr()).hasSize(200);
        assertThat(read("amr", many(20)).amr()).containsExactly("pwd");
    }

    private static List<String> many(int count) {
        return Collections.nCopies(count, "pwd");
    }

    private static Authentication again(Authentication authentication) {
        var claims = new JWTClaimsSet.Builder();
        AuthenticationClaims.write(authentication, claims);
        try {
            return done(
                    AuthenticationClaims.read(JWTClaimsSet.parse(claims.build().toString())));
        } catch (java.text.ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static Authentication read(String name, Object value) {
        return done(AuthenticationClaims.read(claim(name, value)));
    }

    private static void refused(String name, Object value) {
        var why = AuthenticationClaims.read(claim(name, value)).fold(read -> "", AssertionRefusal::why);
        assertThat(why).as("%s %s", name, value).contains(name);
    }

    private static JWTClaimsSet claim(String name, Object value) {
        return new JWTClaimsSet.Builder().claim(name, value).build();
    }

    private static Authentication done(Result<Authentication, AssertionRefusal> read) {
        return read.fold(authentication -> authentication, refused -> {
            throw new AssertionError(refused);
        });
    }
}
