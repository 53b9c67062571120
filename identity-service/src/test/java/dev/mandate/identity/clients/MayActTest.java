package dev.mandate.identity.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MayActTest {
    private static final String US = "https://id.example";

    private static boolean lets(@Nullable Object said) {
        return MayAct.lets(new JWTClaimsSet.Builder().claim(MayAct.CLAIM, said).build(), US, "agt_clerk");
    }

    @Test
    void whom_a_token_names_may_act_by_it_and_nobody_else() {
        assertThat(lets(MayAct.of(US, "agt_clerk"))).isTrue();
        assertThat(lets(Map.of("sub", "agt_clerk"))).isTrue();
        assertThat(lets(MayAct.of(US, "agt_other"))).isFalse();
        assertThat(lets(MayAct.of("https://elsewhere.example", "agt_clerk")))
                .as("somebody of this id elsewhere")
                .isFalse();
    }

    @Test
    void a_token_that_says_nothing_of_it_counts_as_it_would_and_one_that_says_it_otherwise_for_nobody() {
        assertThat(lets(null)).isTrue();
        assertThat(lets("agt_clerk")).isFalse();
        assertThat(lets(List.of("agt_clerk"))).isFalse();
        assertThat(lets(Map.of("email", "clerk@corp.example"))).isFalse();
    }
}
