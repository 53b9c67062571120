package dev.mandate.identity.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossAppAccessTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "oauth-id-jag+jwt",
                "OAuth-ID-JAG+JWT",
                "application/oauth-id-jag+jwt",
                "Application/oauth-id-jag+jwt"
            })
    void it_is_known_for_what_it_is_however_its_type_is_written(String type) {
        assertThat(CrossAppAccess.is(assertion(new JOSEObjectType(type)))).isTrue();
    }

    @Test
    void any_other_assertion_is_none() {
        assertThat(CrossAppAccess.is(assertion(JOSEObjectType.JWT))).isFalse();
        assertThat(CrossAppAccess.is(assertion(null))).isFalse();
    }

    private static SignedJWT assertion(JOSEObjectType type) {
        return new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).type(type).build(), new JWTClaimsSet.Builder().build());
    }
}
