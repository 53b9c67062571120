package dev.mandate.identity.registration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SoftwareStatementsTest {
    private static final String PUBLISHER = "mandate.registration.publishers.\"https://publisher.example\"";

    @Test
    void a_publisher_whose_keys_are_none_is_told_of_by_the_name_of_its_setting() throws Exception {
        var weak = new RSAKeyGenerator(1024, true).generate().toPublicJWK();
        for (var wrong : Map.of(
                        "<keys>",
                        "is no JWK set",
                        "{\"keys\":[]}",
                        "has no key that signs",
                        new JWKSet(weak).toString(),
                        "has no key that signs")
                .entrySet())
            assertThatThrownBy(() -> new SoftwareStatements(config(wrong.getKey()), InstantSource.system()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(PUBLISHER + ' ' + wrong.getValue());
    }

    private static RegistrationConfig config(String jwks) {
        return new SmallRyeConfigBuilder()
                .withMapping(RegistrationConfig.class)
                .withDefaultValue(PUBLISHER, jwks)
                .build()
                .getConfigMapping(RegistrationConfig.class);
    }
}
