package dev.mandate.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AcrValuesTest {
    private static final String MFA = "urn:mandate:acr:mfa";
    private static final AcrValues AGREED = AcrValues.check(Map.of("https://idp.example/mfa", MFA));

    @Test
    void what_was_agreed_on_counts_as_ours_and_the_rest_stays_as_it_is() {
        assertThat(AGREED.of("https://idp.example/mfa")).isEqualTo(MFA);
        assertThat(AGREED.of("https://idp.example/password")).isEqualTo("https://idp.example/password");
        assertThat(AcrValues.NONE.of("https://idp.example/mfa")).isEqualTo("https://idp.example/mfa");
    }

    @Test
    void nobody_claims_a_name_of_ours_unless_that_was_agreed_on() {
        for (var claimed : Arrays.asList(MFA, "urn:mandate:", "URN:Mandate:acr:mfa", "urn:mandate:acr:other")) {
            assertThat(AGREED.of(claimed)).isNull();
            assertThat(AcrValues.NONE.of(claimed)).isNull();
        }
        assertThat(AcrValues.check(Map.of(MFA, MFA)).of(MFA)).isEqualTo(MFA);
    }

    @Test
    void an_agreement_is_kept_as_it_was_made() {
        assertThat(AcrValues.parse(AGREED.json())).isEqualTo(AGREED);
        assertThat(AcrValues.NONE.json()).isNull();
        assertThat(AcrValues.parse(null)).isEqualTo(AcrValues.NONE);
    }

    @Test
    void an_agreement_that_no_token_could_hold_is_refused() {
        var nothing = new HashMap<String, String>(Collections.singletonMap("theirs", null));
        assertThatThrownBy(() -> AcrValues.check(nothing)).isInstanceOf(IllegalArgumentException.class);
        for (var value : Arrays.asList("", " ", "x\0", "x".repeat(201))) {
            assertThatThrownBy(() -> AcrValues.check(Map.of("theirs", value)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> AcrValues.check(Map.of(value, MFA))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> AcrValues.check(values(51))).hasMessageContaining("50");
        assertThat(AcrValues.check(values(50)).ours()).hasSize(50);
    }

    private static Map<String, String> values(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(String::valueOf, number -> MFA));
    }
}
