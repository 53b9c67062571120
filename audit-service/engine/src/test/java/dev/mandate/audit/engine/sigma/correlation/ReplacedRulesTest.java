package dev.mandate.audit.engine.sigma.correlation;

import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.READS;
import static dev.mandate.audit.engine.sigma.correlation.SigmaRun.SENDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.audit.engine.sigma.correlation.types.EventFields;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of running sequences when rules come, go and change. */
class ReplacedRulesTest {
    private static final RuleBook OLD =
            SigmaRun.book(READS, SENDS, SigmaRun.correlation("temporal_ordered", "rules: [reads, sends]\n"));
    private static final RuleBook NEW = SigmaRun.book(
            READS,
            SENDS,
            SigmaRun.correlation("temporal_ordered", "rules: [reads, sends]\n").replace("10m", "9m"));

    private static final RuleBook OTHER = SigmaRun.book(
            READS,
            SENDS,
            SigmaRun.correlation("temporal_ordered", "rules: [reads, sends]\n").replace("id: correlated", "id: other"));

    private final SigmaRun run = SigmaRun.with().rulesBecome(OLD);

    @Test
    void a_replaced_version_completes_what_had_begun_and_the_new_one_does_not_know_of_it() {
        run.at("10:00").reads().at("10:02");
        run.rulesBecome(NEW, OLD.replacedAt(run.now())).at("10:05").sends();
        assertThat(run.matches())
                .singleElement()
                .satisfies(match -> assertThat(match.rule().version()).isEqualTo(version(OLD)));
    }

    @Test
    void a_replaced_version_begins_nothing() {
        run.at("10:00").in("s0").reads().at("10:02");
        run.rulesBecome(NEW, OLD.replacedAt(run.now()));
        run.at("10:03")
                .in("s0")
                .reads()
                .in("s1")
                .reads()
                .at("10:11")
                .in("s0")
                .sends()
                .in("s1")
                .sends();
        assertThat(run.matches())
                .hasSize(2)
                .allSatisfy(match -> assertThat(match.rule().version()).isEqualTo(version(NEW)));
    }

    @Test
    void a_replaced_version_goes_when_it_has_nothing_to_complete() {
        var then = run.at("10:00").now();
        var both = RuleBook.of(List.of(NEW, OLD.replacedAt(then)));
        assertThat(both.at(then.plus(Duration.ofMinutes(10)))).isSameAs(both);
        assertThat(both.at(then.plus(Duration.ofMinutes(16))).digest()).isEqualTo(NEW.digest());
    }

    @Test
    void an_unchanged_rule_keeps_its_sequences_whatever_becomes_of_others() {
        run.at("10:00").reads().rulesBecome(OLD, OTHER).at("10:01").reads();
        run.rulesBecome(OLD).at("10:09").sends();
        assertThat(run.matchedEvents()).containsExactly(List.of("e2", "e3"));
    }

    @Test
    void a_roll_back_goes_on_with_what_the_version_had_open() {
        run.at("10:00").reads().at("10:02");
        run.rulesBecome(NEW, OLD.replacedAt(run.now())).at("10:03");
        run.rulesBecome(OLD, NEW.replacedAt(run.now())).at("10:08").sends();
        assertThat(run.matchedEvents()).containsExactly(List.of("e1", "e2"));
    }

    @Test
    void a_shadow_has_sequences_of_its_own_and_its_matches_say_so() {
        run.rulesBecome(OLD, OLD.asShadow()).at("10:00").reads().at("10:01").sends();
        assertThat(run.matches()).extracting(Match::shadow).containsExactly(false, true);
        assertThat(RuleBook.of(List.of(OLD, NEW.asShadow())).rules()).hasSize(1);
    }

    @Test
    void a_rule_that_throws_is_told_once_left_alone_for_a_while_and_holds_up_no_other() {
        var quarantine = new Quarantine();
        var failed = new ArrayList<String>();
        var event = new FailsOnce(run.at("10:00").now());
        var book = RuleBook.of(List.of(OTHER, OLD));
        var now = run.now();
        FailingRule failing = (rule, failure) -> {
            failed.add(rule.id());
            quarantine.failed(rule, now);
        };
        assertThat(book.groups(event, quarantine, now, failing)).hasSize(1);
        assertThat(book.groups(event, quarantine, now.plusSeconds(59), failing)).hasSize(1);
        assertThat(book.groups(event, quarantine, now.plusSeconds(60), failing)).hasSize(2);
        assertThat(failed).containsExactly("other");
    }

    @Test
    void a_rule_that_goes_on_throwing_is_left_alone_for_longer_and_longer_but_not_for_ever() {
        var quarantine = new Quarantine();
        var rule = OLD.rules().get(0);
        var now = run.at("10:00").now();
        var terms = new ArrayList<Duration>();
        for (int time = 0; time < 9; time++)
            terms.add(Duration.between(now, quarantine.failed(rule, now).until()));
        assertThat(terms.subList(0, 3))
                .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4));
        assertThat(terms.get(8)).isEqualTo(Duration.ofHours(1));
    }

    /** An event over which whoever asks first stumbles. */
    private static final class FailsOnce implements EventFields {
        private final Instant at;
        private boolean failed;

        FailsOnce(Instant at) {
            this.at = at;
        }

        @Override
        public String id() {
            return "e";
        }

        @Override
        public Instant at() {
            return at;
        }

        @Override
        public List<?> values(String field) {
            if (field.equals("session")) return List.of("s");
            if (failed) return List.of("private");
            failed = true;
            throw new IllegalStateException("a bug");
        }

        @Override
        public List<List<?>> everything() {
            return List.of();
        }
    }

    private static String version(RuleBook book) {
        return book.rules().get(0).version();
    }
}
