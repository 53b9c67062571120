package dev.mandate.identity.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.mandate.events.cloudevents.EventJson;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserInfoTest {
    private static final Set<String> WANTED = Set.of("email", "email_verified", "groups");

    @Test
    void whether_an_address_is_his_is_said_by_who_says_the_address() {
        assertThat(verified(
                        Map.of("email_verified", true), Map.of("email", "ada@corp.example", "email_verified", false)))
                .isEqualTo(false);
        assertThat(verified(Map.of("email_verified", true), Map.of("email", "ada@corp.example")))
                .isEqualTo(false);
        assertThat(verified(
                        Map.of("email_verified", "true"),
                        Map.of("email", "ada@corp.example", "email_verified", "true")))
                .isEqualTo(true);
        assertThat(verified(
                        Map.of("email_verified", false), Map.of("email", "ada@corp.example", "email_verified", true)))
                .as("what was signed counts")
                .isEqualTo(false);
        assertThat(verified(Map.of(), Map.of("email", "ada@corp.example", "email_verified", true)))
                .isEqualTo(true);
        assertThat(verified(
                        Map.of("email", "ada@corp.example"),
                        Map.of("email", "bo@corp.example", "email_verified", true)))
                .isNull();
    }

    private static Object verified(Map<String, Object> signed, Map<String, Object> said) {
        var builder = new JWTClaimsSet.Builder().subject("ada");
        signed.forEach(builder::claim);
        var claims = builder.build();
        ObjectNode told = EventJson.mapper().valueToTree(said);
        told.put("sub", "ada");
        return UserInfo.added(claims, told, UserInfo.lacking(claims, WANTED))
                .fold(all -> all.getClaim("email_verified"), why -> why);
    }
}
