package dev.mandate.identity.surfaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.identity.surfaces.SurfaceRules.Wanted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SurfaceRulesTest {
    private static final String ISSUER = "https://attester.example";

    private final SurfaceRules rules = SurfaceRules.check(List.of(
            new Wanted("desktop", null), new Wanted("hardened", Map.of("/posture/level", "3", "app", "editor"))));

    @Test
    void all_that_a_rule_wants_is_said_or_it_puts_nobody_there() {
        assertThat(rules.met(ISSUER, Map.of())).isEqualTo(Map.of("desktop", ISSUER));
        assertThat(rules.met(ISSUER, Map.of("app", "editor", "posture", Map.of("level", 3))))
                .containsOnlyKeys("desktop", "hardened");
        assertThat(rules.met(ISSUER, Map.of("app", "editor", "posture", Map.of("level", 2))))
                .containsOnlyKeys("desktop");
        assertThat(rules.met(ISSUER, Map.of("app", List.of("editor"), "posture", Map.of("level", 3))))
                .as("a list is none of it")
                .containsOnlyKeys("desktop");
        assertThat(SurfaceRules.NONE.met(ISSUER, Map.of("app", "editor"))).isEmpty();
    }

    @Test
    void they_are_kept_as_they_are_and_none_as_nothing() {
        assertThat(SurfaceRules.parse(rules.json())).isEqualTo(rules);
        assertThat(SurfaceRules.NONE.json()).isNull();
        assertThat(SurfaceRules.parse(null)).isEqualTo(SurfaceRules.NONE);
        assertThat(SurfaceRules.ofColumn(SurfaceRules.column(Map.of("desktop", ISSUER))))
                .isEqualTo(Map.of("desktop", ISSUER));
        assertThat(SurfaceRules.column(Map.of())).isNull();
    }

    @Test
    void people_read_whom_they_put_where() {
        assertThat(rules.words())
                .containsExactly(
                        "its word puts on the surface “desktop” everybody",
                        "its word puts on the surface “hardened” whoever it says this of: “/posture/level” is “3” and “app” is “editor”");
    }

    @Test
    void those_that_name_no_subject_are_of_any_client() {
        assertThat(rules.ofAnyClient()).containsExactly("“desktop”", "“hardened”");
        for (var subject : List.of("sub", "/sub"))
            assertThat(SurfaceRules.check(List.of(new Wanted("desktop", Map.of(subject, "cli_1"))))
                            .ofAnyClient())
                    .isEmpty();
    }

    @Test
    void people_read_what_was_so_until_now_where_it_changes() {
        assertThat(rules.touches(Optional.empty())).isEqualTo(rules.words());
        assertThat(rules.touches(Optional.of(rules))).isEqualTo(rules.words());
        assertThat(rules.touches(Optional.of(SurfaceRules.NONE)))
                .hasSize(3)
                .endsWith("until now its word puts nobody on a surface");
        assertThat(SurfaceRules.NONE.touches(Optional.of(rules)))
                .containsExactly("until now " + String.join(", ", rules.words()));
    }

    @Test
    void what_names_no_surface_or_every_token_is_no_rule() {
        for (var wrong : List.of(
                new Wanted(null, null),
                new Wanted("two words", null),
                new Wanted("desktop", Map.of("aud", "us")),
                new Wanted("desktop", Map.of("app", "*"))))
            assertThatThrownBy(() -> SurfaceRules.check(List.of(wrong))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SurfaceRules.check(Collections.singletonList(null)))
                .isInstanceOf(IllegalArgumentException.class);
        var many = new ArrayList<Wanted>();
        for (int i = 0; i <= 16; i++) many.add(new Wanted("s" + i, null));
        assertThatThrownBy(() -> SurfaceRules.check(many)).hasMessageContaining("16");
    }
}
