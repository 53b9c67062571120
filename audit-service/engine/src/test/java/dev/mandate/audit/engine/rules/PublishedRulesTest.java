package dev.mandate.audit.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.audit.engine.sigma.correlation.RuleBook;
import dev.mandate.audit.engine.sigma.correlation.types.Level;
import dev.mandate.audit.engine.sigma.correlation.types.Rule;
import dev.mandate.audit.engine.sigma.reading.Compilation;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import dev.mandate.events.risk.RuleState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which rules count when some are published and some stand in. */
class PublishedRulesTest {
    private static final String ID = "7b1f4b0e-6f0a-4f0e-9d53-2a4f1c8f6f21";
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final String TEXT = RuleFiles.builtIn().stream()
            .filter(file -> file.name().equals("data-exfiltration.yml"))
            .findFirst()
            .orElseThrow()
            .text();
    private static final RuleState.Version LONGER = version(1, TEXT.replace("timespan: 10m", "timespan: 11m"));
    private static final RuleState.Version RENAMED = version(2, TEXT.replace("level: high", "level: low"));

    private final RuleBook shipped = ShippedRules.compile();
    private final PublishedRules published = new PublishedRules(() -> {});

    @Test
    void what_was_shipped_counts_until_a_version_of_the_same_id_is_active() {
        assertThat(inForce()).isEqualTo(shipped.rule(ID).orElseThrow().version());
        published.apply(state(1, null, false, LONGER, null));
        assertThat(inForce()).isEqualTo(shipped.rule(ID).orElseThrow().version());
        published.apply(state(2, LONGER, false, null, null));
        assertThat(inForce()).isEqualTo(digest(LONGER));
        assertThat(published.over(shipped).rules()).hasSameSizeAs(shipped.rules());
        published.apply(state(3, null, false, null, null));
        assertThat(inForce()).isEqualTo(shipped.rule(ID).orElseThrow().version());
    }

    @Test
    void of_a_retired_rule_nothing_counts_not_even_what_was_shipped() {
        published.apply(state(1, null, true, null, null));
        assertThat(inForce()).isNull();
        assertThat(published.over(shipped).rules()).hasSize(shipped.rules().size() - 1);
    }

    @Test
    void a_version_that_cannot_be_read_here_leaves_what_was_shipped_and_says_so() {
        published.apply(state(1, version(1, TEXT.replace("tool.labels", "tool.nonsense")), false, null, null));
        assertThat(inForce()).isEqualTo(shipped.rule(ID).orElseThrow().version());
        assertThat(published.problems()).isEqualTo(1);
        published.apply(state(2, LONGER, false, null, null));
        assertThat(published.problems()).isZero();
    }

    /** It was taken when that was looked at less closely; other tools refuse it, and what it finds is found. */
    @Test
    void what_the_schemas_alone_refuse_ends_no_rule_that_counts_already() {
        var loose = version(1, TEXT.replace("level: high", "level: low\nrelated: [{id: other, type: friend}]"));
        published.apply(state(1, loose, false, null, null));
        assertThat(published.problems()).isZero();
        assertThat(published.over(shipped).rule(ID).orElseThrow().level()).isEqualTo(Level.LOW);
        assertThat(Compilation.of(List.of(new RuleFile("1.yml", loose.text())), RiskFields.NAMES))
                .isInstanceOf(Compilation.Refused.class);
    }

    @Test
    void the_version_before_is_there_to_complete_what_began_until_its_timespan_is_over() {
        published.apply(state(1, LONGER, false, null, new RuleState.Replaced(null, NOON)));
        var during = published.over(shipped);
        assertThat(during.at(NOON.plusSeconds(600))).isSameAs(during);
        assertThat(during.at(NOON.plusSeconds(1200)).digest())
                .isNotEqualTo(during.digest())
                .isEqualTo(RuleBook.of(List.of(shipped.only(rule -> !rule.id().equals(ID)), book(LONGER)))
                        .digest());
        published.apply(state(2, LONGER, false, RENAMED, new RuleState.Replaced(null, NOON)));
        assertThat(published.over(shipped).at(NOON.plusSeconds(1200)).digest())
                .isNotEqualTo(published.over(shipped).digest());
    }

    @Test
    void a_retired_rule_completes_nothing_even_where_files_were_changed_since() {
        var before = shipped.replacedAt(NOON);
        assertThat(published.completing(before).digest()).isEqualTo(before.digest());
        published.apply(state(1, null, true, null, null));
        assertThat(published.completing(before).digest())
                .isEqualTo(before.only(rule -> !rule.id().equals(ID)).digest());
    }

    private @Nullable String inForce() {
        return published.over(shipped).rule(ID).map(Rule::version).orElse(null);
    }

    private static RuleState state(
            long revision,
            RuleState.@Nullable Version active,
            boolean retired,
            RuleState.@Nullable Version shadow,
            RuleState.@Nullable Replaced replaced) {
        return new RuleState(ID, revision, false, active, retired, shadow, replaced, NOON, "per_ada");
    }

    private static RuleState.Version version(long number, String text) {
        return new RuleState.Version(number, "digest" + number, text);
    }

    private static RuleBook book(RuleState.Version version) {
        return Compilation.of(List.of(new RuleFile("x.yml", version.text())), RiskFields.NAMES)
                .orThrow();
    }

    private static String digest(RuleState.Version version) {
        return book(version).rules().get(0).version();
    }
}
