package dev.mandate.identity.workloads.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundClaimsTest {
    private static final Map<String, String> MAIN =
            Map.of("sub", "repo:acme/pay:ref:refs/heads/main", "repository", "acme/pay", "ref_protected", "true");

    @Test
    void a_token_matches_that_says_all_of_it() {
        assertThat(BoundClaims.check(MAIN)
                        .match(token(Map.of("repository", "acme/pay", "ref_protected", true, "actor", "eve"))))
                .isTrue();
        assertThat(BoundClaims.parse(BoundClaims.check(MAIN).json())).isEqualTo(BoundClaims.check(MAIN));
    }

    @Test
    void one_that_says_a_little_else_or_says_it_in_a_list_is_a_strangers() {
        var bound = BoundClaims.check(MAIN);
        for (var other : List.<Map<String, Object>>of(
                Map.of("repository", "acme/pay2", "ref_protected", true),
                Map.of("repository", "Acme/pay", "ref_protected", true),
                Map.of("repository", List.of("acme/pay"), "ref_protected", true),
                Map.of("repository", Map.of("acme/pay", true), "ref_protected", true),
                Map.of("repository", "acme/pay", "ref_protected", false),
                Map.of("repository", "acme/pay")))
            assertThat(bound.match(token(other))).as(other.toString()).isFalse();
        assertThat(bound.match(new JWTClaimsSet.Builder().build())).isFalse();
    }

    @Test
    void a_member_of_a_claim_is_found_by_its_pointer_and_a_name_with_dots_is_a_name() {
        var token = new JWTClaimsSet.Builder()
                .subject("system:serviceaccount:pay:batch")
                .claim("kubernetes.io", Map.of("namespace", "pay", "serviceaccount", Map.of("uid", "4711")))
                .build();
        var sub = "system:serviceaccount:pay:batch";
        assertThat(BoundClaims.check(Map.of("sub", sub, "/kubernetes.io/serviceaccount/uid", "4711"))
                        .match(token))
                .isTrue();
        assertThat(BoundClaims.check(Map.of("sub", sub, "/kubernetes.io/namespace", "other"))
                        .match(token))
                .isFalse();
        assertThat(BoundClaims.check(Map.of("sub", sub, "kubernetes.io", "pay")).match(token))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "repository, acme/pay, sub",
        "sub, repo:acme/*, *",
        "sub, '', sub",
        "aud, us, aud",
        "iss, them, iss",
        "jti, 1, jti",
    })
    void what_would_match_strangers_or_nobody_is_refused(String name, String value, String word) {
        assertThatThrownBy(() -> BoundClaims.check(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(word);
    }

    @Test
    void it_is_bounded() {
        var many = IntStream.range(0, 21).boxed().collect(Collectors.toMap(i -> "c" + i, i -> "v"));
        assertThatThrownBy(() -> BoundClaims.check(many)).hasMessageContaining("20");
        assertThatThrownBy(() -> BoundClaims.check(Map.of("sub", "v".repeat(301))))
                .hasMessageContaining("300");
        assertThatThrownBy(() -> BoundClaims.check(Map.of("sub", "v", "n".repeat(201), "v")))
                .hasMessageContaining("200");
        var missing = new HashMap<String, String>();
        missing.put("sub", null);
        assertThatThrownBy(() -> BoundClaims.check(missing)).isInstanceOf(IllegalArgumentException.class);
    }

    private static JWTClaimsSet token(Map<String, Object> claims) {
        var token = new JWTClaimsSet.Builder().subject(MAIN.get("sub"));
        claims.forEach(token::claim);
        return token.build();
    }
}
