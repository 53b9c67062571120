package dev.mandate.identity.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Argon2HashTest {
    private static final PasswordConfig DEFAULT = config(Map.of());
    private static final String PASSWORD = "seven grey herons wade";

    @Test
    void a_password_is_known_again_and_no_other() {
        var kept = Argon2Hash.of(PASSWORD, DEFAULT).text();
        assertThat(kept).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(Argon2Hash.parse(kept).matches(PASSWORD)).isTrue();
        assertThat(Argon2Hash.parse(kept).matches(PASSWORD + "r")).isFalse();
        assertThat(Argon2Hash.nobodys(DEFAULT).matches("")).isFalse();
    }

    @Test
    void one_that_was_kept_at_another_cost_is_known_again() {
        var kept = Argon2Hash.of(PASSWORD, costing(64, 1)).text();
        assertThat(kept).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
        assertThat(Argon2Hash.parse(kept).matches(PASSWORD)).isTrue();
    }

    @Test
    void the_same_password_is_kept_otherwise_each_time() {
        assertThat(Argon2Hash.of(PASSWORD, costing(64, 1)).text())
                .isNotEqualTo(Argon2Hash.of(PASSWORD, costing(64, 1)).text());
    }

    @Test
    void a_cost_that_is_less_than_recommended_is_known_as_such_and_the_default_is_none() {
        assertThat(DEFAULT.isLessThanRecommended()).isFalse();
        assertThat(costing(7168, 5).isLessThanRecommended()).isFalse();
        assertThat(costing(7168, 4).isLessThanRecommended()).isTrue();
        assertThat(costing(64, 2).isLessThanRecommended()).isTrue();
    }

    @Test
    void what_is_no_hash_of_ours_is_a_fault_and_no_match() {
        for (var text : new String[] {"", "$argon2i$v=19$m=19456,t=2,p=1$AAAA$AAAA", "plain"})
            assertThatThrownBy(() -> Argon2Hash.parse(text)).isInstanceOf(IllegalStateException.class);
    }

    private static PasswordConfig costing(int memoryKib, int passes) {
        return config(Map.of(
                "mandate.password-memory-kib",
                Integer.toString(memoryKib),
                "mandate.password-passes",
                Integer.toString(passes)));
    }

    private static PasswordConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(PasswordConfig.class)
                .withValidateUnknown(false)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(PasswordConfig.class);
    }
}
